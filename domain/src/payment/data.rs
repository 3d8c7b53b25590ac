//! What a payment is made of.

use super::metadata::Metadata;
use super::paying_user::{Email, PrefilledCardholder};
use super::reference::{Description, Reference};
use super::return_url::ReturnUrl;
use super::state::PaymentState;
use crate::account::Provider;
use crate::card::CardSummary;
use crate::money::Amount;
use crate::refund::Refund;
use crate::{AccountId, PaymentId, Timestamp};

/// Everything a payment is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentData {
    /// Its name.
    pub id: PaymentId,
    /// The gateway account that takes it.
    pub account: AccountId,
    /// The PSP it goes through, for life.
    pub provider: Provider,
    /// When the service asked for it.
    pub created_at: Timestamp,
    /// When anything last happened to it.
    pub updated_at: Timestamp,
    /// What it is over.
    pub amount: Amount,
    /// The service's name for it.
    pub reference: Reference,
    /// What the paying user is told it is for.
    pub description: Description,
    /// Where the paying user goes afterwards.
    pub return_url: ReturnUrl,
    /// Whether the service captures it in a call of its own.
    pub delayed_capture: bool,
    /// The paying user's e-mail address, once known.
    pub email: Option<Email>,
    /// The service's own pairs.
    pub metadata: Metadata,
    /// What the service knew of the paying user beforehand.
    pub prefilled: Option<PrefilledCardholder>,
    /// The card it was tried with.
    pub card: Option<CardSummary>,
    /// Where it stands.
    pub state: PaymentState,
    /// Money given back, oldest first.
    pub refunds: Vec<Refund>,
    /// When the PSP took the capture.
    pub capture_submitted_at: Option<Timestamp>,
    /// How many events it has had.
    pub events: u32,
    /// How often it has been saved.
    pub version: u64,
}

/// What a service asks for.
#[derive(Clone, Debug)]
pub struct NewPayment {
    /// The fresh name.
    pub id: PaymentId,
    /// The gateway account.
    pub account: AccountId,
    /// The account's PSP.
    pub provider: Provider,
    /// How much.
    pub amount: Amount,
    /// The service's name for it.
    pub reference: Reference,
    /// What the paying user is told.
    pub description: Description,
    /// Where they go afterwards.
    pub return_url: ReturnUrl,
    /// Whether the service captures it itself.
    pub delayed_capture: bool,
    /// The paying user's e-mail address, if the service knows it.
    pub email: Option<Email>,
    /// The service's own pairs.
    pub metadata: Metadata,
    /// What else the service knows of the paying user.
    pub prefilled: Option<PrefilledCardholder>,
}
