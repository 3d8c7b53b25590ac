//! Days on which money comes and goes.

use std::time::Duration;

use application::actor::Service;
use application::refunds::create::CreateRefund;
use domain::id::ID_LENGTH;
use domain::{Amount, ApiKeyId, PaymentId};

use crate::house::House;
use crate::payments::{GOOD, REFUSED};

/// Cards that pay, by brand; the first most often.
pub(crate) const CARDS: [&str; 6] = [
    GOOD,
    "5105105105105100",
    GOOD,
    "371449635398431",
    GOOD,
    "5105105105105100",
];
/// A card on which the PSP fails.
const BROKEN: &str = "4000000000000119";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl House {
    /// Somebody pays so many pence with this card.
    pub(crate) async fn takes(&self, pence: i64, card: &str) -> PaymentId {
        let id = self.ordered_for(pence).await;
        let user = self.submitted(&id, card).await;
        let work = self.application.confirm_payment(&user).await.unwrap();
        self.application.perform(&work.unwrap()).await.unwrap();
        id
    }

    /// So many pence of a payment are given back.
    pub(crate) async fn gives_back(&self, id: &PaymentId, pence: i64) {
        let service = Service {
            account: self.account.clone(),
            key: ApiKeyId::from_random([1; ID_LENGTH]),
        };
        let command = CreateRefund {
            amount: Amount::from_minor(pence).unwrap(),
            believed_available: None,
            repeatable: None,
        };
        let begun = self
            .application
            .create_refund(&service, id.as_str(), command);
        let work = begun.await.unwrap().work.unwrap();
        self.application.perform(&work).await.unwrap();
    }

    /// A bank says no.
    pub(crate) async fn is_refused(&self, pence: i64) {
        let id = self.ordered_for(pence).await;
        self.submitted(&id, REFUSED).await;
    }

    /// Somebody thinks better of it.
    pub(crate) async fn is_abandoned(&self, pence: i64) {
        let id = self.ordered_for(pence).await;
        let user = self.submitted(&id, GOOD).await;
        self.application.abandon_payment(&user).await.unwrap();
    }

    /// The day after.
    pub(crate) fn sleeps(&self) {
        self.world.clock.pass(DAY);
    }

    /// So many days of a service that does well, the last of them yesterday.
    pub(crate) async fn trades(&self, days: usize) {
        for day in 0..days {
            // The first is a Wednesday; fewer people pay at the weekend.
            let busy = [5, 6, 4, 2, 1, 4, 6][day % 7] + (day / 15) % 3;
            for turn in 0..busy {
                let pence = [3_400, 12_050, 8_275, 2_100, 14_500, 6_640][(day * 5 + turn) % 6];
                let id = self.takes(pence, CARDS[(day + turn * 2) % 6]).await;
                if (day * 7 + turn) % 9 == 4 {
                    self.gives_back(&id, pence / 2).await;
                }
            }
            if day % 3 == 1 {
                self.is_refused(2_100).await;
            }
            if day % 5 == 2 {
                self.is_abandoned(3_400).await;
            }
            if day % 11 == 5 {
                let id = self.ordered_for(6_640).await;
                self.submitted(&id, BROKEN).await;
            }
            self.sleeps();
        }
    }

    async fn ordered_for(&self, pence: i64) -> PaymentId {
        let amount = Amount::from_minor(pence).unwrap();
        let change = |command: &mut application::payments::create::CreatePayment| {
            command.amount = amount;
        };
        self.ordered(&self.account, "FL-1", change).await
    }
}
