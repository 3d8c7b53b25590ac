//! Bringing up to date what is older, and what a server does not let us do.

use domain::payment::{AuthorisationMode, Change};
use domain::ports::queries::{PaymentSearch, RefundSearch};
use domain::ports::{Queries, Store};
use domain::{AccountId, PaymentId};
use persistence::{Database, DatabaseSettings};
use url::Url;

use super::{NOW, add_account};
use crate::database::{Server, admin, server, template};

/// What version 1.0 left: its schema, and rows that its own code wrote.
const RELEASE_1_0: &str =
    include_str!("../../../../infrastructure/persistence/tests/release_1_0.sql");

/// A database made for one test by these statements.
struct Scratch {
    name: String,
    server: &'static Server,
}

impl Scratch {
    fn of(server: &'static Server, statements: &[String]) -> Self {
        let name = template::fresh_name();
        let create = format!("CREATE DATABASE {name}");
        admin::execute(&server.admin_url(), &[create]).unwrap();
        let scratch = Self { name, server };
        admin::execute(&scratch.url(), statements).unwrap();
        scratch
    }

    fn url(&self) -> String {
        self.server.url_of(&self.name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        template::remove(self.server, &self.name);
    }
}

async fn migrated(url: String) -> Database {
    let settings = DatabaseSettings::new(url);
    let database = persistence::connect(&settings).await.unwrap();
    persistence::migrate(&database).await.unwrap();
    database
}

#[tokio::test]
async fn a_database_of_version_1_0_keeps_its_rows() {
    let Some(server) = server() else {
        return;
    };
    let rows = RELEASE_1_0.replace("{sequence}", "BIGSERIAL PRIMARY KEY");
    let count_on = "SELECT setval(pg_get_serial_sequence('events', 'sequence'), 16)".to_owned();
    let scratch = Scratch::of(server, &[rows, count_on]);
    let database = migrated(scratch.url()).await;
    let account = AccountId::from_random([2; 26]);
    let id = PaymentId::from_random([10; 26]);

    let payment = database.payment(&account, &id).await.unwrap().unwrap();
    assert_eq!(payment.mode, AuthorisationMode::Web);
    assert_eq!((payment.version, payment.refunds.len()), (2, 2));
    assert!(payment.return_url.is_some() && payment.card.is_some());
    let folded = PaymentSearch {
        email: Some("äRGER".to_owned()),
        cardholder_name: Some("ÅKES".to_owned()),
        ..PaymentSearch::default()
    };
    for (search, expected) in [(folded, 1), (PaymentSearch::default(), 3)] {
        let page = database.search(&account, &search).await.unwrap();
        assert_eq!(page.total, expected, "{search:?}");
    }
    let everything = RefundSearch::default();
    let refunds = database.search_refunds(&account, &everything);
    assert_eq!(refunds.await.unwrap().total, 2);

    let mut gateway = database.account(&account).await.unwrap().unwrap();
    assert!(gateway.presumes_uk && gateway.requires_3ds);
    assert_eq!((gateway.version, gateway.approval_above), (1, None));
    assert!(gateway.confirms_payments && !gateway.confirms_refunds);
    assert_eq!(database.work_of(&id).await.unwrap().len(), 1);
    let mut unit = database.begin().await.unwrap();
    unit.accounts().save_account(&mut gateway).await.unwrap();
    let mut payment = unit.payments().get(&id).await.unwrap().unwrap();
    assert!(payment.settle(NOW.date(), NOW));
    unit.payments().save(&mut payment).await.unwrap();
    unit.commit().await.unwrap();
    let events = database.events(&account, &id).await.unwrap().unwrap();
    let last = events.last().unwrap();
    assert_eq!(last.change, Change::Settled(NOW.date()));
}

#[tokio::test]
async fn who_may_not_add_extensions_searches_without_them() {
    let Some(server) = server() else {
        return;
    };
    let role = format!("{}_role", template::fresh_name());
    let scratch = Scratch::of(
        server,
        &[
            format!("CREATE ROLE {role} LOGIN PASSWORD 'plain'"),
            format!("GRANT ALL ON SCHEMA public TO {role}"),
        ],
    );
    let mut url = Url::parse(&scratch.url()).unwrap();
    url.set_username(&role).unwrap();
    url.set_password(Some("plain")).unwrap();

    let database = migrated(url.into()).await;

    add_account(&database).await;
    let part = PaymentSearch {
        email: Some("ada".to_owned()),
        ..PaymentSearch::default()
    };
    let account = AccountId::from_random([2; 26]);
    assert_eq!(database.search(&account, &part).await.unwrap().total, 0);
    assert_eq!(persistence::pending_migrations(&database).await.unwrap(), 0);
    database.close().await;
    drop(scratch);
    let drop_role = format!("DROP ROLE {role}");
    admin::execute(&server.admin_url(), &[drop_role]).unwrap();
}
