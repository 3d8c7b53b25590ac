//! The sandbox pays out what was taken, and takes back what was refunded or lost
//! in disputes, as PSPs do every few days.

use domain::ports::StoreError;
use time::Date;

use super::SandboxError;
use crate::Application;

/// How many payments one unit pays out.
const PAYOUT_BATCH_MAX: u64 = 100;
/// How many payments one request pays out at most; a further one goes on.
pub const PAYOUT_MAX: u64 = 10_000;
/// How often one unit starts over because somebody else changed one of its payments
/// at the same moment.
const STALE_RETRIES: u32 = 5;

/// A payout that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payout {
    /// The day that everything in it carries.
    pub on: Date,
    /// How many payments had something to settle.
    pub payments: u64,
}

impl Application {
    /// Pays out everything that has moved for good and was not paid out, on this
    /// day, or today if none is given.
    pub async fn pay_out(&self, on: Option<Date>) -> Result<Payout, SandboxError> {
        self.sandbox()?;
        let on = on.unwrap_or_else(|| self.now().date());
        let mut payments = 0;
        while payments < PAYOUT_MAX {
            let paid = self.pay_out_some_with_retries(on).await?;
            payments += paid;
            if paid < PAYOUT_BATCH_MAX {
                break;
            }
        }
        Ok(Payout { on, payments })
    }

    async fn pay_out_some_with_retries(&self, on: Date) -> Result<u64, StoreError> {
        for _ in 0..STALE_RETRIES {
            match self.pay_out_some(on).await {
                // Another payout, or a refund, changed one of the payments first.
                Err(StoreError::Stale) => {}
                other => return other,
            }
        }
        self.pay_out_some(on).await
    }

    async fn pay_out_some(&self, on: Date) -> Result<u64, StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let payments = unit.payments().unsettled(PAYOUT_BATCH_MAX).await?;
        let found = u64::try_from(payments.len()).unwrap_or(u64::MAX);
        for mut payment in payments {
            if payment.settle(on, now) {
                unit.payments().save(&mut payment).await?;
            }
        }
        unit.commit().await?;
        Ok(found)
    }
}
