//! A service asks for a payment.
//!
//! One unit: the claim of the request's idempotency key, the payment, its first
//! link token, and the work that will expire it are stored together or not at
//! all. A payment on an agreement has no link; the work that authorises it is
//! answered, for the caller to perform at once.

mod permission;

use domain::agreement::Agreement;
use domain::idempotency::Made;
use domain::money::Amount;
use domain::payment::{
    AgreementPart, AgreementPaymentType, AuthorisationMode, Description, EXPIRES_AFTER, Email,
    Language, Metadata, NewPayment, PrefilledCardholder, Reference, ReturnUrl,
};
use domain::ports::{StoreError, UnitOfWork};
use domain::token::Token;
use domain::work::{Work, WorkKind};
use domain::{AgreementId, Payment, PaymentId, Timestamp};

use super::LinkedPayment;
use super::get::has_link;
use crate::Application;
use crate::actor::Service;
use crate::idempotency::{Claiming, KeyInUse, Repeatable};

/// What the service asks for.
#[derive(Clone, Debug)]
pub struct CreatePayment {
    /// How much.
    pub amount: Amount,
    /// The service's name for it.
    pub reference: Reference,
    /// What the paying user is told.
    pub description: Description,
    /// How it gets its authorisation; a service does not ask for `External`.
    pub mode: AuthorisationMode,
    /// Where the paying user goes afterwards; web payments have one, others none.
    pub return_url: Option<ReturnUrl>,
    /// The language of the payment pages.
    pub language: Language,
    /// Whether the paying user orders by mail or telephone.
    pub moto: bool,
    /// Whether the service captures it itself.
    pub delayed_capture: bool,
    /// The agreement to set up, as the service names it.
    pub set_up_agreement: Option<String>,
    /// The agreement to take it on, as the service names it.
    pub agreement: Option<String>,
    /// What sort of payments the agreement is for.
    pub agreement_payment_type: Option<AgreementPaymentType>,
    /// The paying user's e-mail address, if the service knows it.
    pub email: Option<Email>,
    /// The service's own pairs.
    pub metadata: Metadata,
    /// What else the service knows of the paying user.
    pub prefilled: Option<PrefilledCardholder>,
    /// Whether somebody typed the reference into a form of the service's.
    pub typed_reference: bool,
    /// By which the request can be repeated.
    pub repeatable: Option<Repeatable>,
}

/// A payment that was asked for.
#[derive(Clone, Debug)]
pub struct CreatedPayment {
    /// The payment, with its link while it has one.
    pub linked: LinkedPayment,
    /// Whether the same request made it before.
    pub made_before: bool,
    /// Work for the caller to perform at once.
    pub work: Option<Work>,
}

/// Why there is no payment. The order is that of GOV.UK Pay's API.
#[derive(Debug, thiserror::Error)]
pub enum CreatePaymentError {
    /// The idempotency key was used for something else.
    #[error(transparent)]
    KeyInUse(#[from] KeyInUse),
    /// The account that the key opens is gone.
    #[error("the account is unknown")]
    AccountUnknown,
    /// A live account takes paying users back over https alone.
    #[error("the return URL of a live account must be https")]
    ReturnUrlNotHttps,
    /// The account has no PSP that this program can talk to.
    #[error("the account is not fully configured")]
    AccountNotConfigured,
    /// Payments and refunds of the account are stopped.
    #[error("the account is disabled")]
    AccountDisabled,
    /// The account may not send card details itself.
    #[error("the account may not send card details itself")]
    MotoApiNotAllowed,
    /// The account takes no orders by mail or telephone.
    #[error("the account takes no orders by mail or telephone")]
    MotoNotAllowed,
    /// Somebody typed a card number where the reference belongs.
    #[error("the reference is a card number")]
    CardNumberAsReference,
    /// The account may not take payments on agreements.
    #[error("the account may not take payments on agreements")]
    RecurringDisabled,
    /// The mode needs an agreement.
    #[error("the agreement is missing")]
    AgreementMissing,
    /// The mode does not go with this member of the request.
    #[error("the mode does not go with {0}")]
    Unexpected(&'static str),
    /// The account does not permit a payment of nothing.
    #[error("the account does not permit a payment of nothing")]
    ZeroNotAllowed,
    /// The account has no such agreement.
    #[error("the account has no such agreement")]
    NoSuchAgreement,
    /// The agreement has no card that payments can be taken from.
    #[error("the agreement is not active")]
    AgreementNotActive,
    /// It could not be stored.
    #[error("the payment could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Creates a payment, or answers with the one that the same request made before.
    pub async fn create_payment(
        &self,
        service: &Service,
        command: CreatePayment,
    ) -> Result<CreatedPayment, CreatePaymentError> {
        let now = self.now();
        let id = self.new_payment_id();
        let mut unit = self.ports.store.begin().await?;
        if let Some(request) = self.key_of(&command) {
            let made = Made::Payment(id.clone());
            match self
                .claim(unit.as_mut(), service, request, made, now)
                .await?
            {
                Claiming::First => {}
                Claiming::Before(Made::Payment(id)) => {
                    drop(unit);
                    return self.made_before(service, &id).await;
                }
                Claiming::Before(_) | Claiming::InUse => return Err(KeyInUse.into()),
            }
        }
        let account = unit
            .accounts()
            .account(&service.account.id)
            .await?
            .ok_or(CreatePaymentError::AccountUnknown)?;
        self.permit(&account, &command)?;
        let agreement = agreement(unit.as_mut(), service, &command).await?;

        let new = NewPayment {
            id,
            account: account.id,
            provider: account.provider,
            amount: command.amount,
            reference: command.reference,
            description: command.description,
            mode: command.mode,
            return_url: command.return_url,
            language: command.language,
            moto: command.moto || command.mode == AuthorisationMode::MotoApi,
            agreement: agreement.as_ref().map(|agreement| AgreementPart {
                agreement: agreement.id.clone(),
                payment_type: command.agreement_payment_type.unwrap_or_default(),
            }),
            delayed_capture: command.delayed_capture,
            email: command.email,
            metadata: command.metadata,
            prefilled: command.prefilled,
        };
        let mut payment = Payment::create(new, now);
        let work = match command.mode {
            AuthorisationMode::Agreement => {
                let instrument = agreement.as_ref().and_then(Agreement::usable_instrument);
                let instrument = instrument.ok_or(CreatePaymentError::AgreementNotActive)?;
                payment.enter_card(instrument.card.clone());
                let authorise = WorkKind::AuthoriseStored(payment.id.clone());
                Some(Work::leased(self.new_work_id(), authorise, now))
            }
            AuthorisationMode::Web | AuthorisationMode::MotoApi | AuthorisationMode::External => {
                None
            }
        };
        unit.payments().add(&mut payment).await?;
        let token = self.first_token(unit.as_mut(), &payment, now).await?;
        let expire = WorkKind::Expire(payment.id.clone());
        let expiry = Work::due(self.new_work_id(), expire, now.plus(EXPIRES_AFTER));
        for work in work.iter().chain([&expiry]) {
            unit.work().schedule(work).await?;
        }
        unit.commit().await?;
        Ok(CreatedPayment {
            linked: LinkedPayment { payment, token },
            made_before: false,
            work,
        })
    }

    /// Payments on agreements always remember their key.
    fn key_of<'a>(&self, command: &'a CreatePayment) -> Option<&'a Repeatable> {
        let request = command.repeatable.as_ref();
        match command.mode {
            AuthorisationMode::Agreement => request,
            AuthorisationMode::Web | AuthorisationMode::MotoApi | AuthorisationMode::External => {
                self.remembered(request)
            }
        }
    }

    async fn made_before(
        &self,
        service: &Service,
        id: &PaymentId,
    ) -> Result<CreatedPayment, CreatePaymentError> {
        let payment = self.ports.queries.payment(&service.account.id, id).await?;
        let payment = payment.ok_or(KeyInUse)?;
        Ok(CreatedPayment {
            linked: self.linked(payment).await?,
            made_before: true,
            work: None,
        })
    }

    async fn first_token(
        &self,
        unit: &mut dyn UnitOfWork,
        payment: &Payment,
        now: Timestamp,
    ) -> Result<Option<Token>, StoreError> {
        if !has_link(payment) {
            return Ok(None);
        }
        let token = Token::issue(payment.id.clone(), self.random(), now);
        unit.tokens().add(&token).await?;
        Ok(Some(token))
    }
}

/// The agreement that the payment sets up or is taken on.
async fn agreement(
    unit: &mut dyn UnitOfWork,
    service: &Service,
    command: &CreatePayment,
) -> Result<Option<Agreement>, CreatePaymentError> {
    let Some(named) = command
        .agreement
        .as_ref()
        .or(command.set_up_agreement.as_ref())
    else {
        return Ok(None);
    };
    let id = AgreementId::parse(named).ok_or(CreatePaymentError::NoSuchAgreement)?;
    let agreement = unit.agreements().get(&id).await?;
    agreement
        .filter(|agreement| agreement.account == service.account.id)
        .map(Some)
        .ok_or(CreatePaymentError::NoSuchAgreement)
}
