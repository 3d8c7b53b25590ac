//! Starting to serve: opens the adapters, builds the site from them, and sets
//! the listeners and the worker going.

use std::sync::Arc;

use anyhow::{Context, bail};
use application::Ports;
use persistence::Database;
use tokio::net::TcpListener;
use workers::Tally;

use crate::compose::{self, Adapters};
use crate::http::{self, Entry};
use crate::metrics::{self, Scrape};
use crate::roles::Roles;
use crate::running::{Running, Whereabouts};
use crate::sandbox::demo;
use crate::settings::Settings;
use crate::site::{self, Site};

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
    let address = listener.local_addr()?;
    let urls = settings.urls.resolve(address);
    let Adapters {
        ports,
        connections,
        folder,
        movable_clock,
    } = compose::open(settings, &urls).await?;
    refuse_old_tables(&connections.database).await?;

    let application = compose::application(wrap(ports.clone()), settings);
    let (api_key, staff) = match &folder {
        Some(folder) => {
            let demo = demo::open(&application, settings, folder, roles, &urls).await?;
            (Some(demo.api_key), demo.staff)
        }
        None => (None, None),
    };
    let tally = Arc::new(Tally::default());
    let scrape = Scrape::new(&ports, Arc::clone(&tally));
    let site = Site {
        application: &application,
        settings,
        roles,
        urls: &urls,
        api_key: api_key.as_ref(),
        scrape: &scrape,
    };
    let endpoint = Entry::new(site::endpoint(&site), !settings.is_sandbox());

    let whereabouts = Whereabouts {
        address,
        metrics_address: local_address(metrics_listener.as_ref())?,
        urls: urls.clone(),
        api_key: api_key.clone(),
        staff,
    };
    let mut running = Running::new(whereabouts, &ports, connections, settings.shutdown);
    running.listen(listener, endpoint, settings);
    if let Some(listener) = metrics_listener {
        running.listen_for_metrics(listener, Entry::new(site::metrics_endpoint(&scrape), false));
    }
    if roles.worker {
        running.work(application, settings, tally);
    }
    if let Some(clock) = movable_clock.filter(|_| !roles.are_all()) {
        running.follow(clock);
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

fn local_address(listener: Option<&TcpListener>) -> std::io::Result<Option<std::net::SocketAddr>> {
    listener.map(TcpListener::local_addr).transpose()
}
