//! What this adapter does beyond the ports' contracts, on SQLite: opening,
//! migrating, remembering keys, keeping the record, and what the file holds.
#![cfg(test)]

mod indexes;
mod keys;
mod migrating;
mod opening;
mod record;
mod rows;
mod telling;
mod upgrading;

use domain::account::{ApiKey, GatewayAccount, Mode, Provider, Service, ServiceName};
use domain::payment::{
    AuthorisationMode, Description, Email, Language, NewPayment, Reference, ReturnUrl,
};
use domain::ports::Store;
use domain::{AccountId, Amount, ApiKeyId, Payment, PaymentId, ServiceId, Timestamp};
use persistence::{Database, DatabaseSettings};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

/// A migrated database in a file, with one account.
struct Scratch {
    folder: TempDir,
    database: Database,
    account: GatewayAccount,
}

impl Scratch {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = open(&folder).await;
        persistence::migrate(&database).await.unwrap();
        let id = ServiceId::from_random([1; 26]);
        let name = ServiceName::parse("Fishing licences").unwrap();
        let mut service = Service::new(id, name, NOW);
        let id = AccountId::from_random([2; 26]);
        let mut account = GatewayAccount::open(id, &service, Mode::Test, Provider::Sandbox, NOW);
        let mut unit = database.begin().await.unwrap();
        unit.accounts().add_service(&mut service).await.unwrap();
        unit.accounts().add_account(&mut account).await.unwrap();
        unit.commit().await.unwrap();
        Self {
            folder,
            database,
            account,
        }
    }

    fn payment(&self, number: u8) -> Payment {
        Payment::create(
            NewPayment {
                id: PaymentId::from_random([number; 26]),
                account: self.account.id.clone(),
                provider: Provider::Sandbox,
                amount: Amount::from_minor(14_500).unwrap(),
                reference: Reference::parse("LICENCE-7").unwrap(),
                description: Description::parse("A licence").unwrap(),
                mode: AuthorisationMode::Web,
                return_url: Some(ReturnUrl::parse("https://service.example/done").unwrap()),
                language: Language::English,
                moto: false,
                agreement: None,
                delayed_capture: false,
                email: Some(Email::parse("canary-email".repeat(20)).unwrap()),
                metadata: domain::payment::Metadata::default(),
                prefilled: None,
            },
            NOW,
        )
    }

    fn key(&self, number: u8) -> ApiKey {
        ApiKey {
            id: ApiKeyId::from_random([number; 26]),
            account: self.account.id.clone(),
            description: "a key".to_owned(),
            digest: [number; 32],
            created_by: None,
            created_at: NOW,
            last_used_at: None,
            revoked_at: None,
        }
    }

    async fn add(&self, payment: &mut Payment) {
        let mut unit = self.database.begin().await.unwrap();
        unit.payments().add(payment).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// A connection of another program to the same file.
    async fn outsider(&self) -> DatabaseConnection {
        let url = url(&self.folder).replace("sqlite:", "sqlite://") + "?mode=rw";
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        sea_orm::Database::connect(options).await.unwrap()
    }

    async fn execute(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        let outsider = self.outsider().await;
        let done = outsider.execute_unprepared(sql).await.map(drop);
        outsider.close().await.unwrap();
        done
    }
}

fn url(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("bursar.db").display())
}

async fn open(folder: &TempDir) -> Database {
    let settings = DatabaseSettings::new(url(folder));
    persistence::connect(&settings).await.unwrap()
}
