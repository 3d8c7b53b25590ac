//! Serving: opens the adapters, starts the listeners and the worker, and ends
//! them again without cutting off what is under way.

use std::net::SocketAddr;
use std::sync::{Arc, Weak};
use std::time::Duration;

use anyhow::{Context, bail};
use application::{Application, Ports};
use domain::ports::Secrets;
use persistence::Database;
use platform::MovableClock;
use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use workers::Tally;

use crate::compose::{self, Adapters};
use crate::http::{self, Entry};
use crate::metrics::{self, Scrape};
use crate::roles::Roles;
use crate::sandbox::demo;
use crate::settings::Settings;
use crate::settings::urls::Urls;
use crate::site::{self, Site};

/// Most connections of the listener for metrics and health checks.
const METRICS_CONNECTIONS_MAX: usize = 32;
/// How often a process asks whether another one has moved the sandbox's clock.
const FOLLOW_EVERY: Duration = Duration::from_secs(1);
/// How often a stopping program looks whether everything has ended.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// A program that serves.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where metrics and health checks are served apart.
    pub metrics_address: Option<SocketAddr>,
    /// The addresses it tells others.
    pub urls: Urls,
    /// The demo service's key, in sandbox mode.
    pub api_key: Option<SecretString>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    under_way: Weak<dyn Secrets>,
    database: Database,
    patience: Duration,
}

/// Starts serving, and returns once requests are accepted.
///
/// # Errors
///
/// When the address is taken, or the database cannot be used as it is.
pub async fn start(settings: &Settings, roles: Roles) -> anyhow::Result<Running> {
    start_with(settings, roles, |ports| ports).await
}

/// Starts serving over ports that a test has wrapped.
///
/// # Errors
///
/// As [`start`].
pub async fn start_with(
    settings: &Settings,
    roles: Roles,
    wrap: impl FnOnce(Ports) -> Ports,
) -> anyhow::Result<Running> {
    roles.refuse_split_sqlite(settings)?;
    let listener = http::bind(settings.listen).await?;
    let metrics_listener = match settings.metrics_listen {
        Some(address) => Some(http::bind(address).await?),
        None => None,
    };
    metrics::install();
    let adapters = compose::open(settings).await?;
    refuse_old_tables(&adapters.database).await?;

    let address = listener.local_addr()?;
    let metrics_address = metrics_listener
        .as_ref()
        .map(TcpListener::local_addr)
        .transpose()?;
    let urls = settings.urls.resolve(address);
    let Adapters {
        ports,
        database,
        folder,
        movable_clock,
    } = adapters;
    let application = compose::application(wrap(ports.clone()), settings);
    let api_key = match &folder {
        Some(folder) => Some(demo::key(&application, settings, folder, roles, &urls).await?),
        None => None,
    };

    let (stop, stopped) = watch::channel(false);
    let tally = Arc::new(Tally::default());
    let scrape = Scrape::new(&ports, Arc::clone(&tally));
    let mut running = Running {
        address,
        metrics_address,
        urls,
        api_key,
        stop,
        tasks: JoinSet::new(),
        under_way: Arc::downgrade(&ports.secrets),
        database,
        patience: settings.shutdown,
    };
    drop(ports);

    let site = Site {
        application: &application,
        settings,
        roles,
        urls: &running.urls,
        api_key: running.api_key.as_ref(),
        scrape: &scrape,
    };
    let endpoint = Entry::new(site::endpoint(&site), !settings.is_sandbox());
    running.listen(listener, endpoint, settings, stopped.clone());
    if let Some(listener) = metrics_listener {
        let endpoint = Entry::new(site::metrics_endpoint(&scrape), false);
        running.listen_for_metrics(listener, endpoint, stopped.clone());
    }
    if roles.worker {
        running.work(application, settings, tally, stopped.clone());
    }
    if let Some(clock) = movable_clock.filter(|_| !roles.are_all()) {
        running.follow(clock, stopped);
    }
    Ok(running)
}

/// Refuses a database that `bursar migrate` has not brought up to date.
///
/// # Errors
///
/// When it is not, or cannot be asked.
pub(crate) async fn refuse_old_tables(database: &Database) -> anyhow::Result<()> {
    let pending = persistence::pending_migrations(database)
        .await
        .context("the database's tables cannot be read")?;
    if pending > 0 {
        bail!("the database is not up to date (migrations to go: {pending}); run: bursar migrate");
    }
    Ok(())
}

impl Running {
    fn listen<E>(
        &mut self,
        listener: TcpListener,
        endpoint: Entry<E>,
        settings: &Settings,
        stopped: watch::Receiver<bool>,
    ) where
        E: poem::Endpoint + 'static,
    {
        let options = http::Options {
            connections_max: settings.connections_max as usize,
            trusted_proxies: settings.trusted_proxies.clone(),
            drain: settings.shutdown,
        };
        self.tasks
            .spawn(http::serve(listener, endpoint, options, stop_of(stopped)));
    }

    fn listen_for_metrics<E>(
        &mut self,
        listener: TcpListener,
        endpoint: Entry<E>,
        stopped: watch::Receiver<bool>,
    ) where
        E: poem::Endpoint + 'static,
    {
        let options = http::Options {
            connections_max: METRICS_CONNECTIONS_MAX,
            trusted_proxies: Default::default(),
            drain: LOOK_EVERY,
        };
        self.tasks
            .spawn(http::serve(listener, endpoint, options, stop_of(stopped)));
    }

    fn work(
        &mut self,
        application: Application,
        settings: &Settings,
        tally: Arc<Tally>,
        stopped: watch::Receiver<bool>,
    ) {
        let options = workers::Options {
            concurrency: settings.worker_concurrency as usize,
        };
        let stop = stop_of(stopped);
        self.tasks
            .spawn(workers::run(application, options, tally, stop));
    }

    fn follow(&mut self, clock: Arc<MovableClock>, stopped: watch::Receiver<bool>) {
        self.tasks.spawn(async move {
            let stop = stop_of(stopped);
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

    /// Stops accepting, lets requests and work under way finish, and closes the
    /// database.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        let everything = async {
            while self.tasks.join_next().await.is_some() {}
            until_dropped(&self.under_way).await;
        };
        if tokio::time::timeout(self.patience, everything)
            .await
            .is_err()
        {
            tracing::warn!(
                "work still under way was cut off; it is taken up again at the next start"
            );
            self.tasks.abort_all();
        }
        self.database.close().await;
    }

    /// Waits until a part of the program ends, which none does by itself.
    pub async fn ended(&mut self) {
        self.tasks.join_next().await;
    }
}

async fn stop_of(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Done when nobody holds the ports any longer. Every task that outlives its
/// request holds a copy of the application and with it the ports.
async fn until_dropped(ports: &Weak<dyn Secrets>) {
    while ports.strong_count() > 0 {
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
