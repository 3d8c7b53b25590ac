//! Every code of the API is answered in some row.

use std::collections::BTreeSet;

/// Every code that clients may meet.
const CODES: &str = "P0010 P0020 P0030 P0040 P0050 P0101 P0102 P0104 P0105 P0191 P0195 P0196 P0197 \
    P0198 P0199 P0200 P0298 P0300 P0398 P0401 P0402 P0498 P0500 P0501 P0598 P0600 P0601 P0602 P0603 \
    P0604 P0697 P0698 P0700 P0798 P0800 P0898 P0900 P0920 P0930 P0940 P0941 P0942 P1000 P1003 P1098 \
    P1100 P1101 P1211 P1212 P1898 P2101 P2102 P2197 P2198 P2200 P2298 P2401 P2402 P2498 P2500 P2501 \
    P2598";

/// Codes that no row can bring about: cancelling and capturing while something else
/// happens to the payment.
const ELSEWHERE: &str = "P0502 P1001";

pub(crate) fn assert_all_answered(answered: &BTreeSet<String>) {
    let known: BTreeSet<&str> = CODES.split_whitespace().collect();
    let answered: BTreeSet<&str> = answered.iter().map(String::as_str).collect();
    let missing: Vec<_> = known.difference(&answered).collect();
    let unknown: Vec<_> = answered
        .difference(&known)
        .filter(|code| !ELSEWHERE.contains(**code))
        .collect();
    assert!(missing.is_empty(), "no row answers {missing:?}");
    assert!(unknown.is_empty(), "no client knows {unknown:?}");
}
