//! E-mails as plain text.

use super::draft::{Block, Draft};

/// The longest line, in characters. Links are never broken.
const WIDTH: usize = 72;

/// The whole e-mail.
pub(super) fn written(draft: &Draft) -> String {
    let mut parts = vec![wrapped(&draft.subject, "", "")];
    for block in &draft.blocks {
        parts.push(match block {
            Block::Paragraph(text) => wrapped(text, "", ""),
            Block::Facts(facts) => {
                let lines: Vec<String> = facts
                    .iter()
                    .map(|fact| wrapped(&format!("{}: {}", fact.name, fact.value), "", "  "))
                    .collect();
                lines.join("\n")
            }
            Block::Action { label, link } => format!("{label}:\n\n  {link}"),
            Block::Quote { who, paragraphs } => {
                let quoted: Vec<String> = paragraphs
                    .iter()
                    .map(|lines| {
                        let lines: Vec<String> =
                            lines.iter().map(|line| wrapped(line, "> ", "> ")).collect();
                        lines.join("\n")
                    })
                    .collect();
                format!("{}\n\n{}", wrapped(who, "", ""), quoted.join("\n>\n"))
            }
        });
    }
    parts.push("--".to_owned());
    let closing = draft.closing.iter().map(|text| wrapped(text, "", ""));
    format!(
        "{}\n{}\n",
        parts.join("\n\n"),
        closing.collect::<Vec<_>>().join("\n")
    )
}

/// A text in lines of at most [`WIDTH`] characters, unless a word is longer.
fn wrapped(text: &str, first: &str, others: &str) -> String {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in text.split(' ') {
        let longer = line.chars().count() + 1 + word.chars().count();
        if !is_empty && longer > WIDTH {
            lines.push(std::mem::replace(&mut line, others.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_longer_than_they_may_be_unless_a_word_is() {
        let long = "x".repeat(100);
        for (text, expected) in [
            ("".to_owned(), "> ".to_owned()),
            ("one two".to_owned(), "> one two".to_owned()),
            (
                format!("{} two", "y".repeat(66)),
                format!("> {} two", "y".repeat(66)),
            ),
            (
                format!("{} two", "y".repeat(67)),
                format!("> {}\n| two", "y".repeat(67)),
            ),
            (format!("one {long} two"), format!("> one\n| {long}\n| two")),
        ] {
            assert_eq!(wrapped(&text, "> ", "| "), expected);
        }
    }
}
