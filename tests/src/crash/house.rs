//! Bursar's core over a database that outlives the process, put together as the
//! server does it, without its interfaces.

use std::sync::Arc;
use std::time::Duration;

use application::actor::Service;
use application::{Application, PeoplePorts, Policy, Ports, SandboxPorts};
use domain::ApiKeyId;
use domain::account::Provider;
use domain::id::ID_LENGTH;
use domain::ports::{Psp, Psps};
use memory::{MemoryPasskeys, World};
use persistence::{Database, DatabaseSettings, LocalRateLimits};
use platform::{Argon2Passwords, Keys, MovableClock, SealedVault, SystemRandom, TotpCodes};
use psp_sandbox::SandboxPsp;
use secrecy::SecretString;
use webhook_sender::{HttpWebhookSender, Reach};

/// The secret of these houses, so that what one sealed another opens.
const SECRET: &str = "a secret for tests, and for tests only";
/// How long payments keep personal data here.
const RETENTION: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The adapters over one database.
pub struct House {
    /// The database.
    pub database: Database,
    /// Every port, as the application takes them.
    pub ports: Ports,
}

impl House {
    /// Opens the database at this URL, which is migrated already, for one walker.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        Self::open_with(DatabaseSettings {
            connections_max: 4,
            readers_max: 1,
            ..DatabaseSettings::new(url)
        })
        .await
    }

    /// Opens a database, which is migrated already.
    pub async fn open_with(settings: DatabaseSettings) -> anyhow::Result<Self> {
        let database = persistence::connect(&settings).await?;
        let store = Arc::new(database.clone());
        let clock = Arc::new(MovableClock::resume(store.clone()).await?);
        let random = Arc::new(SystemRandom);
        let secrets = [SecretString::from(SECRET)];
        let psp = SandboxPsp::new(store.clone(), clock.clone(), random.clone());
        let ports = Ports {
            store: store.clone(),
            queries: store.clone(),
            psps: Arc::new(OnePsp(Arc::new(psp))),
            clock: clock.clone(),
            random,
            secrets: Arc::new(Keys::derive(&secrets)?),
            people: PeoplePorts {
                passwords: Arc::new(Argon2Passwords::new()),
                vault: Arc::new(SealedVault::derive(&secrets)?),
                app_codes: Arc::new(TotpCodes),
                passkeys: Arc::new(MemoryPasskeys::default()),
            },
            mailer: World::new().mailer,
            webhook_bodies: Arc::new(api::WebhookBodies),
            webhook_sender: Arc::new(HttpWebhookSender::new(Reach::Local)?),
            rate_limits: Arc::new(LocalRateLimits::new()),
            local_rate_limits: Arc::new(LocalRateLimits::new()),
            sandbox: Some(SandboxPorts { clock, data: store }),
        };
        Ok(Self { database, ports })
    }

    /// The core over these ports.
    pub fn application(&self) -> Application {
        application(self.ports.clone())
    }

    /// The demo service, opened if there is none.
    pub async fn service(&self) -> anyhow::Result<Service> {
        let account = self.application().demo_account("Crash tests").await?;
        Ok(Service {
            account,
            key: ApiKeyId::from_random([0; ID_LENGTH]),
        })
    }

    /// Closes the database.
    pub async fn close(self) {
        self.database.close().await;
    }
}

/// The core over any ports.
pub fn application(ports: Ports) -> Application {
    let policy = Policy {
        retention: RETENTION,
        ..Policy::default()
    };
    Application::new(ports, policy)
}

/// The same PSP for every provider.
pub struct OnePsp(pub Arc<dyn Psp>);

impl Psps for OnePsp {
    fn psp(&self, _provider: Provider) -> Option<Arc<dyn Psp>> {
        Some(Arc::clone(&self.0))
    }
}
