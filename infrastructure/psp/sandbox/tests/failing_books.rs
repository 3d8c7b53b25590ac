//! The sandbox when its books do not answer.
#![cfg(test)]

use std::sync::Arc;

use async_trait::async_trait;
use domain::agreement::StoredCard;
use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use domain::id::ID_LENGTH;
use domain::money::Amount;
use domain::operation::{OrderCode, PspReference};
use domain::payment::{AgreementPaymentType, Description, Reference};
use domain::ports::psp::{
    AuthorisationRequest, CancelRequest, CaptureRequest, RefundRequest, StoredAuthorisationRequest,
};
use domain::ports::sandbox::{LedgerAuthorisation, LedgerMovement, Movement, SandboxLedger};
use domain::ports::{Psp, PspError, StoreError};
use domain::{OperationId, PaymentId, RefundId};
use memory::World;
use psp_sandbox::SandboxPsp;

/// Books that never answer.
struct ClosedBooks;

fn closed<T>() -> Result<T, StoreError> {
    Err(StoreError::Unavailable("the books are closed".into()))
}

#[async_trait]
impl SandboxLedger for ClosedBooks {
    async fn authorise(&self, _: LedgerAuthorisation) -> Result<LedgerAuthorisation, StoreError> {
        closed()
    }

    async fn authorisation(
        &self,
        _: &OrderCode,
    ) -> Result<Option<LedgerAuthorisation>, StoreError> {
        closed()
    }

    async fn enter(&self, _: LedgerMovement) -> Result<Movement, StoreError> {
        closed()
    }

    async fn movements(&self, _: &OrderCode) -> Result<Vec<LedgerMovement>, StoreError> {
        closed()
    }
}

fn assert_unknown<T: std::fmt::Debug>(answer: Result<T, PspError>) {
    assert!(
        matches!(answer, Err(PspError::OutcomeUnknown(_))),
        "{answer:?}"
    );
}

#[tokio::test]
async fn books_that_do_not_answer_leave_every_outcome_unknown() {
    let World { clock, random, .. } = World::new();
    let psp = SandboxPsp::new(Arc::new(ClosedBooks), clock, random);
    let operation = OperationId::from_random([1; ID_LENGTH]);
    let order_code = OrderCode::of(&operation);
    let psp_reference = PspReference::given("reference");
    let amount = Amount::from_minor(100).unwrap();

    let authorise = AuthorisationRequest {
        operation: operation.clone(),
        order_code: order_code.clone(),
        payment: PaymentId::from_random([3; ID_LENGTH]),
        amount,
        reference: Reference::parse("reference").unwrap(),
        description: Description::parse("description").unwrap(),
        card: CardDetails {
            number: CardNumber::parse("4242424242424242").unwrap(),
            expiry: Expiry::parse("12", "2031").unwrap(),
            security_code: SecurityCode::parse("737", None).unwrap(),
            holder: Holder::parse("Ada Lovelace").unwrap(),
            billing_address: None,
        },
        moto: false,
        keeps_card: true,
    };
    assert_unknown(psp.authorise(&authorise).await);
    let stored = StoredAuthorisationRequest {
        operation: operation.clone(),
        order_code: order_code.clone(),
        payment: authorise.payment.clone(),
        amount,
        reference: authorise.reference.clone(),
        description: authorise.description.clone(),
        card: StoredCard::given("card"),
        payment_type: AgreementPaymentType::Recurring,
    };
    let recurring = psp.recurring().unwrap();
    assert_unknown(recurring.authorise_stored(&stored).await);
    let cancel = CancelRequest {
        order_code: order_code.clone(),
        psp_reference: psp_reference.clone(),
    };
    assert_unknown(psp.cancel(&cancel).await);
    let capture = CaptureRequest {
        operation,
        order_code: order_code.clone(),
        psp_reference: psp_reference.clone(),
        amount,
    };
    assert_unknown(psp.capture(&capture).await);
    assert_unknown(psp.inquiry().unwrap().find(&order_code).await);
    let refund = RefundRequest {
        refund: RefundId::from_random([2; ID_LENGTH]),
        order_code,
        psp_reference,
        amount,
    };
    assert_unknown(psp.refund(&refund).await);
}
