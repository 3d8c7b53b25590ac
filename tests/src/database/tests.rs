//! The databases themselves, and what PostgreSQL does beyond the ports' contracts.

mod indexes;
mod upgrading;

use std::time::Duration;

use domain::account::{GatewayAccount, Mode, Provider, Service, ServiceName};
use domain::email::OutgoingEmail;
use domain::ports::{Queries, Store, StoreError};
use domain::work::{LEASE, Work, WorkGroup, WorkKind};
use domain::{AccountId, EmailId, ServiceId, Timestamp, WorkId};
use persistence::{Database, DatabaseSettings};

use super::{TestDatabase, admin, server, template};
use crate::contract::Fixture;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

async fn add_account(database: &Database) {
    let id = ServiceId::from_random([1; 26]);
    let mut service = Service::new(id, ServiceName::parse("Fishing licences").unwrap(), NOW);
    let id = AccountId::from_random([2; 26]);
    let mut account = GatewayAccount::open(id, &service, Mode::Test, Provider::Sandbox, NOW);
    let mut unit = database.begin().await.unwrap();
    unit.accounts().add_service(&mut service).await.unwrap();
    unit.accounts().add_account(&mut account).await.unwrap();
    unit.commit().await.unwrap();
}

#[tokio::test]
async fn tests_do_not_see_each_others_rows() {
    let (Some(one), Some(other)) = (TestDatabase::postgres(), TestDatabase::postgres()) else {
        return;
    };
    let (one, other) = (one.open().await, other.open().await);
    add_account(&one).await;

    assert_eq!(one.accounts().await.unwrap().len(), 1);
    assert_eq!(other.accounts().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_database_goes_with_its_test_even_while_it_is_open() {
    let Some(test) = TestDatabase::postgres() else {
        return;
    };
    let open = test.open().await;
    let settings = DatabaseSettings::new(test.url());

    drop(test);

    assert!(open.ping().await.is_err());
    assert!(persistence::connect(&settings).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn replicas_that_start_at_once_migrate_once() {
    let Some(server) = server() else {
        return;
    };
    let name = template::fresh_name();
    let create = format!("CREATE DATABASE {name}");
    admin::execute(&server.admin_url(), &[create]).unwrap();

    let mut starts = Vec::new();
    for _ in 0..8 {
        let settings = DatabaseSettings::new(server.url_of(&name));
        starts.push(tokio::spawn(async move {
            let database = persistence::connect(&settings).await.unwrap();
            persistence::migrate(&database).await.unwrap();
            persistence::pending_migrations(&database).await.unwrap()
        }));
    }
    for start in starts {
        assert_eq!(start.await.unwrap(), 0);
    }
    template::remove(server, &name);
}

#[tokio::test]
async fn a_unit_takes_no_work_that_another_is_taking() {
    let Some(test) = TestDatabase::postgres() else {
        return;
    };
    let database = test.open().await;
    let mut unit = database.begin().await.unwrap();
    for id in [1, 2] {
        let kind = WorkKind::SendEmail(EmailId::from_random([id; 26]));
        let work = Work::due(WorkId::from_random([id; 26]), kind, NOW);
        unit.work().schedule(&work).await.unwrap();
    }
    unit.commit().await.unwrap();

    let (mut one, mut other) = (
        database.begin().await.unwrap(),
        database.begin().await.unwrap(),
    );
    let until = NOW.plus(LEASE);
    let group = WorkGroup::Messages;
    let of_one = one.work().claim(group, NOW, until, 1).await.unwrap();
    let of_other = other.work().claim(group, NOW, until, 5).await.unwrap();

    assert_eq!((of_one.len(), of_other.len()), (1, 1));
    assert_ne!(of_one, of_other);
}

#[tokio::test]
async fn work_that_a_unit_wants_is_taken_once_that_unit_has_ended() {
    let Some(test) = TestDatabase::postgres() else {
        return;
    };
    let database = test.open().await;
    let work = Work::due(WorkId::from_random([1; 26]), WorkKind::Housekeep, NOW);
    let mut unit = database.begin().await.unwrap();
    unit.work().schedule(&work).await.unwrap();
    unit.commit().await.unwrap();

    let (mut wanting, mut taking) = (
        database.begin().await.unwrap(),
        database.begin().await.unwrap(),
    );
    wanting.work().schedule(&work).await.unwrap();
    let until = NOW.plus(LEASE);
    let claimed = taking.work().claim(WorkGroup::Payments, NOW, until, 9);
    assert_eq!(claimed.await.unwrap(), []);

    wanting.commit().await.unwrap();
    let claimed = taking.work().claim(WorkGroup::Payments, NOW, until, 9);
    assert_eq!(claimed.await.unwrap().len(), 1);
}

#[tokio::test]
async fn who_tells_of_a_payment_holds_up_nobody_who_changes_it() {
    let Some(fixture) = Fixture::postgres().await.unwrap() else {
        return;
    };
    let mut payment = fixture.payment().unwrap();
    fixture.add(&mut payment).await.unwrap();
    let endpoint = fixture.endpoint().await.unwrap();
    let delivery = fixture.delivery(&endpoint, &payment.id, 1);
    let email = OutgoingEmail {
        about: Some((payment.account.clone(), payment.id.clone())),
        ..fixture.email(NOW)
    };

    let (mut telling, mut changing) =
        (fixture.unit().await.unwrap(), fixture.unit().await.unwrap());
    let events = telling.events().undispatched(9).await.unwrap();
    telling.payments().look_at(&payment.id).await.unwrap();
    let told = telling.webhooks().add_deliveries(&[delivery]).await;
    told.unwrap();
    telling.emails().add(&email).await.unwrap();
    telling.events().dispatched(&events, NOW).await.unwrap();
    let wanted = changing.payments().get(&payment.id);

    let waited = tokio::time::timeout(Duration::from_secs(5), wanted).await;
    assert!(waited.unwrap().unwrap().is_some());
}

#[tokio::test]
async fn units_that_wait_for_each_other_do_not_wait_for_ever() {
    let Some(test) = TestDatabase::postgres() else {
        return;
    };
    let database = test.open().await;
    let work =
        |id: u8, kind: &WorkKind| Work::due(WorkId::from_random([id; 26]), kind.clone(), NOW);
    let (first, second) = (WorkKind::Housekeep, WorkKind::DispatchEvents);

    let (mut one, mut other) = (
        database.begin().await.unwrap(),
        database.begin().await.unwrap(),
    );
    one.work().schedule(&work(1, &first)).await.unwrap();
    other.work().schedule(&work(2, &second)).await.unwrap();
    let one = tokio::spawn({
        let work = work(3, &second);
        async move { one.work().schedule(&work).await }
    });
    let crossed = work(4, &first);
    let other = other.work().schedule(&crossed).await;

    let answers = [one.await.unwrap(), other];
    let stale = |answer: &&Result<(), StoreError>| matches!(answer, Err(StoreError::Stale));
    assert_eq!(answers.iter().filter(stale).count(), 1, "{answers:?}");
}

#[tokio::test]
async fn a_unit_that_is_given_up_half_way_blocks_nobody() {
    let Some(test) = TestDatabase::postgres() else {
        return;
    };
    let settings = DatabaseSettings {
        connections_max: 2,
        acquire_timeout: Duration::from_secs(2),
        ..DatabaseSettings::new(test.url())
    };
    let database = persistence::connect(&settings).await.unwrap();
    let work = Work::due(WorkId::from_random([1; 26]), WorkKind::Housekeep, NOW);
    for micros in (0..6_000).step_by(200) {
        let half_way = async {
            let mut unit = database.begin().await.unwrap();
            unit.work().schedule(&work).await.unwrap();
            std::future::pending::<()>().await;
        };
        let _ = tokio::time::timeout(Duration::from_micros(micros), half_way).await;
    }

    let mut unit = database.begin().await.unwrap();
    assert_eq!(unit.work().find(&work.kind).await.unwrap(), None);
    unit.work().schedule(&work).await.unwrap();
    unit.commit().await.unwrap();
}
