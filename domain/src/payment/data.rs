//! What a payment is made of.

use strum::IntoStaticStr;
use time::Date;

use super::approval::Approval;
use super::metadata::Metadata;
use super::mode::{AuthorisationMode, Language};
use super::paying_user::{Email, PrefilledCardholder};
use super::reference::{Description, Reference};
use super::report::Report;
use super::return_url::ReturnUrl;
use super::state::PaymentState;
use crate::account::Provider;
use crate::agreement::StoredCard;
use crate::card::CardSummary;
use crate::dispute::Dispute;
use crate::money::Amount;
use crate::refund::Refund;
use crate::{AccountId, AgreementId, PaymentId, Timestamp};

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
    /// How it gets its authorisation.
    pub mode: AuthorisationMode,
    /// Where the paying user goes afterwards; web payments have one.
    pub return_url: Option<ReturnUrl>,
    /// The language of the payment pages.
    pub language: Language,
    /// Whether the paying user ordered by mail or telephone.
    pub moto: bool,
    /// Whether the service captures it in a call of its own.
    pub delayed_capture: bool,
    /// The agreement it sets up or is taken on.
    pub agreement: Option<AgreementPart>,
    /// The paying user's e-mail address, once known.
    pub email: Option<Email>,
    /// The service's own pairs.
    pub metadata: Metadata,
    /// What the service knew of the paying user beforehand.
    pub prefilled: Option<PrefilledCardholder>,
    /// The card it was tried with.
    pub card: Option<CardSummary>,
    /// What that card costs on top, above nothing.
    pub surcharge: Option<Amount>,
    /// The PSP's name for the card, where it keeps it for an agreement.
    pub stored_card: Option<StoredCard>,
    /// What was reported of it, if it was taken elsewhere.
    pub report: Option<Report>,
    /// Where it stands.
    pub state: PaymentState,
    /// Money given back, oldest first.
    pub refunds: Vec<Refund>,
    /// Refunds that somebody asked a colleague to approve, oldest first.
    pub approvals: Vec<Approval>,
    /// What cardholders want back by way of their banks, oldest first.
    pub disputes: Vec<Dispute>,
    /// When the PSP took the capture.
    pub capture_submitted_at: Option<Timestamp>,
    /// The day its money was paid out to the service.
    pub settled_on: Option<Date>,
    /// How many events it has had.
    pub events: u32,
    /// How often it has been saved.
    pub version: u64,
}

/// A payment's part in an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementPart {
    /// The agreement.
    pub agreement: AgreementId,
    /// What sort of payments it is for.
    pub payment_type: AgreementPaymentType,
}

/// What the payments of an agreement are, for the bank (as in GOV.UK Pay).
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    IntoStaticStr,
    strum::EnumString,
    strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum AgreementPaymentType {
    /// Parts of one amount.
    Instalment,
    /// The same again and again.
    #[default]
    Recurring,
    /// At no fixed times.
    Unscheduled,
}

impl AgreementPaymentType {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }
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
    /// How it gets its authorisation.
    pub mode: AuthorisationMode,
    /// Where they go afterwards.
    pub return_url: Option<ReturnUrl>,
    /// The language of the payment pages.
    pub language: Language,
    /// Whether they order by mail or telephone.
    pub moto: bool,
    /// The agreement it sets up or is taken on.
    pub agreement: Option<AgreementPart>,
    /// Whether the service captures it itself.
    pub delayed_capture: bool,
    /// The paying user's e-mail address, if the service knows it.
    pub email: Option<Email>,
    /// The service's own pairs.
    pub metadata: Metadata,
    /// What else the service knows of the paying user.
    pub prefilled: Option<PrefilledCardholder>,
}
