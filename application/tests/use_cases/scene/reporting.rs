//! Payments that were taken by telephone elsewhere.

use application::payments::report::ReportPayment;
use domain::card::{Brand, CardSummary, Holder};
use domain::payment::report::{ReportedCode, ReportedFailure, ReportedOutcome};
use domain::payment::{Description, Email, Reference, Report};

use super::{AMOUNT, pence};

/// The telephone number of whoever called.
pub(crate) const TELEPHONE: &str = "+442079460000";

/// The report of a payment that went like this.
pub(crate) fn report(provider_id: &str, outcome: ReportedOutcome) -> ReportPayment {
    ReportPayment {
        amount: pence(AMOUNT),
        reference: Reference::parse("CALL-1").unwrap(),
        description: Description::parse("A licence by telephone").unwrap(),
        email: Some(Email::parse("ada@example.org").unwrap()),
        card: Some(CardSummary {
            last_four: Some("4242".to_owned()),
            holder: Some(Holder::parse("Ada Lovelace").unwrap()),
            brand: Some(Brand::Visa),
            ..CardSummary::default()
        }),
        report: Report {
            processor_id: "processor-1".to_owned(),
            provider_id: provider_id.to_owned(),
            outcome,
            created_at: None,
            authorised_at: None,
            auth_code: Some("A1".to_owned()),
            telephone_number: Some(TELEPHONE.to_owned()),
        },
        repeatable: None,
    }
}

/// Why a call did not end in a payment.
pub(crate) fn failed(code: ReportedCode) -> ReportedOutcome {
    ReportedOutcome::Failed(ReportedFailure {
        code,
        error_code: Some("E42".to_owned()),
        error_message: None,
    })
}
