//! What the checks found, as the failure of the operation that they belong to.

use crate::checks::{Culprit, Fault, Violation};
use crate::contract::Json;
use crate::generated::public::{
    CreatePaymentFailure, CreateRefundFailure, RequestError, SearchPaymentsFailure,
};
use crate::generated::sandbox::{AdvanceClockFailure, SandboxError};

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

impl From<Violation> for CreatePaymentFailure {
    fn from(violation: Violation) -> Self {
        match violation.fault {
            Fault::Malformed => Self::BadRequest(violation.into()),
            Fault::NotAllowed => Self::UnprocessableContent(violation.into()),
        }
    }
}

impl From<Violation> for CreateRefundFailure {
    fn from(violation: Violation) -> Self {
        match violation.fault {
            Fault::Malformed => Self::BadRequest(violation.into()),
            Fault::NotAllowed => Self::UnprocessableContent(violation.into()),
        }
    }
}

impl From<Violation> for SearchPaymentsFailure {
    fn from(violation: Violation) -> Self {
        Self::UnprocessableContent(violation.into())
    }
}

impl From<Violation> for AdvanceClockFailure {
    fn from(violation: Violation) -> Self {
        let body = Json(SandboxError {
            field: match violation.culprit {
                Culprit::Field(name) => Some(name.to_owned()),
                Culprit::Header(_) | Culprit::Unnamed => None,
            },
            description: violation.description.into_owned(),
        });
        match violation.fault {
            Fault::Malformed => Self::BadRequest(body),
            Fault::NotAllowed => Self::UnprocessableContent(body),
        }
    }
}
