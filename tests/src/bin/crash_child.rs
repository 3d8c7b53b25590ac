//! Walks a journey and dies at one of its port calls, or gets there. It says when
//! its client was told of the payment. The crash tests start it.

use std::io::Write;
use std::sync::Arc;

use anyhow::Context;
use application::Ports;
use domain::account::Provider;
use system_tests::crash::house::{OnePsp, application};
use system_tests::crash::journey::End;
use system_tests::crash::journey::mishap::MishapPsp;
use system_tests::crash::ports::counted;
use system_tests::crash::{Countdown, House, Journey, Walker};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what: &'static str| arguments.next().context(what);
    let url = next("a database URL")?;
    let journey: Journey = next("a journey")?.parse()?;
    let reference = next("a reference")?;
    let die_at = next("the number of a call")?.parse()?;
    let countdown = Arc::new(Countdown::new(die_at, next("before or after")?.parse()?));

    let house = House::open(&url).await?;
    let service = house.service().await?;
    let sandbox = house.ports.psps.psp(Provider::Sandbox).context("a PSP")?;
    let psp = Arc::new(MishapPsp::on(journey, sandbox));
    let ports = Ports {
        psps: Arc::new(OnePsp(psp.clone())),
        ..house.ports.clone()
    };
    let application = application(counted(ports, &countdown));
    psp.let_cancel(application.clone(), service.clone());
    let walker = Walker {
        application,
        service,
        queries: house.ports.queries.clone(),
        countdown: Arc::clone(&countdown),
        journey,
        reference,
        on_created: || say("created"),
    };
    let end = walker.walk().await?;
    anyhow::ensure!(end == End::There, "undisturbed, the journey must get there");
    Ok(())
}

/// Tells the parent, who may be all that is left.
fn say(word: &str) {
    // A parent that no longer listens does not need to know.
    let _ = writeln!(std::io::stdout(), "{word}");
}
