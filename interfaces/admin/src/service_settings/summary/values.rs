//! What settings of more than one word are set to.

use domain::Amount;
use domain::account::{GatewayAccount, Organisation, Service, Surcharges};
use domain::card::CardType;
use strum::IntoEnumIterator;

use super::Line;
use crate::dashboard::pictures::brand_name;
use crate::service_settings::countries;

/// How much of a long text is shown, in characters.
const SHOWN_MAX: usize = 120;

/// Which refunds a second person looks at.
pub(super) fn approval(above: Option<Amount>) -> Vec<Line> {
    let says = match above {
        None => "No second person needed".to_owned(),
        Some(Amount::ZERO) => "Every refund needs a second person".to_owned(),
        Some(limit) => format!("Refunds above {limit} need a second person"),
    };
    vec![line(says)]
}

/// What the service is called.
pub(super) fn names(service: &Service) -> Vec<Line> {
    let welsh = match &service.welsh_name {
        Some(name) => format!("In Welsh: {name}"),
        None => "No Welsh name".to_owned(),
    };
    vec![line(service.name.as_str()), line(welsh)]
}

/// Whose service it is.
pub(super) fn organisation(organisation: Option<&Organisation>) -> Vec<Line> {
    let Some(known) = organisation else {
        return vec![line("Not described yet")];
    };
    let country = countries::by_code(&known.country).map(|country| country.name);
    let address = [
        Some(known.line1.as_str()),
        known.line2.as_deref(),
        Some(known.city.as_str()),
        Some(known.postcode.as_str()),
        country,
    ];
    let address: Vec<&str> = address.into_iter().flatten().collect();
    let lines = [
        Some(known.name.clone()),
        Some(address.join(", ")),
        known.telephone.clone(),
        known.website.clone(),
    ];
    lines.into_iter().flatten().map(line).collect()
}

/// The cards that are taken, by type.
pub(super) fn accepted(account: &GatewayAccount) -> Vec<Line> {
    let of_type = |card_type: CardType| {
        let brands = account
            .cards
            .iter()
            .filter(|(_, known)| *known == card_type);
        let names: Vec<&str> = brands.map(|(brand, _)| brand_name(brand)).collect();
        let names = if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        };
        match card_type {
            CardType::Debit => line(format!("Debit: {names}")),
            CardType::Credit => line(format!("Credit: {names}")),
        }
    };
    CardType::iter().map(of_type).collect()
}

/// What corporate cards cost on top.
pub(super) fn surcharges(surcharges: Surcharges) -> Vec<Line> {
    let kinds = [
        ("Credit", surcharges.credit),
        ("Debit", surcharges.debit),
        ("Prepaid debit", surcharges.prepaid_debit),
    ];
    let some = kinds.into_iter().filter_map(|(kind, amount)| {
        let amount = amount.filter(|amount| *amount > Amount::ZERO)?;
        Some(line(format!("{kind}: {amount}")))
    });
    let lines: Vec<Line> = some.collect();
    if lines.is_empty() {
        vec![line("None")]
    } else {
        lines
    }
}

/// What the service adds to its e-mails, as it begins.
pub(super) fn paragraph(text: Option<&str>) -> Vec<Line> {
    let Some(text) = text else {
        return vec![line("None")];
    };
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => vec![line(format!("{}…", text.get(..end).unwrap_or_default()))],
        None => vec![line(text)],
    }
}

/// A line without a colour.
pub(super) fn line(text: impl Into<String>) -> Line {
    Line {
        text: text.into(),
        colour: None,
    }
}
