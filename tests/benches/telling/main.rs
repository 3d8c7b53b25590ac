//! How fast services are told: 10,000 events for three endpoints each, to a receiver on
//! this machine.
//!
//! Once all at a time, for how much goes through; once one after another at a pace that
//! leaves the machine room, for how long a message takes from the commit of its event to its
//! receipt. Over the real store, sender and workers; without the API. Ends as a table that
//! can be put into `docs/BENCHMARKS.md`.

mod receiver;

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use application::actor::Service;
use application::payments::create::CreatePayment;
use domain::payment::{AuthorisationMode, Description, Language, Metadata, Reference, ReturnUrl};
use domain::{Amount, PaymentId};
use persistence::DatabaseSettings;
use system_tests::crash::House;
use system_tests::crash::telling::endpoint;
use system_tests::database::TestDatabase;
use tokio::sync::oneshot;
use workers::{Options, Tally};

use self::receiver::Receiver;

/// How many events are told, unless [`EVENTS`] says otherwise.
const USUAL: usize = 10_000;
/// The variable that asks for another number.
const EVENTS: &str = "BURSAR_TELLING_EVENTS";
/// How many endpoints are told each.
const ENDPOINTS: u8 = 3;
/// The pace of the second part, in events a second, and how many there are.
const PACE: u32 = 20;
const PACED: usize = 600;
/// What ends the bench if messages do not arrive.
const PATIENCE: Duration = Duration::from_secs(900);

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    let events = match std::env::var(EVENTS) {
        Ok(number) => number.parse().context(EVENTS)?,
        Err(_) => USUAL,
    };
    writeln!(out, "{events} events, {ENDPOINTS} endpoints each")?;
    writeln!(
        out,
        "| database | deliveries a second, all at once | lag p50 | lag p99 at {PACE} events a second |"
    )?;
    let databases = [Some(TestDatabase::sqlite().await), TestDatabase::postgres()];
    for (name, database) in ["SQLite", "PostgreSQL"].into_iter().zip(databases) {
        let Some(database) = database else {
            writeln!(out, "| {name} | skipped: no server was found | | |")?;
            continue;
        };
        let line = measure(&database, events).await?;
        writeln!(out, "| {name} | {line} |")?;
    }
    Ok(())
}

async fn measure(database: &TestDatabase, events: usize) -> anyhow::Result<String> {
    let house = House::open_with(DatabaseSettings {
        connections_max: 16,
        readers_max: 4,
        ..DatabaseSettings::new(database.url())
    })
    .await?;
    let service = house.service().await?;
    let receiver = Receiver::start().await?;
    for number in 1..=ENDPOINTS {
        let url = format!("http://{}/{number}", receiver.address);
        let mut endpoint = endpoint(&house, &service.account, number, &url)?;
        let mut unit = house.ports.store.begin().await?;
        unit.webhooks().add(&mut endpoint).await?;
        unit.commit().await?;
    }
    let fanned_out = events * usize::from(ENDPOINTS);

    // What is told is that a payment was cancelled: one event each that services hear of.
    for payment in payments(&house, &service, events).await? {
        cancel(&house, &service, &payment).await?;
    }
    let begun = Instant::now();
    let (stop, stopped) = oneshot::channel::<()>();
    let options = Options {
        payments: 4,
        messages: 64,
    };
    let tally = Arc::new(Tally::default());
    let work = workers::run(house.application(), options, tally, async {
        let _ = stopped.await;
    });
    let work = tokio::spawn(work);
    arrived(&receiver, fanned_out).await?;
    let rate = fanned_out as f64 / begun.elapsed().as_secs_f64();
    receiver.take_lags();

    let paced = payments(&house, &service, PACED).await?;
    let mut pace = tokio::time::interval(Duration::from_secs(1) / PACE);
    for payment in &paced {
        pace.tick().await;
        cancel(&house, &service, payment).await?;
    }
    arrived(&receiver, PACED * usize::from(ENDPOINTS)).await?;
    let lags = receiver.take_lags();
    let at = |share: f64| {
        let place = (lags.len() as f64 * share) as usize;
        lags.get(place).copied().unwrap_or_default()
    };
    let line = format!("{rate:.0} | {:.0?} | {:.0?}", at(0.50), at(0.99));
    let _ = stop.send(());
    work.await?;
    house.close().await;
    Ok(line)
}

async fn payments(
    house: &House,
    service: &Service,
    count: usize,
) -> anyhow::Result<Vec<PaymentId>> {
    let mut ids = Vec::new();
    for number in 0..count {
        let command = CreatePayment {
            amount: Amount::from_minor(1_000)?,
            reference: Reference::parse(format!("Told {number}"))?,
            description: Description::parse("A licence")?,
            mode: AuthorisationMode::Web,
            return_url: Some(ReturnUrl::parse("https://service.example/done")?),
            language: Language::English,
            moto: false,
            delayed_capture: false,
            set_up_agreement: None,
            agreement: None,
            agreement_payment_type: None,
            email: None,
            metadata: Metadata::default(),
            prefilled: None,
            typed_reference: false,
            repeatable: None,
        };
        let created = house.application().create_payment(service, command).await?;
        ids.push(created.linked.payment.id.clone());
    }
    Ok(ids)
}

async fn cancel(house: &House, service: &Service, payment: &PaymentId) -> anyhow::Result<()> {
    let application = house.application();
    application
        .cancel_payment(service, payment.as_str())
        .await?;
    Ok(())
}

/// Waits until so many messages have arrived.
async fn arrived(receiver: &Receiver, count: usize) -> anyhow::Result<()> {
    let all = async {
        while receiver.count() < count {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, all).await;
    waited.with_context(|| format!("{} of {count} arrived", receiver.count()))
}
