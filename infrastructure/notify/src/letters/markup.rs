//! E-mails in the markup of GOV.UK Notify, a dialect of Markdown: `#` before a heading, `^`
//! before what is set apart, every line break kept, bare links made into links.
//!
//! Foreign words lose nothing and mean nothing: what would be markup in them is escaped.
//! Marks that its dialect cannot escape get an invisible character in front, as it does
//! itself with names that are no links.

use super::draft::{Block, Draft};

const INVISIBLE: char = '\u{200b}';

/// The whole e-mail but for its subject.
pub(super) fn written(draft: &Draft) -> String {
    let mut parts = Vec::new();
    for block in &draft.blocks {
        parts.push(match block {
            Block::Paragraph(text) => line(text),
            Block::Facts(facts) => {
                let lines: Vec<String> = facts
                    .iter()
                    .map(|fact| format!("{}: {}", fact.name, inline(&fact.value)))
                    .collect();
                lines.join("\n")
            }
            Block::Action { label, link } => format!("{label}:\n\n{link}"),
            Block::Quote { who, paragraphs } => {
                let quoted: Vec<String> = paragraphs
                    .iter()
                    .map(|lines| {
                        let lines: Vec<String> = lines.iter().map(|text| line(text)).collect();
                        format!("^ {}", lines.join("\n^ "))
                    })
                    .collect();
                format!("{}\n\n{}", line(who), quoted.join("\n^ \n"))
            }
        });
    }
    parts.push("---".to_owned());
    parts.extend(draft.closing.iter().map(|text| line(text)));
    parts.join("\n\n")
}

/// A text that begins a line.
fn line(text: &str) -> String {
    let escaped = inline(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return match escaped.split_at_checked(digits) {
            Some((number, rest)) if rest.starts_with('.') => format!("{number}\\{rest}"),
            _ => escaped,
        };
    }
    match text.chars().next() {
        Some('#' | '*' | '-' | '+' | '_' | '~' | '`' | '|') => format!("\\{escaped}"),
        Some('^' | '=' | ':' | '•') => format!("{INVISIBLE}{escaped}"),
        _ => escaped,
    }
}

/// A text with its brackets and backslashes escaped. They stay as they are in links, which
/// would lead elsewhere.
fn inline(text: &str) -> String {
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            if word.starts_with("https://") || word.starts_with("http://") {
                return word.to_owned();
            }
            let mut escaped = String::with_capacity(word.len());
            for char in word.chars() {
                if matches!(char, '\\' | '[' | ']') {
                    escaped.push('\\');
                }
                escaped.push(char);
            }
            escaped
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_words_are_no_markup() {
        for (text, expected) in [
            ("Parking permits", "Parking permits"),
            ("# heading", "\\# heading"),
            ("* point", "\\* point"),
            ("- point", "\\- point"),
            ("---", "\\---"),
            ("1. first", "1\\. first"),
            ("1 first", "1 first"),
            ("24.5 litres", "24\\.5 litres"),
            ("> said", "> said"),
            ("| a | b |", "\\| a | b |"),
            ("^ aside", "\u{200b}^ aside"),
            ("=====", "\u{200b}====="),
            (
                "[here](https://example.org) a\\b",
                "\\[here\\](https://example.org) a\\\\b",
            ),
            (
                "see https://example.org/?a[]=1",
                "see https://example.org/?a[]=1",
            ),
        ] {
            assert_eq!(line(text), expected);
        }
    }
}
