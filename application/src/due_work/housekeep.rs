//! Removes what has outlived its use: old link tokens and idempotency keys, and the
//! personal data of paying users whose payments finished, or whose agreements were
//! cancelled, long ago; what services were told, and what people were written.

use domain::email::EMAILS_KEPT;
use domain::idempotency::KEPT_FOR;
use domain::ports::StoreError;
use domain::token::TOKEN_LIFETIME;
use domain::webhook::delivery::DELIVERIES_KEPT;
use domain::work::{HOUSEKEEPING_EVERY, Handled};

use crate::Application;

/// How many tokens one unit removes.
pub const TOKEN_BATCH_MAX: u64 = 1_000;
/// How many idempotency keys one unit removes.
pub const KEY_BATCH_MAX: u64 = 1_000;
/// How many deliveries one unit removes.
pub const DELIVERY_BATCH_MAX: u64 = 1_000;
/// How many e-mails one unit removes.
pub const EMAIL_BATCH_MAX: u64 = 1_000;
/// How many payments, or agreements, one unit redacts.
pub const REDACTION_BATCH_MAX: u64 = 100;

impl Application {
    pub(super) async fn housekeep(&self) -> Result<Handled, StoreError> {
        let now = self.now();
        let tokens_left = self.remove_old_tokens().await? >= TOKEN_BATCH_MAX;
        let payments_left = self.redact_old_payments().await? >= REDACTION_BATCH_MAX;
        let agreements_left = self.redact_old_agreements().await? >= REDACTION_BATCH_MAX;
        let keys_left = self.forget_old_keys().await? >= KEY_BATCH_MAX;
        let deliveries_left = self.forget_old_deliveries().await? >= DELIVERY_BATCH_MAX;
        let emails_left = self.forget_old_emails().await? >= EMAIL_BATCH_MAX;
        let redactions_left = payments_left || agreements_left;
        let messages_left = deliveries_left || emails_left;
        let again = if tokens_left || redactions_left || keys_left || messages_left {
            now
        } else {
            now.plus(HOUSEKEEPING_EVERY)
        };
        Ok(Handled::LookAgain(again))
    }

    async fn remove_old_tokens(&self) -> Result<u64, StoreError> {
        let before = self.now().minus(TOKEN_LIFETIME);
        let mut unit = self.ports.store.begin().await?;
        let removed = unit.tokens().remove_before(before, TOKEN_BATCH_MAX).await?;
        unit.commit().await?;
        Ok(removed)
    }

    async fn redact_old_agreements(&self) -> Result<u64, StoreError> {
        let before = self.now().minus(self.policy.retention);
        let mut unit = self.ports.store.begin().await?;
        let agreements = unit
            .agreements()
            .unredacted_before(before, REDACTION_BATCH_MAX)
            .await?;
        let found = u64::try_from(agreements.len()).unwrap_or(u64::MAX);
        for mut agreement in agreements {
            agreement.redact();
            unit.agreements().save(&mut agreement).await?;
        }
        unit.commit().await?;
        Ok(found)
    }

    async fn forget_old_keys(&self) -> Result<u64, StoreError> {
        let before = self.now().minus(KEPT_FOR);
        let mut unit = self.ports.store.begin().await?;
        let removed = unit
            .idempotency()
            .remove_before(before, KEY_BATCH_MAX)
            .await?;
        unit.commit().await?;
        Ok(removed)
    }

    async fn forget_old_deliveries(&self) -> Result<u64, StoreError> {
        let before = self.now().minus(DELIVERIES_KEPT);
        let mut unit = self.ports.store.begin().await?;
        let removed = unit
            .webhooks()
            .remove_deliveries_before(before, DELIVERY_BATCH_MAX)
            .await?;
        unit.commit().await?;
        Ok(removed)
    }

    async fn forget_old_emails(&self) -> Result<u64, StoreError> {
        let before = self.now().minus(EMAILS_KEPT);
        let mut unit = self.ports.store.begin().await?;
        let removed = unit.emails().remove_before(before, EMAIL_BATCH_MAX).await?;
        unit.commit().await?;
        Ok(removed)
    }

    async fn redact_old_payments(&self) -> Result<u64, StoreError> {
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let payments = unit
            .payments()
            .unredacted_before(now.minus(self.policy.retention), REDACTION_BATCH_MAX)
            .await?;
        let found = u64::try_from(payments.len()).unwrap_or(u64::MAX);
        for mut payment in payments {
            payment.redact(now);
            unit.payments().save(&mut payment).await?;
        }
        unit.commit().await?;
        Ok(found)
    }
}
