//! What each command does, and what it prints.

use std::future::Future;
use std::io::{self, Write};

use anyhow::Context;
use application::Application;
use secrecy::ExposeSecret;

use crate::arguments::{Arguments, Command, Serve};
use crate::compose::{self, Adapters};
use crate::roles::Roles;
use crate::sandbox::announcement::Announcement;
use crate::settings::mail::MailSettings;
use crate::settings::{Environment, Settings, explain};
use crate::{serve, telemetry};

mod account;
mod audit;
mod key;
mod listen;
mod password;
mod service;
mod staff;
mod table;
mod trigger;

/// Runs the command.
///
/// # Errors
///
/// When a setting cannot be used or the command cannot be carried out; the
/// error's chain fits on one line.
pub async fn run(arguments: Arguments, environment: &Environment) -> anyhow::Result<()> {
    let command = arguments
        .command
        .unwrap_or(Command::Serve(Serve::default()));
    if let Command::Config(config) = command {
        return print(&if config.explain {
            explain::explain(environment)
        } else {
            explain::values(environment)
        });
    }
    let command = match command {
        Command::Listen(arguments) => return listen::run(arguments, environment).await,
        Command::Trigger(arguments) => return trigger::run(arguments).await,
        other => other,
    };
    let settings = Settings::read(environment)?;
    telemetry::install(&settings.log, settings.log_format);
    for name in explain::misspelt(environment) {
        tracing::warn!(name, "this variable looks like a setting and is none");
    }
    match command {
        Command::Serve(arguments) => serve(&settings, Roles::of(&arguments.role)).await,
        Command::Migrate => migrate(&settings).await,
        Command::Service(command) => {
            with_application(&settings, async |application| {
                service::run(application, command).await
            })
            .await
        }
        Command::Account(command) => {
            with_application(&settings, async |application| {
                account::run(application, command).await
            })
            .await
        }
        Command::Key(command) => {
            with_application(&settings, async |application| {
                key::run(application, command).await
            })
            .await
        }
        Command::Staff(command) => {
            let urls = settings.urls.resolve(settings.listen);
            with_application(&settings, async |application| {
                staff::run(application, command, urls.admin.as_str()).await
            })
            .await
        }
        Command::Audit(command) => {
            with_application(&settings, async |application| {
                audit::run(application, command).await
            })
            .await
        }
        Command::CheckConfig => check_config(&settings).await,
        Command::Config(_) | Command::Listen(_) | Command::Trigger(_) => Ok(()),
    }
}

/// Prints for a person or a script, on standard output. A reader that went away
/// is not an error.
fn print(text: &str) -> anyhow::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot write to standard output"),
    }
}

async fn serve(settings: &Settings, roles: Roles) -> anyhow::Result<()> {
    let signal = stop_signal()?;
    let mut running = serve::start(settings, roles).await?;
    if let Some(key) = &running.api_key {
        let sandbox_env = settings.data_dir.join("sandbox.env");
        let announcement = Announcement {
            urls: &running.urls,
            api_key: key.expose_secret(),
            staff: running.staff.as_ref(),
            sandbox_env: Some(sandbox_env.display().to_string()),
        };
        print(&announcement.text())?;
    }
    if settings.is_sandbox() && !running.address.ip().is_loopback() {
        tracing::warn!(
            address = %running.address,
            "the sandbox listens beyond this machine: whoever reaches it can move its clock and throw its data away"
        );
    }
    if !settings.is_sandbox() && matches!(settings.mail, MailSettings::None) {
        tracing::warn!(
            "no way to send e-mails is set up, so nobody gets any; set BURSAR_MAIL_URL and BURSAR_MAIL_FROM, or BURSAR_NOTIFY_API_KEY and BURSAR_NOTIFY_TEMPLATE"
        );
    }
    tracing::info!(
        address = %running.address,
        mode = if settings.is_sandbox() { "sandbox" } else { "production" },
        version = env!("CARGO_PKG_VERSION"),
        "serving"
    );
    tokio::select! {
        () = signal => tracing::info!("stopping"),
        () = running.ended() => tracing::error!("a part of the program ended by itself"),
    }
    running.stop().await;
    tracing::info!("stopped");
    Ok(())
}

/// Done at the first Ctrl-C or SIGTERM. At the second, the process ends at once.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (first, told) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let mut first = Some(first);
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            match first.take() {
                Some(first) => drop(first),
                None => std::process::exit(130),
            }
        }
    });
    Ok(async move {
        let _: Result<(), _> = told.await;
    })
}

async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    let folder = compose::folder(settings)?;
    let database = compose::connect(settings, folder.as_ref()).await?;
    let pending = persistence::pending_migrations(&database).await?;
    persistence::migrate(&database).await?;
    database.close().await;
    match pending {
        0 => print("the database was up to date\n"),
        1 => print("1 migration done\n"),
        more => print(&format!("{more} migrations done\n")),
    }
}

async fn check_config(settings: &Settings) -> anyhow::Result<()> {
    let folder = compose::folder(settings)?;
    compose::mailer(settings, &settings.urls.resolve(settings.listen))?;
    let database = compose::connect(settings, folder.as_ref()).await?;
    if !settings.is_sandbox() {
        serve::refuse_old_tables(&database).await?;
    }
    database.close().await;
    print("the settings and the database are good\n")
}

/// Opens the adapters for one command.
async fn with_application(
    settings: &Settings,
    command: impl AsyncFnOnce(&Application) -> anyhow::Result<String>,
) -> anyhow::Result<()> {
    let urls = settings.urls.resolve(settings.listen);
    let Adapters {
        ports, connections, ..
    } = compose::open(settings, &urls).await?;
    serve::refuse_old_tables(&connections.database).await?;
    let application = compose::application(ports, settings);
    let outcome = command(&application).await;
    drop(application);
    connections.close().await;
    print(&outcome?)
}
