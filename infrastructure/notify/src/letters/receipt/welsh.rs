//! Receipts in Welsh.
//!
//! No sentence takes in a service's name, which other words would mutate.

use super::Texts;

/// Welsh.
pub(super) static WELSH: Texts = Texts {
    paid: |total, service| format!("{service}: rydych wedi talu {total}"),
    description: "Taliad ar gyfer",
    reference: "Cyfeirnod",
    date: "Dyddiad y taliad",
    total: "Cyfanswm",
    surcharge: |sum| {
        format!("Mae’r cyfanswm yn cynnwys ffi o {sum} am dalu â cherdyn corfforaethol.")
    },
    service_says: "Neges gan y gwasanaeth:",
    refunded: |amount, service| format!("{service}: mae {amount} ar ei ffordd yn ôl i chi"),
    refunded_amount: "Swm a ad-dalwyd",
    refunded_description: "Ad-daliad ar gyfer",
    original_date: "Dyddiad y taliad gwreiddiol",
    when_it_arrives: "Caiff yr arian ei anfon yn ôl i’r cerdyn y gwnaethoch dalu ag ef. Gall gymryd hyd at 6 diwrnod i’ch cyrraedd.",
    questions: "Os oes gennych gwestiwn am y taliad hwn, cysylltwch â’r gwasanaeth y gwnaethoch ei dalu.",
    nobody_reads_answers: "Peidiwch ag ateb yr e-bost hwn: nid oes neb yn darllen yr atebion.",
};
