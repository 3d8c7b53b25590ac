//! A server in a process of its own, as its environment says. It tells where it
//! listens and its demo service's key, a line each, and serves until its standard
//! input ends. Tests of replicas start it.

use std::io::{Read, Write};

use anyhow::Context;
use secrecy::ExposeSecret;
use server::roles::Roles;
use server::serve;
use server::settings::{Environment, Settings};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::read(&Environment::of_process())?;
    let running = serve::start(&settings, Roles::ALL).await?;
    let key = running.api_key.as_ref().context("a sandbox has a key")?;
    let mut told = std::io::stdout();
    writeln!(told, "{}\n{}", running.address, key.expose_secret())?;
    told.flush()?;

    let until = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    until.await??;
    running.stop().await;
    Ok(())
}
