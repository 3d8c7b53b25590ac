//! What holds for every body, whatever stands in it.

use proptest::prelude::{prop_assert_ne, proptest};
use serde_json::json;

use super::{body_with, violation};
use crate::checks::arbitrary;

const NAMES: &[&str] = &[
    "amount",
    "reference",
    "description",
    "return_url",
    "moto",
    "authorisation_mode",
    "set_up_agreement",
    "agreement_id",
    "agreement_payment_type",
    "language",
    "internal",
    "source",
    "delayed_capture",
    "email",
    "metadata",
    "prefilled_cardholder_details",
    "cardholder_name",
    "billing_address",
    "country",
    "line1",
];

const WORDS: &[&str] = &[
    "https://service.example.org",
    "moto_api",
    "agreement",
    "cy",
    "recurring",
    "CARD_PAYMENT_LINK",
    "0123456789abcdefghijklmnop",
];

proptest! {
    /// The table refuses everything that the types behind it would refuse.
    #[test]
    fn nothing_passes_the_table_and_fails_behind_it(members in arbitrary::members(NAMES, WORDS)) {
        let mut body = body_with("unknown", Some(json!(1)));
        body.as_object_mut().unwrap().extend(members);
        let code = violation(&body).map(|violation| violation.code);
        prop_assert_ne!(code, Some("P0197"));
    }
}
