//! What a service reports of a payment that was taken by telephone elsewhere.

use std::fmt;

use super::paying_user::REDACTED;
use crate::Timestamp;

/// The report, beside what the payment itself has room for. Names of the other
/// systems are opaque.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    /// The processor's name for the payment.
    pub processor_id: String,
    /// The provider's name for the payment; an account reports each once.
    pub provider_id: String,
    /// How it went.
    pub outcome: ReportedOutcome,
    /// When the other system says it began.
    pub created_at: Option<Timestamp>,
    /// When the other system says the bank agreed.
    pub authorised_at: Option<Timestamp>,
    /// The bank's code.
    pub auth_code: Option<String>,
    /// The caller's number. Personal data.
    pub telephone_number: Option<String>,
}

/// How a reported payment went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportedOutcome {
    /// It was paid.
    Success,
    /// It was not, and why.
    Failed(ReportedFailure),
}

/// Why a reported payment was not paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedFailure {
    /// The code, as services know it from payments of ours.
    pub code: ReportedCode,
    /// The other system's own code.
    pub error_code: Option<String>,
    /// The other system's own words.
    pub error_message: Option<String>,
}

/// The codes that a report may give (as in GOV.UK Pay).
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
pub enum ReportedCode {
    /// The bank refused.
    #[strum(serialize = "P0010")]
    Declined,
    /// The caller gave up.
    #[strum(serialize = "P0030")]
    Cancelled,
    /// The provider failed.
    #[strum(serialize = "P0050")]
    Error,
}

impl ReportedCode {
    /// The code on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Report {
    /// The same without the caller's number.
    pub fn redacted(self) -> Self {
        Self {
            telephone_number: self.telephone_number.map(|_| REDACTED.to_owned()),
            ..self
        }
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report")
            .field("provider_id", &self.provider_id)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        Report {
            processor_id: "processor-1".to_owned(),
            provider_id: "call-1".to_owned(),
            outcome: ReportedOutcome::Success,
            created_at: None,
            authorised_at: None,
            auth_code: Some("A1".to_owned()),
            telephone_number: Some("+442079460000".to_owned()),
        }
    }

    #[test]
    fn a_report_never_prints_whose_call_it_was() {
        let printed = format!("{:?}", report());

        assert!(printed.contains("call-1"));
        assert!(!printed.contains("2079460000"));
    }

    #[test]
    fn redaction_removes_the_callers_number_and_nothing_else() {
        let redacted = report().redacted();

        assert_eq!(redacted.telephone_number.as_deref(), Some(REDACTED));
        let put_back = Report {
            telephone_number: report().telephone_number,
            ..redacted.clone()
        };
        assert_eq!(put_back, report());
        assert_eq!(redacted.clone().redacted(), redacted);
    }

    #[test]
    fn a_report_without_a_number_has_nothing_to_remove() {
        let without = Report {
            telephone_number: None,
            ..report()
        };

        assert_eq!(without.clone().redacted(), without);
    }

    #[test]
    fn codes_are_those_of_payments() {
        for (word, code) in [
            ("P0010", Some(ReportedCode::Declined)),
            ("P0030", Some(ReportedCode::Cancelled)),
            ("P0050", Some(ReportedCode::Error)),
            ("P0020", None),
            ("p0010", None),
        ] {
            assert_eq!(word.parse().ok(), code);
            assert!(code.is_none_or(|code| code.word() == word));
        }
    }
}
