//! `kill -9` at every port call of every journey, before it and after it, then a
//! restart: no payment is lost, nothing happens twice, and no work is stuck.
#![cfg(test)]

use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::sync::Arc;

use system_tests::crash::books::Reader;
use system_tests::crash::recovery::{self, Afterwards};
use system_tests::crash::{Countdown, House, Journey, Moment, Receiver, Walker};
use system_tests::database::TestDatabase;

/// The number of the signal that nothing can catch.
const KILL: i32 = 9;
/// More calls than any journey makes.
const CALLS_MAX: u64 = 400;

/// How a walk ended.
struct Walked {
    died: bool,
    promised: bool,
}

/// Walks until call `die_at`.
fn walk(url: &str, journey: Journey, reference: &str, die_at: u64, moment: Moment) -> Walked {
    let output = Command::new(env!("CARGO_BIN_EXE_crash_child"))
        .args([url, journey.word(), reference])
        .args([&die_at.to_string(), moment.word()])
        .output()
        .unwrap();
    let was_killed = output.status.signal() == Some(KILL);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(was_killed || output.status.success(), "{reference}: {said}");
    Walked {
        died: was_killed,
        promised: !output.stdout.is_empty(),
    }
}

async fn recover(
    url: &str,
    receiver: Option<&Receiver>,
    journey: Journey,
    reference: &str,
    promised: bool,
    afterwards: Afterwards,
) {
    let house = House::open(url).await.unwrap();
    let reader = Reader::open(url).await.unwrap();
    let walker = Walker {
        application: house.application(),
        service: house.service().await.unwrap(),
        queries: house.ports.queries.clone(),
        countdown: Arc::new(Countdown::new(0, Moment::Before)),
        journey,
        reference: reference.to_owned(),
        on_created: || (),
    };

    if let Some(receiver) = receiver {
        let payment = walker.payment().await.unwrap().unwrap();
        if let Err(error) = receiver.check(&house, &payment).await {
            panic!("{reference}: {error:#}");
        }
    }
    let checked = recovery::check(&house, &reader, &walker, promised, afterwards).await;

    if let Err(error) = checked {
        let payment = walker.payment().await;
        panic!("{reference}: {error:#}\n{payment:#?}");
    }
    reader.close().await.unwrap();
    house.close().await;
}

/// Dies at every call of a journey; says at how many.
async fn die_everywhere(
    database: &TestDatabase,
    receiver: Option<&Receiver>,
    journey: Journey,
) -> u64 {
    for die_at in 1..CALLS_MAX {
        for moment in [Moment::Before, Moment::After] {
            for afterwards in [Afterwards::Repeated, Afterwards::Abandoned] {
                let word = journey.word();
                let reference = format!("{word} {die_at} {} {afterwards:?}", moment.word());
                let url = database.url();
                let walked = walk(url, journey, &reference, die_at, moment);
                let promised = walked.promised;
                recover(url, receiver, journey, &reference, promised, afterwards).await;
                if !walked.died {
                    return die_at - 1;
                }
            }
        }
    }
    panic!("the journey {journey:?} never ends");
}

/// Opens the service, and the receiver of its webhooks where the journey has one.
async fn prepared(database: &TestDatabase, journey: Journey) -> Option<Receiver> {
    let house = House::open(database.url()).await.unwrap();
    let service = house.service().await.unwrap();
    let receiver = match journey {
        Journey::Tell => Some(Receiver::start(&house, &service.account).await.unwrap()),
        _ => None,
    };
    house.close().await;
    receiver
}

/// Dies at every call of one journey, and expects at least as many of them as its
/// use cases must make.
async fn survives(database: TestDatabase, journey: Journey, calls_min: u64) {
    let receiver = prepared(&database, journey).await;
    let calls = die_everywhere(&database, receiver.as_ref(), journey).await;
    println!("{}: {calls} calls", journey.word());
    assert!(calls >= calls_min, "{journey:?} made {calls} calls only");
}

macro_rules! on_both_databases {
    ($($test:ident: $journey:ident, $calls_min:literal;)+) => {
        mod on_sqlite {
            use super::{Journey, TestDatabase, survives};
            $(
                #[tokio::test]
                async fn $test() {
                    let database = TestDatabase::sqlite().await;
                    survives(database, Journey::$journey, $calls_min).await;
                }
            )+
        }
        mod on_postgresql {
            use super::{Journey, TestDatabase, survives};
            $(
                #[tokio::test]
                async fn $test() {
                    if let Some(database) = TestDatabase::postgres() {
                        survives(database, Journey::$journey, $calls_min).await;
                    }
                }
            )+
        }
        #[test]
        fn no_journey_is_left_out() {
            use strum::IntoEnumIterator;
            let walked = [$(Journey::$journey),+];
            assert!(Journey::iter().all(|journey| walked.contains(&journey)));
        }
    };
}

on_both_databases! {
    authorising_survives_a_kill: Authorise, 20;
    asking_for_a_lost_answer_survives_a_kill: Resolve, 15;
    cancelling_meanwhile_survives_a_kill: CancelMeanwhile, 20;
    capturing_survives_a_kill: Capture, 12;
    a_delayed_capture_survives_a_kill: CaptureDelayed, 15;
    a_services_cancellation_survives_a_kill: CancelByService, 8;
    a_paying_users_cancellation_survives_a_kill: CancelByPayingUser, 8;
    expiring_survives_a_kill: Expire, 10;
    refunding_survives_a_kill: Refund, 12;
    creating_by_key_survives_a_kill: CreateByKey, 7;
    refunding_by_key_survives_a_kill: RefundByKey, 13;
    sending_a_card_survives_a_kill: SendCard, 30;
    setting_an_agreement_up_survives_a_kill: SetUp, 14;
    a_recurring_payment_survives_a_kill: Recurring, 30;
    a_report_by_telephone_survives_a_kill: Report, 4;
    telling_survives_a_kill: Tell, 60;
}
