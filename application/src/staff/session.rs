//! A browser shows its session, and sessions end.

use domain::SessionId;
use domain::audit::{Action, Chain};
use domain::id::ID_LENGTH;
use domain::ports::secrets::Purpose;
use domain::ports::{StoreError, UnitOfWork};
use domain::staff::session::Stage;
use domain::staff::{Session, StaffMember};
use secrecy::{ExposeSecret, SecretString};

use super::record::Entry;
use super::{Origin, Staff};
use crate::Application;

/// How many random bytes a session's secret has.
const SECRET_LENGTH: usize = 32;
/// The longest text kept of what a browser says it is, in characters.
const BROWSER_MAX: usize = 200;
/// A session's last use is noted when it is older than this, in milliseconds.
const SEEN_EVERY_MS: i64 = 60_000;

/// Why a browser is not let in.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// There is no such session any more.
    #[error("there is no such session")]
    Over,
    /// The password was right, but the second factor is missing.
    #[error("the second factor is missing")]
    Unfinished(Stage),
    /// It could not be read.
    #[error("the session could not be read")]
    Store(#[from] StoreError),
}

/// A session just begun, with the secret that the browser keeps.
#[derive(Debug)]
pub struct NewSession {
    /// The session.
    pub session: Session,
    /// The secret; it is shown to nobody else.
    pub secret: SecretString,
}

impl Application {
    /// Whose browser this is.
    pub async fn staff(&self, secret: &SecretString) -> Result<Staff, SessionError> {
        let staff = self.browser(secret).await?;
        match staff.session.stage {
            Stage::SignedIn => self.note_visit(staff).await,
            stage @ (Stage::SecondFactor | Stage::SetUp) => Err(SessionError::Unfinished(stage)),
        }
    }

    /// A secret for a browser that nobody has signed in with, to tie its forms to. No
    /// session has it.
    pub fn new_browser(&self) -> SecretString {
        self.link_secret()
    }

    /// The person's browsers that are signed in.
    pub async fn my_sessions(&self, staff: &Staff) -> Result<Vec<Session>, StoreError> {
        let queries = &self.ports.queries;
        queries.sessions(&staff.member.id, staff.at).await
    }

    /// Ends this browser's session.
    pub async fn sign_out(&self, staff: &Staff) -> Result<(), StoreError> {
        let mut unit = self.ports.store.begin().await?;
        let (member, id) = (&staff.member.id, &staff.session.id);
        if unit.sessions().end(member, id).await? {
            let entry = Entry::of(staff, Chain::Platform, Action::SignedOut);
            self.record(unit.as_mut(), entry).await?;
        }
        unit.commit().await
    }

    /// Ends one of the person's sessions; says whether there was one.
    pub async fn end_session(&self, staff: &Staff, id: &SessionId) -> Result<bool, StoreError> {
        let mut unit = self.ports.store.begin().await?;
        let ended = unit.sessions().end(&staff.member.id, id).await?;
        if ended {
            let entry = Entry::of(staff, Chain::Platform, Action::SignedOut).to(id.as_str());
            self.record(unit.as_mut(), entry).await?;
        }
        unit.commit().await?;
        Ok(ended)
    }

    /// Ends every session of the person but this browser's; says how many.
    pub async fn sign_out_elsewhere(&self, staff: &Staff) -> Result<u64, StoreError> {
        let mut unit = self.ports.store.begin().await?;
        let ended = unit
            .sessions()
            .end_all(&staff.member.id, Some(&staff.session.id))
            .await?;
        let entry = Entry::of(staff, Chain::Platform, Action::SignedOut)
            .with("other sessions", &ended.to_string());
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(ended)
    }

    /// Whose browser this is, however far its sign-in has come.
    pub(crate) async fn browser(&self, secret: &SecretString) -> Result<Staff, SessionError> {
        let at = self.now();
        let secrets = &self.ports.secrets;
        let digests = secrets.macs(Purpose::StaffSession, secret.expose_secret().as_bytes());
        let (session, member) = self
            .ports
            .queries
            .session(&digests)
            .await?
            .ok_or(SessionError::Over)?;
        if session.is_over(at) || member.disabled {
            return Err(SessionError::Over);
        }
        Ok(Staff {
            member,
            session,
            at,
        })
    }

    /// Begins a session inside the caller's unit.
    pub(crate) async fn begin_session(
        &self,
        unit: &mut dyn UnitOfWork,
        member: &StaffMember,
        stage: Stage,
        origin: &Origin,
    ) -> Result<NewSession, StoreError> {
        let now = self.now();
        let secret = self.link_secret();
        let digest = self
            .ports
            .secrets
            .mac(Purpose::StaffSession, secret.expose_secret().as_bytes());
        let session = Session {
            id: SessionId::from_random(self.random::<ID_LENGTH>()),
            member: member.id.clone(),
            digest,
            stage,
            began_at: now,
            seen_at: now,
            browser: origin.browser.chars().take(BROWSER_MAX).collect(),
            address: origin.address.clone(),
            entered: None,
        };
        unit.sessions().add(&session).await?;
        Ok(NewSession { session, secret })
    }

    /// A secret for a link or a cookie: 256 random bits in hexadecimal.
    pub(crate) fn link_secret(&self) -> SecretString {
        let bytes: [u8; SECRET_LENGTH] = self.random();
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        SecretString::from(digits)
    }

    async fn note_visit(&self, mut staff: Staff) -> Result<Staff, SessionError> {
        let unseen = staff.at.as_millis() - staff.session.seen_at.as_millis();
        if unseen < SEEN_EVERY_MS {
            return Ok(staff);
        }
        staff.session.seen_at = staff.at;
        let mut unit = self.ports.store.begin().await?;
        unit.sessions().save(&staff.session).await?;
        unit.commit().await?;
        Ok(staff)
    }
}
