//! `bursar listen`: a service team's laptop receives the webhooks of test payments.
//!
//! It goes on until it is told to stop. A connection that is lost is opened again, after the
//! last event that came; an event that comes twice is told once. What cannot be posted is
//! shown and passed over: repeating is what real deliveries are for.

mod api;
mod events;
pub(super) mod forward;
mod hearing;
mod recent;
pub(super) mod screen;
mod whereabouts;

use std::convert::Infallible;
use std::time::Duration;

use anyhow::bail;
use secrecy::{ExposeSecret, SecretString};

use self::api::{Api, Silence};
use self::events::ServerEvent;
use self::forward::Forwarder;
use self::hearing::{Heard, Ready};
use self::recent::Recent;
use self::screen::{Screen, Tally};
use self::whereabouts::Whereabouts;
use crate::arguments::listen::Listen;
use crate::settings::Environment;

/// The first and the longest pause before connecting again; each is twice the one before.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(30)];

/// Listens until it is told to stop, or cannot go on.
pub(super) async fn run(arguments: Listen, environment: &Environment) -> anyhow::Result<()> {
    let stop = super::stop_signal()?;
    let mut session = Session::of(arguments, environment)?;
    tokio::select! {
        ended = session.follow() => match ended? {},
        () = stop => session.end(),
    }
}

struct Session {
    api: Api,
    forwarder: Option<Forwarder>,
    screen: Screen,
    tally: Tally,
    secret: Option<SecretString>,
    last: Option<String>,
    recent: Recent,
    pause: Duration,
}

impl Session {
    fn of(arguments: Listen, environment: &Environment) -> anyhow::Result<Self> {
        let Whereabouts { url, key } = Whereabouts::of(&arguments, environment)?;
        let forwarder = arguments.forward_to.map(Forwarder::to).transpose()?;
        Ok(Self {
            api: Api::at(url, key, &arguments.events)?,
            forwarder,
            screen: Screen::new(arguments.json),
            tally: Tally::default(),
            secret: None,
            last: None,
            recent: Recent::default(),
            pause: PAUSES[0],
        })
    }

    /// Stays connected. Ends at once where it has never been, or never can be again.
    async fn follow(&mut self) -> anyhow::Result<Infallible> {
        loop {
            match self.hear().await? {
                Silence::ForGood(why) => bail!(why),
                Silence::ForNow { why, remedy } if self.secret.is_none() => {
                    bail!("{why}; {remedy}")
                }
                Silence::ForNow { why, .. } => {
                    self.screen.lost(&why, self.pause)?;
                    tokio::time::sleep(self.pause).await;
                    self.pause = (self.pause * 2).min(PAUSES[1]);
                }
            }
        }
    }

    /// Hears one connection to its end, and says why it came.
    async fn hear(&mut self) -> anyhow::Result<Silence> {
        let mut stream = match self.api.connect(self.last.as_deref()).await {
            Ok(stream) => stream,
            Err(silence) => return Ok(silence),
        };
        loop {
            match stream.next().await {
                Ok(events) => {
                    for event in events {
                        self.take(event).await?;
                    }
                }
                Err(silence) => return Ok(silence),
            }
        }
    }

    /// Events of other kinds are for later versions of this.
    async fn take(&mut self, event: ServerEvent) -> anyhow::Result<()> {
        match event.name.as_str() {
            "ready" => self.ready(&Ready::read(&event.data)?)?,
            "delivery" => self.delivery(&Heard::read(&event.data)?).await?,
            _ => {}
        }
        if !event.id.is_empty() {
            self.last = Some(event.id);
        }
        Ok(())
    }

    fn ready(&mut self, ready: &Ready) -> anyhow::Result<()> {
        self.pause = PAUSES[0];
        let known = self.secret.as_ref().map(ExposeSecret::expose_secret);
        if known == Some(ready.secret.expose_secret()) {
            return self.screen.again();
        }
        self.secret = Some(ready.secret.clone());
        let to = self.forwarder.as_ref().map(Forwarder::address);
        let to = to.map(|to| to.as_str());
        self.screen
            .ready(self.api.shown(), &ready.account, to, &ready.secret)
    }

    async fn delivery(&mut self, heard: &Heard) -> anyhow::Result<()> {
        if !self.recent.is_new(&heard.id) {
            return Ok(());
        }
        self.tally.heard += 1;
        let posted = match (&self.forwarder, &self.secret) {
            (Some(forwarder), Some(secret)) => {
                Some(forwarder.post(&heard.id, &heard.body, secret).await)
            }
            (Some(_), None) | (None, _) => None,
        };
        match posted.as_ref().map(forward::Posted::is_good) {
            Some(true) => self.tally.taken += 1,
            Some(false) => self.tally.failed += 1,
            None => {}
        }
        self.screen.heard(heard, posted.as_ref())
    }

    fn end(&self) -> anyhow::Result<()> {
        self.screen.end(self.tally, self.forwarder.is_some())
    }
}
