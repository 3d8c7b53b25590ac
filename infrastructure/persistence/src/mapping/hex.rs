//! Bytes, as lower-case hexadecimal digits.

use std::fmt::Write;

/// How long every digest is.
const DIGEST_LENGTH: usize = 32;

/// The digits of some bytes.
pub(crate) fn to_text(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes, from their digits.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

/// A digest, from its digits.
pub(crate) fn digest(text: &str) -> Option<[u8; DIGEST_LENGTH]> {
    bytes(text)?.try_into().ok()
}

fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_reads_back() {
        let every: Vec<u8> = (0..=u8::MAX).collect();

        assert_eq!(bytes(&to_text(&every)), Some(every));
        assert_eq!(bytes(""), Some(Vec::new()));
        assert_eq!(digest(&to_text([0xa7; 32])), Some([0xa7; 32]));
    }

    #[test]
    fn other_texts_are_no_digits() {
        for text in ["0", "0g", "+1", "A0", "é", " 00"] {
            assert_eq!(bytes(text), None, "{text}");
        }
    }

    #[test]
    fn other_lengths_are_no_digests() {
        for text in ["", "00", &"0".repeat(63), &"0".repeat(66), &"g".repeat(64)] {
            assert_eq!(digest(text), None, "{text}");
        }
    }
}
