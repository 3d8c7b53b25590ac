//! What may be true of a payment's state or step, flattened: a column each in the
//! payment's row, a key each in an event's detail.
//!
//! Reading takes the facts that a state needs and then insists that none is left
//! over, so a row cannot hold a captured payment with a reason for its decline.

use domain::OperationId;
use domain::operation::{OrderCode, PspReference};
use domain::payment::state::{Attempt, Authorisation, CaptureAttempts};
use serde::{Deserialize, Serialize};
use time::Date;

use super::{Impossible, count, day, named, present, stored, word};

/// Every fact that some state or step has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Facts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) psp_reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) captures_failed: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) captured_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cancelled_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) decline_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) clean_up: Option<String>,
}

/// Writing, each fact added to those there are.
impl Facts {
    pub(crate) fn with_operation(self, operation: &OperationId) -> Self {
        Self {
            operation: Some(operation.as_str().to_owned()),
            ..self
        }
    }

    pub(crate) fn with_attempt(self, attempt: &Attempt) -> Self {
        Self {
            order_code: Some(attempt.order_code.as_str().to_owned()),
            ..self.with_operation(&attempt.operation)
        }
    }

    pub(crate) fn with_authorisation(self, authorisation: &Authorisation) -> Self {
        Self {
            order_code: Some(authorisation.order_code.as_str().to_owned()),
            psp_reference: Some(authorisation.psp_reference.as_str().to_owned()),
            ..self
        }
    }

    pub(crate) fn with_captures(self, captures: &CaptureAttempts) -> Self {
        Self {
            captures_failed: Some(stored(captures.failed)),
            ..self.with_authorisation(&captures.authorisation)
        }
    }

    pub(crate) fn with_captured_on(self, day: Date) -> Self {
        Self {
            captured_on: Some(day::to_text(day)),
            ..self
        }
    }

    pub(crate) fn with_cancelled_by(self, by: impl Into<&'static str>) -> Self {
        Self {
            cancelled_by: Some(word(by)),
            ..self
        }
    }

    pub(crate) fn with_decline_reason(self, reason: impl Into<&'static str>) -> Self {
        Self {
            decline_reason: Some(word(reason)),
            ..self
        }
    }

    pub(crate) fn with_clean_up(self, clean_up: impl Into<&'static str>) -> Self {
        Self {
            clean_up: Some(word(clean_up)),
            ..self
        }
    }
}

/// Reading, each fact taken from those that are left.
impl Facts {
    pub(crate) fn operation(&mut self) -> Result<OperationId, Impossible> {
        let text = present("operation", self.operation.take())?;
        present("operation", OperationId::parse(&text))
    }

    pub(crate) fn attempt(&mut self) -> Result<Attempt, Impossible> {
        Ok(Attempt {
            operation: self.operation()?,
            order_code: self.order_code()?,
        })
    }

    pub(crate) fn authorisation(&mut self) -> Result<Authorisation, Impossible> {
        Ok(Authorisation {
            order_code: self.order_code()?,
            psp_reference: present("psp_reference", self.psp_reference.take())
                .map(PspReference::given)?,
        })
    }

    /// An authorisation, where the step may be without one.
    pub(crate) fn authorisation_if_any(&mut self) -> Result<Option<Authorisation>, Impossible> {
        if self.order_code.is_none() && self.psp_reference.is_none() {
            return Ok(None);
        }
        self.authorisation().map(Some)
    }

    pub(crate) fn captures(&mut self) -> Result<CaptureAttempts, Impossible> {
        Ok(CaptureAttempts {
            authorisation: self.authorisation()?,
            failed: count(
                "captures_failed",
                present("captures_failed", self.captures_failed.take())?,
            )?,
        })
    }

    pub(crate) fn captured_on(&mut self) -> Result<Date, Impossible> {
        let text = present("captured_on", self.captured_on.take())?;
        day::from_text("captured_on", &text)
    }

    pub(crate) fn cancelled_by<T: std::str::FromStr>(&mut self) -> Result<T, Impossible> {
        named(
            "cancelled_by",
            &present("cancelled_by", self.cancelled_by.take())?,
        )
    }

    pub(crate) fn decline_reason<T: std::str::FromStr>(&mut self) -> Result<T, Impossible> {
        named(
            "decline_reason",
            &present("decline_reason", self.decline_reason.take())?,
        )
    }

    pub(crate) fn clean_up<T: std::str::FromStr>(&mut self) -> Result<T, Impossible> {
        named("clean_up", &present("clean_up", self.clean_up.take())?)
    }

    /// Refuses facts that nobody has taken.
    pub(crate) fn none_left(&self) -> Result<(), Impossible> {
        if *self == Self::default() {
            Ok(())
        } else {
            Err(Impossible::new("state"))
        }
    }

    fn order_code(&mut self) -> Result<OrderCode, Impossible> {
        present("order_code", self.order_code.take()).map(OrderCode::stored)
    }
}
