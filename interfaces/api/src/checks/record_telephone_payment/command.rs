//! From a checked request to what the use case needs.

use application::idempotency::Repeatable;
use application::payments::report::ReportPayment;
use domain::Amount;
use domain::card::{Brand, CardSummary, Expiry, Holder};
use domain::payment::report::{ReportedFailure, ReportedOutcome};
use domain::payment::{Description, Email, Reference, Report};
use serde_json::Value;

use crate::checks::dates;

/// The domain's types refuse nothing here that the table let pass.
pub(super) fn of(document: &Value, repeatable: Option<Repeatable>) -> Option<ReportPayment> {
    let said = Said(document);
    let instant = |member| said.text(member).and_then(|text| dates::parse(&text));
    let report = Report {
        processor_id: said.text("processor_id")?,
        provider_id: said.text("provider_id")?,
        outcome: outcome(&Said(document.get("payment_outcome")?))?,
        created_at: instant("created_date"),
        authorised_at: instant("authorised_date"),
        auth_code: said.text("auth_code"),
        telephone_number: said.text("telephone_number"),
    };
    Some(ReportPayment {
        amount: Amount::from_minor(document.get("amount")?.as_i64()?).ok()?,
        reference: Reference::taken_before(said.text("reference")?).ok()?,
        description: Description::taken_before(said.text("description")?).ok()?,
        email: match said.text("email_address") {
            Some(email) => Some(Email::parse(email).ok()?),
            None => None,
        },
        card: card(&said),
        report,
        repeatable,
    })
}

/// What a report says; members that are null or empty say nothing.
struct Said<'a>(&'a Value);

impl Said<'_> {
    fn text(&self, member: &str) -> Option<String> {
        let text = self.0.get(member)?.as_str()?;
        (!text.is_empty()).then(|| text.to_owned())
    }
}

fn outcome(said: &Said<'_>) -> Option<ReportedOutcome> {
    let Some(code) = said.text("code") else {
        return Some(ReportedOutcome::Success);
    };
    let supplemental = Said(said.0.get("supplemental").unwrap_or(&Value::Null));
    Some(ReportedOutcome::Failed(ReportedFailure {
        code: code.parse().ok()?,
        error_code: supplemental.text("error_code"),
        error_message: supplemental.text("error_message"),
    }))
}

/// What is known of the card, if anything is.
fn card(said: &Said<'_>) -> Option<CardSummary> {
    let expiry = said.text("card_expiry");
    let card = CardSummary {
        first_six: said.text("first_six_digits"),
        last_four: said.text("last_four_digits"),
        expiry: expiry.and_then(|text| Expiry::parse_short(&text).ok()),
        holder: said.text("name_on_card").map(Holder::stored),
        brand: said.text("card_type").and_then(|id| Brand::by_id(&id)),
        card_type: None,
        billing_address: None,
    };
    (card != CardSummary::default()).then_some(card)
}
