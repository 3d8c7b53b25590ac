//! What a service reported of a payment taken elsewhere, as JSON.

use domain::payment::Report;
use domain::payment::report::{ReportedFailure, ReportedOutcome};
use serde::{Deserialize, Serialize};

use super::{Impossible, from_json, instant, json, millis, named, word};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredReport {
    processor_id: String,
    provider_id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failure: Option<StoredFailure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    created_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    authorised_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    auth_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    telephone_number: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredFailure {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error_message: Option<String>,
}

/// The report as text.
pub(crate) fn to_text(report: &Report) -> String {
    let report = report.clone();
    let failure = match report.outcome {
        ReportedOutcome::Success => None,
        ReportedOutcome::Failed(failure) => Some(StoredFailure {
            code: word(failure.code),
            error_code: failure.error_code,
            error_message: failure.error_message,
        }),
    };
    json(&StoredReport {
        processor_id: report.processor_id,
        provider_id: report.provider_id,
        failure,
        created_at: millis(report.created_at),
        authorised_at: millis(report.authorised_at),
        auth_code: report.auth_code,
        telephone_number: report.telephone_number,
    })
}

/// The report, from its text.
pub(crate) fn from_text(text: &str) -> Result<Report, Impossible> {
    let stored: StoredReport = from_json("report", text)?;
    let outcome = match stored.failure {
        None => ReportedOutcome::Success,
        Some(failure) => ReportedOutcome::Failed(ReportedFailure {
            code: named("report", &failure.code)?,
            error_code: failure.error_code,
            error_message: failure.error_message,
        }),
    };
    Ok(Report {
        processor_id: stored.processor_id,
        provider_id: stored.provider_id,
        outcome,
        created_at: instant(stored.created_at),
        authorised_at: instant(stored.authorised_at),
        auth_code: stored.auth_code,
        telephone_number: stored.telephone_number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_report_is_impossible() {
        for text in [
            "",
            "{}",
            r#"{"processor_id":"p","provider_id":"q","failure":{"code":"P9999"}}"#,
            r#"{"processor_id":"p","provider_id":"q","card":"4242"}"#,
        ] {
            assert_eq!(from_text(text), Err(Impossible::new("report")), "{text}");
        }
    }
}
