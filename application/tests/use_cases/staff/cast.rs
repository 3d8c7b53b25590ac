//! Who takes part besides: colleagues, platform administrators inside a service, and
//! accounts that move money.

use application::accounts::change::AccountChange;
use application::actor::Service;
use application::staff::Staff;
use application::staff::refunds::StaffRefunded;
use domain::account::{Mode, Provider};
use domain::audit::{Action, Chain, Deed};
use domain::email::{EmailContent, StaffMessage};
use domain::ports::Queries;

use super::{ADMIN, Person};
use crate::scene::Scene;

impl Scene {
    /// The person as they ask now, from the same browser.
    pub(crate) async fn again(&self, person: &Person) -> Staff {
        self.application.staff(&person.browser).await.unwrap()
    }

    /// A platform administrator who has entered the service.
    pub(crate) async fn inside(&self) -> (Person, Staff) {
        let (person, staff) = self.platform_admin().await;
        let house = self.house().await;
        let entered = self
            .application
            .enter_service(&staff, &house.id, "they asked for help");
        entered.await.unwrap();
        let staff = self.again(&person).await;
        (person, staff)
    }

    /// The same world with another account of the service: one that moves money.
    pub(crate) async fn live(&self) -> Self {
        self.world.psp.speak_for(Provider::Worldpay);
        let scene = self.through(|ports| ports.sandbox = None);
        let house = scene.house().await;
        let opened = scene
            .application
            .open_account(&house.id, Mode::Live, Provider::Worldpay);
        let service = Service {
            account: opened.await.unwrap(),
            ..scene.service.clone()
        };
        Self { service, ..scene }
    }

    /// The same world in which staff need approval above so many pence.
    pub(crate) async fn with_limit(&self, minor: i64) -> Self {
        self.with_account(AccountChange {
            approval_above: Some(Some(crate::scene::pence(minor))),
            ..AccountChange::default()
        })
        .await
    }

    /// What was done in a chain, oldest first.
    pub(crate) async fn deeds(&self, chain: &Chain) -> Vec<Deed> {
        let links = self.world.store.audit_links(chain, 1, 1_000).await;
        let (links, _) = links.unwrap();
        links.into_iter().map(|link| link.deed).collect()
    }

    /// What was done in the service, oldest first.
    pub(crate) async fn house_deeds(&self) -> Vec<Deed> {
        let house = self.house().await;
        self.deeds(&Chain::Service(house.id)).await
    }

    /// The last thing that was done in the service.
    pub(crate) async fn last_deed(&self) -> Deed {
        self.house_deeds().await.pop().unwrap()
    }

    /// How often this was done in the service.
    pub(crate) async fn times(&self, action: Action) -> usize {
        let deeds = self.house_deeds().await;
        deeds.iter().filter(|deed| deed.action == action).count()
    }

    /// What this person was told, oldest first.
    pub(crate) async fn told(&self, email: &str) -> Vec<StaffMessage> {
        let sent = self.post().await.into_iter();
        sent.filter(|sent| sent.to == email)
            .filter_map(|sent| match sent.content {
                EmailContent::Staff(message) => Some(message),
                EmailContent::PaymentConfirmed(_) | EmailContent::RefundIssued(_) => None,
            })
            .collect()
    }

    /// Does the work that a refund by staff leaves, if it began.
    pub(crate) async fn send_back(&self, refunded: StaffRefunded) {
        if let StaffRefunded::Begun(begun) = refunded {
            self.perform(begun.work).await;
        }
    }

    /// The platform's own record says that this was done, last.
    pub(crate) async fn last_platform_deed(&self) -> Deed {
        self.deeds(&Chain::Platform).await.pop().unwrap()
    }
}

/// A fact of a deed.
pub(crate) fn fact<'a>(deed: &'a Deed, name: &str) -> Option<&'a str> {
    let named = deed.facts.iter().find(|(of, _)| of == name);
    named.map(|(_, value)| value.as_str())
}

/// Whether the administrator did it.
pub(crate) fn by_admin(deed: &Deed) -> bool {
    deed.by.email() == Some(ADMIN)
}
