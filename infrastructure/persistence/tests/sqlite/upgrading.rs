//! A database as version 1.0 left it, with rows, under this version.

use domain::account::{GoingLive, ServiceName};
use domain::payment::state::StateName;
use domain::payment::{AuthorisationMode, Change, Language, Status};
use domain::ports::queries::{HandedOnCursor, PaymentSearch, RefundSearch};
use domain::ports::sandbox::SandboxLedger;
use domain::ports::{Queries, Store};
use domain::refund::Issuer;
use domain::work::{LEASE, Work, WorkGroup, WorkKind};
use domain::{AccountId, Amount, Payment, PaymentId, RefundId, StaffId, Timestamp, WorkId};
use persistence::Database;
use sea_orm::{ConnectOptions, ConnectionTrait, Statement};
use tempfile::TempDir;
use time::macros::date;

use super::{NOW, open, url};

/// The schema and the rows, written by that version's own code.
const RELEASE_1_0: &str = include_str!("../release_1_0.sql");

/// The database, migrated.
async fn upgraded() -> (TempDir, Database) {
    let folder = tempfile::tempdir().unwrap();
    let file = url(&folder).replace("sqlite:", "sqlite://") + "?mode=rwc";
    let old = sea_orm::Database::connect(ConnectOptions::new(file))
        .await
        .unwrap();
    let counting = "INTEGER PRIMARY KEY AUTOINCREMENT";
    let rows = RELEASE_1_0.replace("{sequence}", counting);
    old.execute_unprepared(&rows).await.unwrap();
    old.close().await.unwrap();

    let database = open(&folder).await;
    persistence::migrate(&database).await.unwrap();
    (folder, database)
}

fn account(digit: u8) -> AccountId {
    AccountId::from_random([digit; 26])
}

async fn paid(database: &Database) -> Payment {
    let id = PaymentId::from_random([10; 26]);
    database.any_payment(&id).await.unwrap().unwrap()
}

#[tokio::test]
async fn payments_are_what_they_were() {
    let (_folder, database) = upgraded().await;

    let payment = paid(&database).await;
    assert_eq!(payment.state.name(), StateName::Captured);
    assert_eq!(payment.reference.as_str(), "Straße ÄRGER 7");
    let return_url = payment.return_url.as_ref().unwrap().as_str();
    assert_eq!(return_url, "https://service.example/done?x=1");
    let card = payment.card.as_ref().unwrap();
    assert_eq!(card.holder.as_ref().unwrap().as_str(), "Zoë ÅKESSON");
    assert_eq!(card.last_four.as_deref(), Some("4242"));
    assert_eq!(payment.refunds.len(), 2);
    assert_eq!(payment.metadata.pairs().len(), 2);
    assert_eq!(payment.version, 2);
    // What that version did not know of is as it tacitly was.
    assert_eq!(payment.mode, AuthorisationMode::Web);
    assert_eq!(payment.language, Language::English);
    assert_eq!(payment.total(), payment.amount);
    assert_eq!((payment.disputes.len(), payment.settled_on), (0, None));

    let asked = PaymentId::from_random([13; 26]);
    let asked = database.any_payment(&asked).await.unwrap().unwrap();
    assert_eq!((&asked.card, asked.status()), (&None, Status::Created));
}

#[tokio::test]
async fn every_search_knows_the_old_payments() {
    let (_folder, database) = upgraded().await;
    let search = PaymentSearch::default;
    for (search, expected) in [
        (search(), 3),
        (
            PaymentSearch {
                email: Some("ÄRger@EXAMPLE".to_owned()),
                ..search()
            },
            1,
        ),
        (
            PaymentSearch {
                email: Some("bob@example.org".to_owned()),
                ..search()
            },
            1,
        ),
        (
            PaymentSearch {
                cardholder_name: Some("ë åKESS".to_owned()),
                ..search()
            },
            1,
        ),
        (
            PaymentSearch {
                card_brand: Some("visa".to_owned()),
                ..search()
            },
            1,
        ),
    ] {
        let page = database.search(&account(2), &search).await.unwrap();
        assert_eq!(page.total, expected, "{search:?}");
        assert_eq!(page.items.len(), usize::try_from(expected).unwrap());
    }
    let theirs = database.search(&account(3), &search()).await.unwrap();
    assert_eq!(theirs.total, 1);

    let search = RefundSearch::default();
    let refunds = database.search_refunds(&account(2), &search).await.unwrap();
    assert_eq!((refunds.items.len(), refunds.total), (2, 2));
    let refunds = database.search_refunds(&account(3), &search).await.unwrap();
    assert_eq!((refunds.items.len(), refunds.total), (0, 0));
}

#[tokio::test]
async fn old_payments_live_on() {
    let (_folder, database) = upgraded().await;
    let account = account(2);
    let before = paid(&database).await;
    let events = database.events(&account, &before.id).await.unwrap();
    assert_eq!(events.unwrap().len(), 11);

    let mut unit = database.begin().await.unwrap();
    let mut unsettled = unit.payments().unsettled(9).await.unwrap();
    assert_eq!(unsettled.len(), 1);
    let payment = unsettled.first_mut().unwrap();
    assert!(payment.settle(date!(2026 - 11 - 25), NOW));
    payment.redact(NOW);
    unit.payments().save(payment).await.unwrap();
    let undispatched = unit.events().undispatched(99).await.unwrap();
    unit.commit().await.unwrap();

    let after = paid(&database).await;
    assert_eq!(after.settled_on, Some(date!(2026 - 11 - 25)));
    let settled: Vec<_> = after.refunds.iter().map(|r| r.settled_on).collect();
    assert_eq!(settled, [Some(date!(2026 - 11 - 25)), None]);
    let newest = undispatched.iter().rev().nth(1).unwrap();
    assert_eq!(newest.sequence, 17);
    assert!(matches!(newest.event.change, Change::Settled(_)));
    let book = database.authorisation(&before.state.authorisation().unwrap().order_code);
    assert_eq!(book.await.unwrap().unwrap().kept, None);
}

#[tokio::test]
async fn an_old_account_keeps_what_was_decided_about_it() {
    let (_folder, database) = upgraded().await;

    let account = database.account(&account(2)).await.unwrap().unwrap();

    assert!(account.allows_zero);
    assert!(!account.allows_moto && !account.recurring && !account.allows_telephone);
    assert_eq!(account.rate_limit, None);
    assert!(account.presumes_uk && account.requires_3ds);
    assert!(!account.masks_card_number && !account.masks_security_code);
    assert_eq!(account.approval_above, None);
    assert!(account.confirms_payments && !account.confirms_refunds);
    assert_eq!(account.email_paragraph, None);
    let key = database.key(&[[7; 32]]).await.unwrap().unwrap();
    assert_eq!(key.key.created_by, None);
}

#[tokio::test]
async fn old_services_and_accounts_are_saved_as_new_ones_are() {
    let (_folder, database) = upgraded().await;
    let services = database.services().await.unwrap();
    let [service] = services.as_slice() else {
        panic!("{services:?}");
    };
    assert_eq!(service.name.as_str(), "Fishing licences");
    assert_eq!((&service.organisation, &service.welsh_name), (&None, &None));
    assert_eq!(service.going_live, GoingLive::NotAsked);

    let mut service = service.clone();
    service.name = ServiceName::parse("Rod licences").unwrap();
    let mut account = database.account(&account(2)).await.unwrap().unwrap();
    account.approval_above = Some(Amount::from_minor(10_000).unwrap());
    let mut unit = database.begin().await.unwrap();
    unit.accounts().save_service(&mut service).await.unwrap();
    unit.accounts().save_account(&mut account).await.unwrap();
    unit.commit().await.unwrap();

    assert_eq!((service.version, account.version), (2, 2));
    let found = database.service(&service.id).await.unwrap();
    assert_eq!(found.as_ref(), Some(&service));
    let found = database.account(&account.id).await.unwrap().unwrap();
    assert_eq!(found.service_name, "Rod licences");
    assert_eq!(found.approval_above, account.approval_above);
}

#[tokio::test]
async fn refunds_of_old_payments_wait_for_approval_as_those_of_new_ones() {
    let (_folder, database) = upgraded().await;
    let mut payment = paid(&database).await;
    assert!(payment.approvals.is_empty());
    assert!(
        payment
            .refunds
            .iter()
            .all(|refund| refund.issued_by.is_none())
    );

    let available = payment.amount_available();
    let asked_by = Issuer {
        staff: StaffId::from_random([9; 26]),
        email: "ada@example.org".to_owned(),
    };
    let refund = RefundId::from_random([8; 26]);
    payment
        .ask_approval(refund, available, asked_by, available.minor(), NOW)
        .unwrap();
    let mut unit = database.begin().await.unwrap();
    unit.payments().save(&mut payment).await.unwrap();
    unit.commit().await.unwrap();

    let found = paid(&database).await;
    assert_eq!(found.approvals, payment.approvals);
    let waiting = database.awaiting_approval(&account(2)).await.unwrap();
    assert_eq!(waiting.len(), 1);
}

#[tokio::test]
async fn what_was_asked_of_psps_can_be_read() {
    let (_folder, database) = upgraded().await;

    let operations = database
        .operations(&paid(&database).await.id)
        .await
        .unwrap();

    let ended: Vec<_> = operations.iter().filter(|o| o.ended.is_some()).collect();
    assert_eq!((operations.len(), ended.len()), (1, 1));
}

#[tokio::test]
async fn work_that_was_to_be_done_still_is() {
    let (_folder, database) = upgraded().await;
    let payment = PaymentId::from_random([10; 26]);
    let expire = Work {
        id: WorkId::from_random([6; 26]),
        kind: WorkKind::Expire(payment.clone()),
        due_at: Timestamp::from_millis(1_790_005_400_000),
        attempts: 0,
        leased_until: None,
    };
    let waiting = database.work_of(&payment).await.unwrap();
    assert_eq!(waiting, std::slice::from_ref(&expire));

    let mut unit = database.begin().await.unwrap();
    let until = NOW.plus(LEASE);
    let messages = unit.work().claim(WorkGroup::Messages, NOW, until, 9);
    assert_eq!(messages.await.unwrap(), []);
    let claimed = unit.work().claim(WorkGroup::Payments, NOW, until, 9);
    let claimed = claimed.await.unwrap();
    let leased = Work {
        leased_until: Some(until),
        ..expire
    };
    assert_eq!(claimed, std::slice::from_ref(&leased));
    unit.work().finish(&leased).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(database.work_of(&payment).await.unwrap(), []);
}

#[tokio::test]
async fn old_events_that_nobody_marked_are_handed_on_and_told() {
    let (_folder, database) = upgraded().await;
    let beginning = HandedOnCursor {
        at: Timestamp::from_millis(0),
        sequence: 0,
    };
    let handed_on = || async {
        let account = account(2);
        let handed_on = database.handed_on(&account, &beginning, 99).await;
        handed_on.unwrap()
    };
    assert_eq!(handed_on().await, []);

    let mut unit = database.begin().await.unwrap();
    let events = unit.events().undispatched(99).await.unwrap();
    assert_eq!(events.len(), 12);
    unit.events().dispatched(&events, NOW).await.unwrap();
    unit.commit().await.unwrap();

    assert!(!database.has_undispatched().await.unwrap());
    let theirs = handed_on().await;
    assert!(theirs.iter().all(|told| told.cursor.at == NOW));
    let sequences: Vec<i64> = theirs.iter().map(|told| told.cursor.sequence).collect();
    let others = events.len() - sequences.len();
    assert_eq!((sequences.first(), others), (Some(&5), 1));
}

#[tokio::test]
async fn no_row_is_left_without_what_it_refers_to() {
    let (folder, database) = upgraded().await;
    database.close().await;
    let file = url(&folder).replace("sqlite:", "sqlite://");
    let outsider = sea_orm::Database::connect(file).await.unwrap();
    for pragma in ["PRAGMA foreign_key_check", "PRAGMA integrity_check"] {
        let question = Statement::from_string(outsider.get_database_backend(), pragma);
        let rows = outsider.query_all_raw(question).await.unwrap();
        let complaints: Vec<String> = rows
            .iter()
            .filter_map(|row| row.try_get_by_index(0).ok())
            .filter(|complaint| complaint != "ok")
            .collect();
        assert_eq!(complaints, [""; 0], "{pragma}");
    }
    outsider.close().await.unwrap();
}
