//! The use cases over a loaded database, and somebody who may do everything in its
//! one service.

use std::sync::Arc;

use application::staff::Staff;
use application::{Application, PeoplePorts, Policy, Ports};
use domain::account::Mode;
use domain::id::ID_LENGTH;
use domain::staff::session::Stage;
use domain::staff::{Role, Session, StaffEmail, StaffMember};
use domain::{ServiceId, SessionId, StaffId, Timestamp};
use memory::{MemoryAppCodes, MemoryPasswords, MemoryVault, World};
use persistence::Database;
use system_tests::database::TestDatabase;

use crate::load::{self, Size};

/// The mode of every account here.
pub(crate) const MODE: Mode = Mode::Test;

/// A loaded database and the use cases over it.
pub(crate) struct House {
    pub(crate) size: Size,
    pub(crate) application: Application,
    pub(crate) staff: Staff,
    pub(crate) service: ServiceId,
    _database: TestDatabase,
}

impl House {
    /// The use cases over this database.
    pub(crate) fn over(
        store: Database,
        database: TestDatabase,
        size: Size,
    ) -> anyhow::Result<Self> {
        let world = World::new();
        let store = Arc::new(store);
        let ports = Ports {
            store: store.clone(),
            queries: store,
            psps: world.psp,
            clock: world.clock,
            random: world.random,
            secrets: world.secrets,
            people: PeoplePorts {
                passwords: Arc::new(MemoryPasswords),
                vault: Arc::new(MemoryVault),
                app_codes: Arc::new(MemoryAppCodes),
                passkeys: world.passkeys,
            },
            mailer: world.mailer,
            webhook_bodies: world.webhook_bodies,
            webhook_sender: world.webhook_sender,
            rate_limits: world.rate_limits.clone(),
            local_rate_limits: world.rate_limits,
            sandbox: None,
        };
        // The one service is called as its large account is.
        let service = ServiceId::parse(load::large_account()?.as_str());
        let service = service.ok_or_else(|| anyhow::anyhow!("that is no identifier"))?;
        Ok(Self {
            size,
            application: Application::new(ports, Policy::default()),
            staff: somebody(&service)?,
            service,
            _database: database,
        })
    }
}

fn somebody(service: &ServiceId) -> anyhow::Result<Staff> {
    let at = Timestamp::from_millis(load::BEGAN_AT);
    let email = StaffEmail::parse("ada@example.org")?;
    let mut member = StaffMember::new(StaffId::from_random([1; ID_LENGTH]), email, at);
    member.join(service.clone(), Role::ServiceAdmin);
    let session = Session {
        id: SessionId::from_random([2; ID_LENGTH]),
        member: member.id.clone(),
        digest: [3; 32],
        stage: Stage::SignedIn,
        began_at: at,
        seen_at: at,
        browser: "A browser".to_owned(),
        address: "127.0.0.1".to_owned(),
        entered: None,
    };
    Ok(Staff {
        member,
        session,
        at,
    })
}
