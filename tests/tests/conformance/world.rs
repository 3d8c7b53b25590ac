//! What the rows need to find: accounts of every kind, and payments in every state.

use std::time::Duration;

use application::accounts::change::AccountChange;
use domain::account::Surcharges;
use domain::{AccountId, Amount};
use serde_json::{Value, json};
use system_tests::client::ApiClient;
use system_tests::client::api::Created;
use system_tests::harness::walk::GOOD_CARD;
use system_tests::harness::{Account, Backend, Server, Walk};

/// The names and addresses with which every description is the original's.
pub(crate) const ORIGINAL: [(&str, &str); 3] = [
    ("BURSAR_PRODUCT_NAME", "GOV.UK Pay"),
    (
        "BURSAR_SUPPORT_URL",
        "https://www.payments.service.gov.uk/support/",
    ),
    (
        "BURSAR_DOCUMENTATION_URL",
        "https://docs.payments.service.gov.uk",
    ),
];

/// The server and what was prepared on it.
pub(crate) struct World {
    pub(crate) server: Server,
    /// The account that may do everything.
    pub(crate) api: ApiClient,
    /// An account that may do nothing beyond web payments.
    pub(crate) plain: Account,
    /// An account whose payments and refunds are stopped.
    pub(crate) disabled: Account,
    /// An account that says it moves money.
    pub(crate) live: Account,
    /// An account that takes no prepaid cards, and more for corporate ones.
    pub(crate) choosy: Account,
    /// An account that may do everything, with a few rows alone, for searches.
    pub(crate) searched: Account,
    /// Another account, to which nothing of the others belongs.
    pub(crate) stranger: Account,
}

impl World {
    /// Starts the server and prepares it; `None` where there is no such database.
    pub(crate) async fn prepare(backend: Backend) -> Option<Self> {
        let server = Server::start_with(backend, &ORIGINAL).await?;
        let account = async |name, change| account(&server, name, change).await;
        let plain = account("plain", AccountChange::default()).await;
        let disabled = account("disabled", everything()).await;
        let live = account("live", everything()).await;
        let choosy = account("choosy", everything()).await;
        let searched = account("searched", everything()).await;
        let stranger = account("stranger", everything()).await;
        change(&server, &disabled.id, stopped()).await;
        let fussy = AccountChange {
            takes_prepaid: Some(false),
            surcharges: Some(Surcharges {
                debit: Amount::from_minor(50).ok(),
                credit: Amount::from_minor(250).ok(),
                ..Surcharges::default()
            }),
            ..AccountChange::default()
        };
        change(&server, &choosy.id, fussy).await;
        server
            .sql(&format!(
                "update accounts set mode = 'live' where id = '{}'",
                live.id
            ))
            .await;
        Some(Self {
            api: server.api(),
            server,
            plain,
            disabled,
            live,
            choosy,
            searched,
            stranger,
        })
    }

    /// Another account that may do everything.
    pub(crate) async fn account(&self, name: &str) -> Account {
        account(&self.server, name, everything()).await
    }

    /// Changes what an account may do.
    pub(crate) async fn change(&self, account: &Account, to: AccountChange) {
        change(&self.server, &account.id, to).await;
    }

    /// Stops an account's payments and refunds.
    pub(crate) async fn stop(&self, account: &Account) {
        self.change(account, stopped()).await;
    }

    /// Another server with the original's names, and with these settings besides.
    pub(crate) async fn another(&self, besides: &[(&str, &str)]) -> Server {
        let settings: Vec<(&str, &str)> = ORIGINAL.iter().chain(besides).copied().collect();
        Server::start_with(self.server.backend(), &settings)
            .await
            .expect("another database where there is one")
    }

    /// A payment that nobody has begun to pay.
    pub(crate) async fn created(&self, extra: Value) -> Created {
        self.api.create(extra).await
    }

    /// A payment that somebody has begun to pay.
    pub(crate) async fn started(&self, extra: Value) -> Walk {
        Walk::begin_with(&self.server, extra).await
    }

    /// A payment that waits for its capture.
    pub(crate) async fn capturable(&self) -> String {
        let extra = json!({ "delayed_capture": true });
        Walk::to_the_end(&self.server, extra).await.payment.id
    }

    /// A payment that is paid, and captured.
    pub(crate) async fn captured(&self, extra: Value) -> String {
        Walk::to_the_end(&self.server, extra).await.payment.id
    }

    /// The same, of the service with this key.
    pub(crate) async fn captured_as(&self, api: &ApiClient, extra: Value) -> String {
        let mut walk = Walk::begin_as(&self.server, api, extra).await;
        walk.submit_card(GOOD_CARD).await;
        walk.confirm().await;
        walk.payment.id
    }

    /// A payment that nobody finished in time. Moves the clock by two hours, so
    /// it comes before everything that must not expire.
    pub(crate) async fn expired(&self) -> String {
        let payment = self.created(json!({})).await;
        self.server.advance(Duration::from_secs(2 * 60 * 60)).await;
        payment.id
    }
}

async fn account(server: &Server, name: &str, to: AccountChange) -> Account {
    let account = server.another_account(name).await;
    change(server, &account.id, to).await;
    account
}

async fn change(server: &Server, account: &AccountId, change: AccountChange) {
    server
        .application()
        .change_account(account, change)
        .await
        .expect("an account that can be changed");
}

fn stopped() -> AccountChange {
    AccountChange {
        disabled: Some(true),
        ..AccountChange::default()
    }
}

fn everything() -> AccountChange {
    AccountChange {
        allows_moto: Some(true),
        allows_moto_api: Some(true),
        allows_telephone: Some(true),
        recurring: Some(true),
        ..AccountChange::default()
    }
}
