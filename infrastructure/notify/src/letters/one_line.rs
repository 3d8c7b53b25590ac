//! Foreign texts made safe for places that hold one line: a subject, a fact, a sentence.
//! What would end a line, or turn the writing around, becomes a space.

/// The text on one line, with one space between words.
pub(crate) fn of(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|char| if is_ours_to_drop(char) { ' ' } else { char })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a text, each in its lines; empty ones are left out.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text.split('\n').map(of).collect();
    lines
        .split(String::is_empty)
        .filter(|lines| !lines.is_empty())
        .map(<[String]>::to_vec)
        .collect()
}

/// Control characters, other ends of lines, and marks that change the direction of what
/// follows them.
fn is_ours_to_drop(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_line() {
        for (text, expected) in [
            ("Parking permits", "Parking permits"),
            ("Paid\r\nBcc: eve@example.org", "Paid Bcc: eve@example.org"),
            ("a\u{0}b\u{7f}c\u{85}d\u{2028}e", "a b c d e"),
            ("abc\u{202e}fed", "abc fed"),
            ("  much   room\t", "much room"),
            (
                "Trwydded bysgota, tŷ â 12 mis £1",
                "Trwydded bysgota, tŷ â 12 mis £1",
            ),
        ] {
            assert_eq!(of(text), expected);
        }
    }

    #[test]
    fn an_empty_line_is_between_paragraphs() {
        for (text, expected) in [
            ("", vec![]),
            ("\n \r\n", vec![]),
            (
                "one\ntwo\r\n\r\n\r\nthree",
                vec![vec!["one", "two"], vec!["three"]],
            ),
            ("one\rtwo", vec![vec!["one", "two"]]),
        ] {
            assert_eq!(paragraphs(text), expected, "{text:?}");
        }
    }
}
