//! The tables: what is committed, and what one unit changed.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::account::{ApiKey, Credentials, GatewayAccount, Service};
use domain::audit::{Chain, Link};
use domain::email::OutgoingEmail;
use domain::idempotency::{Claim, IdempotencyKey};
use domain::operation::{Exchange, Operation};
use domain::ports::repositories::StoredEvent;
use domain::staff::{Invitation, Session, StaffMember};
use domain::token::Token;
use domain::webhook::{Delivery, WebhookEndpoint};
use domain::work::Work;
use domain::{
    AccountId, Agreement, AgreementId, ApiKeyId, CredentialsId, DeliveryId, EmailId, InvitationId,
    OperationId, Payment, PaymentId, ServiceId, SessionId, StaffId, Timestamp, WebhookId, WorkId,
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

/// A link to set a new password.
#[derive(Clone, Debug)]
pub(crate) struct Reset {
    pub(crate) member: StaffId,
    pub(crate) digest: [u8; 32],
    pub(crate) made_at: Timestamp,
}

/// What is committed.
#[derive(Debug, Default)]
pub(crate) struct Data {
    pub(crate) payments: BTreeMap<PaymentId, Payment>,
    pub(crate) agreements: BTreeMap<AgreementId, Agreement>,
    pub(crate) claims: BTreeMap<ClaimKey, Claim>,
    pub(crate) tokens: BTreeMap<Uuid, Token>,
    pub(crate) operations: BTreeMap<OperationId, Operation>,
    pub(crate) exchanges: BTreeMap<i64, Exchange>,
    pub(crate) work: BTreeMap<WorkId, Work>,
    /// When work that is leased was scheduled for since.
    pub(crate) wishes: BTreeMap<WorkId, Timestamp>,
    pub(crate) events: BTreeMap<i64, EventRow>,
    pub(crate) services: BTreeMap<ServiceId, Service>,
    pub(crate) accounts: BTreeMap<AccountId, GatewayAccount>,
    pub(crate) keys: BTreeMap<ApiKeyId, ApiKey>,
    pub(crate) credentials: BTreeMap<CredentialsId, Credentials>,
    pub(crate) members: BTreeMap<StaffId, StaffMember>,
    pub(crate) sessions: BTreeMap<SessionId, Session>,
    pub(crate) invitations: BTreeMap<InvitationId, Invitation>,
    pub(crate) resets: BTreeMap<StaffId, Reset>,
    pub(crate) links: BTreeMap<(Chain, u64), Link>,
    pub(crate) endpoints: BTreeMap<WebhookId, WebhookEndpoint>,
    pub(crate) deliveries: BTreeMap<DeliveryId, Delivery>,
    pub(crate) emails: BTreeMap<EmailId, OutgoingEmail>,
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
    pub(crate) exchanges: Overlay<i64, Exchange>,
    pub(crate) work: Overlay<WorkId, Work>,
    pub(crate) wishes: Overlay<WorkId, Timestamp>,
    pub(crate) events: Overlay<i64, EventRow>,
    pub(crate) services: Overlay<ServiceId, Service>,
    pub(crate) accounts: Overlay<AccountId, GatewayAccount>,
    pub(crate) keys: Overlay<ApiKeyId, ApiKey>,
    pub(crate) credentials: Overlay<CredentialsId, Credentials>,
    pub(crate) members: Overlay<StaffId, StaffMember>,
    pub(crate) sessions: Overlay<SessionId, Session>,
    /// Sessions that the unit saved, and that were there when it did.
    pub(crate) saved_sessions: Vec<SessionId>,
    pub(crate) invitations: Overlay<InvitationId, Invitation>,
    pub(crate) resets: Overlay<StaffId, Reset>,
    pub(crate) links: Overlay<(Chain, u64), Link>,
    pub(crate) endpoints: Overlay<WebhookId, WebhookEndpoint>,
    pub(crate) deliveries: Overlay<DeliveryId, Delivery>,
    pub(crate) emails: Overlay<EmailId, OutgoingEmail>,
}

impl Changes {
    /// Commits everything.
    pub(crate) fn apply(&mut self, data: &mut Data) {
        self.payments.apply(&mut data.payments);
        self.agreements.apply(&mut data.agreements);
        self.claims.apply(&mut data.claims);
        self.tokens.apply(&mut data.tokens);
        self.operations.apply(&mut data.operations);
        self.exchanges.apply(&mut data.exchanges);
        self.work.apply(&mut data.work);
        self.wishes.apply(&mut data.wishes);
        self.events.apply(&mut data.events);
        self.services.apply(&mut data.services);
        self.accounts.apply(&mut data.accounts);
        data.name_accounts();
        self.keys.apply(&mut data.keys);
        self.credentials.apply(&mut data.credentials);
        self.members.apply(&mut data.members);
        for id in std::mem::take(&mut self.saved_sessions) {
            // Another unit has ended it since: it stays ended.
            if !data.sessions.contains_key(&id) {
                self.sessions.remove(id);
            }
        }
        self.sessions.apply(&mut data.sessions);
        self.invitations.apply(&mut data.invitations);
        self.resets.apply(&mut data.resets);
        self.links.apply(&mut data.links);
        self.endpoints.apply(&mut data.endpoints);
        self.deliveries.apply(&mut data.deliveries);
        self.emails.apply(&mut data.emails);
    }
}

impl Data {
    /// Accounts go by the name that their service has today.
    fn name_accounts(&mut self) {
        for account in self.accounts.values_mut() {
            if let Some(service) = self.services.get(&account.service) {
                service.name.as_str().clone_into(&mut account.service_name);
            }
        }
    }

    /// Removes what sandbox mode's reset removes.
    pub(crate) fn reset(&mut self) {
        self.payments.clear();
        self.agreements.clear();
        self.claims.clear();
        self.tokens.clear();
        self.operations.clear();
        self.exchanges.clear();
        self.work.clear();
        self.wishes.clear();
        self.events.clear();
        self.deliveries.clear();
        self.emails.clear();
    }
}
