//! The tables: what is committed, and what one unit changed.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::account::{ApiKey, GatewayAccount, Service};
use domain::idempotency::{Claim, IdempotencyKey};
use domain::operation::Operation;
use domain::ports::repositories::StoredEvent;
use domain::token::Token;
use domain::work::Work;
use domain::{
    AccountId, Agreement, AgreementId, ApiKeyId, OperationId, Payment, PaymentId, ServiceId,
    Timestamp, WorkId,
};
use uuid::Uuid;

use crate::overlay::Overlay;

/// An event, and whether it was handed on.
#[derive(Clone, Debug)]
pub(crate) struct EventRow {
    pub(crate) stored: StoredEvent,
    pub(crate) dispatched_at: Option<Timestamp>,
}

/// What a claim is found by.
pub(crate) type ClaimKey = (AccountId, String);

/// What a claim of this account's key is found by.
pub(crate) fn claim_key(account: &AccountId, key: &IdempotencyKey) -> ClaimKey {
    (account.clone(), key.as_str().to_owned())
}

/// What is committed.
#[derive(Debug, Default)]
pub(crate) struct Data {
    pub(crate) payments: BTreeMap<PaymentId, Payment>,
    pub(crate) agreements: BTreeMap<AgreementId, Agreement>,
    pub(crate) claims: BTreeMap<ClaimKey, Claim>,
    pub(crate) tokens: BTreeMap<Uuid, Token>,
    pub(crate) operations: BTreeMap<OperationId, Operation>,
    pub(crate) work: BTreeMap<WorkId, Work>,
    pub(crate) events: BTreeMap<i64, EventRow>,
    pub(crate) services: BTreeMap<ServiceId, Service>,
    pub(crate) accounts: BTreeMap<AccountId, GatewayAccount>,
    pub(crate) keys: BTreeMap<ApiKeyId, ApiKey>,
    pub(crate) clock_offset: Duration,
}

/// What one unit changed.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) payments: Overlay<PaymentId, Payment>,
    pub(crate) agreements: Overlay<AgreementId, Agreement>,
    pub(crate) claims: Overlay<ClaimKey, Claim>,
    pub(crate) tokens: Overlay<Uuid, Token>,
    pub(crate) operations: Overlay<OperationId, Operation>,
    pub(crate) work: Overlay<WorkId, Work>,
    pub(crate) events: Overlay<i64, EventRow>,
    pub(crate) services: Overlay<ServiceId, Service>,
    pub(crate) accounts: Overlay<AccountId, GatewayAccount>,
    pub(crate) keys: Overlay<ApiKeyId, ApiKey>,
}

impl Changes {
    /// Commits everything.
    pub(crate) fn apply(&mut self, data: &mut Data) {
        self.payments.apply(&mut data.payments);
        self.agreements.apply(&mut data.agreements);
        self.claims.apply(&mut data.claims);
        self.tokens.apply(&mut data.tokens);
        self.operations.apply(&mut data.operations);
        self.work.apply(&mut data.work);
        self.events.apply(&mut data.events);
        self.services.apply(&mut data.services);
        self.accounts.apply(&mut data.accounts);
        self.keys.apply(&mut data.keys);
    }
}

impl Data {
    /// Removes what sandbox mode's reset removes.
    pub(crate) fn reset(&mut self) {
        self.payments.clear();
        self.agreements.clear();
        self.claims.clear();
        self.tokens.clear();
        self.operations.clear();
        self.work.clear();
        self.events.clear();
    }
}
