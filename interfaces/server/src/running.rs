//! A program that serves, and how it ends without cutting off what is under way.

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::{Arc, Weak};
use std::time::Duration;

use application::{Application, Ports};
use domain::ports::Secrets;
use platform::MovableClock;
use poem::Endpoint;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use workers::Tally;

use crate::compose::Connections;
use crate::http::{self, Entry};
use crate::sandbox::demo::DemoPeople;
use crate::settings::Settings;
use crate::settings::proxies::TrustedProxies;
use crate::settings::urls::Urls;

/// Most connections of the listener for metrics and health checks.
const METRICS_CONNECTIONS_MAX: usize = 32;
/// How often a process asks whether another one has moved the sandbox's clock.
const FOLLOW_EVERY: Duration = Duration::from_secs(1);
/// How often a stopping program looks whether everything has ended.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Where a program that serves is found.
#[derive(Debug, Clone)]
pub struct Whereabouts {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where metrics and health checks are served apart.
    pub metrics_address: Option<SocketAddr>,
    /// The addresses it tells others.
    pub urls: Urls,
    /// The demo service's key, in sandbox mode.
    pub api_key: Option<SecretString>,
    /// Who can sign in to the staff site, in sandbox mode.
    pub staff: Option<DemoPeople>,
}

/// A program that serves, until it is stopped. Dropping it ends it at once.
pub struct Running {
    whereabouts: Whereabouts,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    ports: Weak<dyn Secrets>,
    connections: Connections,
    patience: Duration,
}

impl Deref for Running {
    type Target = Whereabouts;

    fn deref(&self) -> &Whereabouts {
        &self.whereabouts
    }
}

impl Running {
    pub(crate) fn new(
        whereabouts: Whereabouts,
        ports: &Ports,
        connections: Connections,
        patience: Duration,
    ) -> Self {
        Self {
            whereabouts,
            stop: watch::Sender::new(false),
            tasks: JoinSet::new(),
            ports: Arc::downgrade(&ports.secrets),
            connections,
            patience,
        }
    }

    pub(crate) fn listen<E>(
        &mut self,
        listener: TcpListener,
        endpoint: Entry<E>,
        settings: &Settings,
    ) where
        E: Endpoint + 'static,
    {
        let options = http::Options {
            connections_max: settings.connections_max as usize,
            trusted_proxies: settings.trusted_proxies.clone(),
            drain: settings.shutdown,
        };
        let stop = self.told_to_stop();
        self.tasks
            .spawn(http::serve(listener, endpoint, options, stop));
    }

    pub(crate) fn listen_for_metrics<E>(&mut self, listener: TcpListener, endpoint: Entry<E>)
    where
        E: Endpoint + 'static,
    {
        let options = http::Options {
            connections_max: METRICS_CONNECTIONS_MAX,
            trusted_proxies: TrustedProxies::default(),
            drain: LOOK_EVERY,
        };
        let stop = self.told_to_stop();
        self.tasks
            .spawn(http::serve(listener, endpoint, options, stop));
    }

    pub(crate) fn work(
        &mut self,
        application: Application,
        settings: &Settings,
        tally: Arc<Tally>,
    ) {
        let options = workers::Options {
            payments: settings.worker_concurrency as usize,
            messages: settings.message_concurrency as usize,
        };
        let stop = self.told_to_stop();
        self.tasks
            .spawn(workers::run(application, options, tally, stop));
    }

    pub(crate) fn follow(&mut self, clock: Arc<MovableClock>) {
        let stop = self.told_to_stop();
        self.tasks.spawn(async move {
            tokio::pin!(stop);
            loop {
                tokio::select! {
                    () = &mut stop => return,
                    () = tokio::time::sleep(FOLLOW_EVERY) => {}
                }
                if let Err(error) = clock.follow().await {
                    tracing::warn!(error = %error, "the sandbox's clock could not be read");
                }
            }
        });
    }

    /// Waits until a part of the program ends, which none does by itself.
    pub async fn ended(&mut self) {
        self.tasks.join_next().await;
    }

    /// Stops accepting, lets requests and work under way finish, and closes the
    /// database.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        let everything = async {
            while self.tasks.join_next().await.is_some() {}
            until_dropped(&self.ports).await;
        };
        let in_time = tokio::time::timeout(self.patience, everything).await;
        if in_time.is_err() {
            tracing::warn!("work under way was cut off; it is taken up again at the next start");
            self.tasks.abort_all();
        }
        self.connections.close().await;
    }

    fn told_to_stop(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut stopped = self.stop.subscribe();
        async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        }
    }
}

/// Done when nobody holds the ports any longer. Every task that outlives its
/// request holds a copy of the application and with it the ports.
async fn until_dropped(ports: &Weak<dyn Secrets>) {
    while ports.strong_count() > 0 {
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
