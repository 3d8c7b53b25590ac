//! Browsers in which staff are signed in.

use std::time::Duration;

use application::sandbox::staff::DemoStaffError;
use application::staff::members::OperatorError;
use domain::ServiceId;
use domain::staff::Role;
use secrecy::ExposeSecret;
use server::sandbox::demo::STAFF;

use super::Server;
use crate::client::Visitor;

/// How long a code of an authenticator app is good, and no other is taken after it.
const ONE_CODE: Duration = Duration::from_secs(30);

impl Server {
    /// The demo service.
    pub async fn demo_service(&self) -> ServiceId {
        let account = self.application().demo_account("Demo service").await;
        account.expect("a demo account").service
    }

    /// A browser in which the demo service's member of staff is signed in, by password
    /// and code as anybody is. The clock moves on where no further code can be had.
    pub async fn staff(&self) -> Visitor {
        let service = self.demo_service().await;
        self.signed_in(STAFF, &service).await
    }

    /// A browser in which somebody is signed in who is this in the service.
    pub async fn staff_as(&self, email: &str, service: &ServiceId, role: Role) -> Visitor {
        let added = self.application().demo_staff(email, service).await;
        added.expect("somebody to sign in");
        let placed = self.application().place_member(email, service, role).await;
        let has_a_place = placed.is_ok() || matches!(placed, Err(OperatorError::MemberAlready));
        assert!(has_a_place, "no place in the service: {:?}", placed.err());
        self.signed_in(email, service).await
    }

    async fn signed_in(&self, email: &str, service: &ServiceId) -> Visitor {
        let staff = self.application().demo_staff(email, service).await;
        let password = staff.expect("somebody to sign in").password;
        let code = self.code(email).await;

        let mut visitor = self.visitor();
        let form = visitor.page("/admin/sign-in").await.form("sign-in");
        let form = form.with_all(&[("email", email), ("password", password.expose_secret())]);
        let page = visitor.press(&form, "continue").await.page();
        let form = page.form("code-form").with("code", &code);
        visitor.press(&form, "continue").await;
        let asked = visitor.page("/admin/profile").await;
        assert_eq!(asked.url.path(), "/admin/profile", "{}", asked.html());
        visitor
    }

    async fn code(&self, email: &str) -> String {
        match self.application().app_code(email).await {
            Err(DemoStaffError::Used) => {
                self.advance(ONE_CODE).await;
                let code = self.application().app_code(email).await;
                code.expect("a code of the next half minute")
            }
            other => other.expect("a code"),
        }
    }
}
