//! Staff give money back: alone below the service's limit, with a colleague above it.

mod asking;
mod deciding;

use application::actor::PayingUser;
use application::refunds::create::BegunRefund;
use application::staff::Staff;
use application::staff::refunds::{RefundDecision, StaffRefund, StaffRefundError, StaffRefunded};
use domain::account::Mode;
use domain::staff::Role;
use domain::{Payment, RefundId};

use super::ADA;
use crate::scene::{Scene, pence};

const BOB: &str = "bob@example.org";
const EVE: &str = "eve@example.org";
/// Where colleagues find the payment.
const PAGE: &str = "https://pay.example/transactions/1";
/// What staff here may give back of a payment alone, in pence.
const LIMIT: i64 = 300;

/// A paid payment of 1,000 pence in a service with a limit, and two who may refund it.
struct Till {
    scene: Scene,
    paid: PayingUser,
    ada: Staff,
    bob: Staff,
}

impl Till {
    async fn new() -> Self {
        let scene = Scene::new().await.with_limit(LIMIT).await;
        let (_, ada) = scene.member(ADA, Role::RefundManager).await;
        let (_, bob) = scene.member(BOB, Role::ServiceAdmin).await;
        let paid = scene.paid().await;
        Self {
            scene,
            paid,
            ada,
            bob,
        }
    }

    async fn payment(&self) -> Payment {
        self.scene.payment(&self.paid).await
    }

    /// Somebody gives so much back, having seen what is left.
    async fn refund(&self, staff: &Staff, minor: i64) -> Result<StaffRefunded, StaffRefundError> {
        let left = self.payment().await.amount_available().minor();
        self.refund_of(staff, StaffRefund::Part(pence(minor)), left)
            .await
    }

    async fn refund_of(
        &self,
        staff: &Staff,
        refund: StaffRefund,
        left: i64,
    ) -> Result<StaffRefunded, StaffRefundError> {
        let house = self.scene.house().await;
        let (id, payment) = (&house.id, self.paid.payment.as_str());
        self.scene
            .application
            .staff_refund(staff, id, Mode::Test, payment, refund, left, PAGE)
            .await
    }

    /// Ada asks for approval of so much.
    async fn asked(&self, minor: i64) -> RefundId {
        match self.refund(&self.ada, minor).await.unwrap() {
            StaffRefunded::AwaitsApproval(refund) => refund,
            StaffRefunded::Begun(_) => panic!("nobody was asked"),
        }
    }

    async fn decide(
        &self,
        staff: &Staff,
        refund: &RefundId,
        decision: RefundDecision,
    ) -> Result<Option<BegunRefund>, StaffRefundError> {
        let house = self.scene.house().await;
        let (payment, refund) = (self.paid.payment.as_str(), refund.as_str());
        self.scene
            .application
            .staff_decide_refund(staff, &house.id, Mode::Test, payment, refund, decision)
            .await
    }

    async fn approve(
        &self,
        staff: &Staff,
        refund: &RefundId,
    ) -> Result<Option<BegunRefund>, StaffRefundError> {
        self.decide(staff, refund, RefundDecision::Approve).await
    }

    async fn decline(
        &self,
        staff: &Staff,
        refund: &RefundId,
    ) -> Result<Option<BegunRefund>, StaffRefundError> {
        self.decide(staff, refund, RefundDecision::Decline).await
    }

    /// How often money was given back in the PSP's books.
    fn given_back(&self) -> usize {
        let books = self.scene.books(&self.paid);
        books.iter().filter(|entry| **entry == "refunded").count()
    }
}

fn began(refunded: &StaffRefunded) -> bool {
    matches!(refunded, StaffRefunded::Begun(_))
}
