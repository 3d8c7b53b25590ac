//! What others say about an e-mail, made fit for staff and logs: short, on one line, and
//! without the address that it was for.

use crate::letters::one_line;

/// The text without the address, in at most `chars_max` characters.
pub(crate) fn without(address: &str, text: &str, chars_max: usize) -> String {
    let text = one_line::of(text);
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(char) = rest.chars().next() {
        let found = rest.get(..address.len());
        let is_address = found.is_some_and(|found| found.eq_ignore_ascii_case(address));
        let (skipped, written) = match is_address && !address.is_empty() {
            true => (address.len(), '…'),
            false => (char.len_utf8(), char),
        };
        kept.push(written);
        rest = rest.get(skipped..).unwrap_or_default();
    }
    kept.chars().take(chars_max).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_left_out_however_it_is_written() {
        for (address, text, expected) in [
            ("ada@example.org", "no such user", "no such user"),
            (
                "ada@example.org",
                "<ADA@example.ORG>, ada@example.org",
                "<…>, …",
            ),
            ("", "as it is", "as it is"),
            ("é@example.org", "one é@example.org\r\ntwo", "one … two"),
            (
                "a@b.example",
                "0123456789abcdefghijklmnop",
                "0123456789abcdefghij",
            ),
        ] {
            assert_eq!(without(address, text, 20), expected);
        }
    }
}
