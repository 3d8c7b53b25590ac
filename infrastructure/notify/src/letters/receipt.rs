//! What paying users are told, in both languages.

mod english;
mod welsh;

use domain::email::Receipt;
use domain::payment::Language;

use self::english::ENGLISH;
use self::welsh::WELSH;
use super::draft::Draft;
use super::london;

/// The words of receipts in one language.
pub(super) struct Texts {
    /// The subject, given a sum and the service's name.
    paid: fn(&str, &str) -> String,
    description: &'static str,
    reference: &'static str,
    date: &'static str,
    total: &'static str,
    /// What the card cost on top, given the sum.
    surcharge: fn(&str) -> String,
    /// Before what the service says itself.
    service_says: &'static str,
    /// The subject, given a sum and the service's name.
    refunded: fn(&str, &str) -> String,
    refunded_amount: &'static str,
    refunded_description: &'static str,
    original_date: &'static str,
    when_it_arrives: &'static str,
    /// Whom to ask.
    questions: &'static str,
    /// For every e-mail that nobody may answer.
    pub(super) nobody_reads_answers: &'static str,
}

impl Texts {
    /// The words in this language.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Welsh => &WELSH,
        }
    }
}

/// A payment was successful.
pub(super) fn of_payment(receipt: &Receipt) -> Draft {
    let texts = Texts::of(receipt.language);
    let total = receipt.amount.to_string();
    let date = london::date_and_time(receipt.created_at, receipt.language);
    let subject = (texts.paid)(&total, &receipt.service);
    let mut draft = Draft::new(receipt.language, &subject).facts([
        (texts.description, &receipt.description),
        (texts.reference, &receipt.reference),
        (texts.date, &date),
        (texts.total, &total),
    ]);
    if let Some(surcharge) = receipt.surcharge {
        draft = draft.say(&(texts.surcharge)(&surcharge.to_string()));
    }
    if let Some(paragraph) = &receipt.paragraph {
        draft = draft.quote(texts.service_says, paragraph);
    }
    draft.close(texts.questions)
}

/// Money was given back.
pub(super) fn of_refund(receipt: &Receipt) -> Draft {
    let texts = Texts::of(receipt.language);
    let amount = receipt.amount.to_string();
    let date = london::date_and_time(receipt.created_at, receipt.language);
    let subject = (texts.refunded)(&amount, &receipt.service);
    Draft::new(receipt.language, &subject)
        .facts([
            (texts.refunded_amount, &amount),
            (texts.refunded_description, &receipt.description),
            (texts.reference, &receipt.reference),
            (texts.original_date, &date),
        ])
        .say(texts.when_it_arrives)
        .close(texts.questions)
}
