//! What the checks found, as the failure of the operation that they belong to.

use crate::checks::{Culprit, Fault, Violation};
use crate::contract::Json;
use crate::generated::public::{
    AuthorisePaymentFailure, CreateAgreementFailure, CreatePaymentFailure, CreateRefundFailure,
    RecordTelephonePaymentFailure, RequestError, SearchAgreementsFailure, SearchDisputesFailure,
    SearchPaymentsFailure, SearchRefundsFailure, SearchTransactionsFailure,
};
use crate::generated::sandbox::{
    AdvanceClockFailure, MoveDisputeFailure, OpenDisputeFailure, SandboxError, SettleFailure,
};

impl From<Violation> for Json<RequestError> {
    fn from(violation: Violation) -> Self {
        let (field, header) = match violation.culprit {
            Culprit::Field(name) => (Some(name.to_owned()), None),
            Culprit::Header(name) => (None, Some(name.to_owned())),
            Culprit::Unnamed => (None, None),
        };
        Self(RequestError {
            field,
            header,
            code: violation.code.to_owned(),
            description: violation.description.into_owned(),
        })
    }
}

impl From<Violation> for Json<SandboxError> {
    fn from(violation: Violation) -> Self {
        Self(SandboxError {
            field: match violation.culprit {
                Culprit::Field(name) => Some(name.to_owned()),
                Culprit::Header(_) | Culprit::Unnamed => None,
            },
            description: violation.description.into_owned(),
        })
    }
}

/// Operations whose checks answer 400 or 422.
macro_rules! failures {
    ($($failure:ident),* $(,)?) => {$(
        impl From<Violation> for $failure {
            fn from(violation: Violation) -> Self {
                match violation.fault {
                    Fault::Malformed => Self::BadRequest(violation.into()),
                    Fault::NotAllowed => Self::UnprocessableContent(violation.into()),
                }
            }
        }
    )*};
}

/// Operations whose checks answer 422 alone.
macro_rules! search_failures {
    ($($failure:ident),* $(,)?) => {$(
        impl From<Violation> for $failure {
            fn from(violation: Violation) -> Self {
                Self::UnprocessableContent(violation.into())
            }
        }
    )*};
}

failures! {
    AuthorisePaymentFailure,
    CreateAgreementFailure,
    CreatePaymentFailure,
    CreateRefundFailure,
    RecordTelephonePaymentFailure,
    SearchTransactionsFailure,
    AdvanceClockFailure,
    MoveDisputeFailure,
    OpenDisputeFailure,
    SettleFailure,
}

search_failures! {
    SearchAgreementsFailure,
    SearchDisputesFailure,
    SearchPaymentsFailure,
    SearchRefundsFailure,
}
