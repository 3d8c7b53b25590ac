//! Receipts in English.

use super::Texts;

/// English.
pub(super) static ENGLISH: Texts = Texts {
    paid: |total, service| format!("{service}: you have paid {total}"),
    description: "Payment for",
    reference: "Reference",
    date: "Date of payment",
    total: "Total amount",
    surcharge: |sum| format!("The total includes a fee of {sum} for paying with a corporate card."),
    service_says: "A message from the service:",
    refunded: |amount, service| format!("{service}: {amount} is on its way back to you"),
    refunded_amount: "Amount refunded",
    refunded_description: "Refund for",
    original_date: "Date of the original payment",
    when_it_arrives: "The money goes back to the card you paid with. It may take up to 6 days to arrive.",
    questions: "If you have a question about this payment, contact the service you paid.",
    nobody_reads_answers: "Please do not reply to this e-mail: nobody reads the replies.",
};
