//! What is searched for, and how.

/// A card number that is authorised, and one that is declined, that fails, that
/// is not taken, that no table knows, and that is mistyped.
pub(crate) const GOOD: &str = "4444333322221111";
pub(crate) const AMEX: &str = "371449635398431";
pub(crate) const DECLINED: &str = "4000000000000002";
pub(crate) const FAILING: &str = "4000000000000119";
pub(crate) const NOT_TAKEN: &str = "6759649826438453";
pub(crate) const UNKNOWN: &str = "4539578763621486";
pub(crate) const MISTYPED: &str = "4716108999716532";
/// Security codes of three and of four digits.
pub(crate) const CODE: &str = "918";
pub(crate) const AMEX_CODE: &str = "9274";

/// What must not be found.
pub(crate) const SECRETS: [Secret; 9] = [
    Secret::Number(GOOD),
    Secret::Number(AMEX),
    Secret::Number(DECLINED),
    Secret::Number(FAILING),
    Secret::Number(NOT_TAKEN),
    Secret::Number(UNKNOWN),
    Secret::Number(MISTYPED),
    Secret::Code(CODE),
    Secret::Code(AMEX_CODE),
];
/// What must be found: it looks like a card number and is put where nothing is hidden.
pub(crate) const PLANTED: Secret = Secret::Number("6011111111111117");

/// Something to search for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Secret {
    /// A card number, found with blanks or dashes between its digits as well.
    Number(&'static str),
    /// A security code, found where it stands by itself.
    Code(&'static str),
}

/// Where a secret is found in these named texts: the name and what stands around it.
pub(crate) fn leaks(hay: &[(String, String)], secret: &Secret) -> Vec<String> {
    let found = hay.iter().filter_map(|(name, text)| {
        let around = match secret {
            Secret::Number(digits) => around(text, digits).or_else(|| {
                let joined: String = text.chars().filter(|c| !" -+".contains(*c)).collect();
                around(&joined, digits)
            }),
            Secret::Code(digits) => alone(text, digits),
        };
        around.map(|around| format!("{name}: {around}"))
    });
    found.collect()
}

fn around(text: &str, digits: &str) -> Option<String> {
    let at = text.find(digits)?;
    Some(context(text, at, digits.len()))
}

/// The digits as a word of their own: not inside a longer number, an id, a time
/// or a version.
fn alone(text: &str, digits: &str) -> Option<String> {
    let joins = |c: char| c.is_alphanumeric() || ".:_-#".contains(c);
    text.match_indices(digits)
        .find(|(at, _)| {
            let before = text[..*at].chars().next_back();
            let after = text[at + digits.len()..].chars().next();
            !before.is_some_and(joins) && !after.is_some_and(char::is_alphanumeric)
        })
        .map(|(at, _)| context(text, at, digits.len()))
}

fn context(text: &str, at: usize, length: usize) -> String {
    let start = text.floor_char_boundary(at.saturating_sub(100));
    let end = text.ceil_char_boundary((at + length + 60).min(text.len()));
    text[start..end].to_owned()
}

#[test]
fn numbers_are_found_however_they_are_written() {
    for text in [
        "x4444333322221111y",
        "4444 3333 2222 1111",
        "4444-3333-2222-1111",
        "card=4444+3333+2222+1111&",
    ] {
        let hay = [("here".to_owned(), text.to_owned())];
        assert_eq!(leaks(&hay, &Secret::Number(GOOD)).len(), 1, "{text}");
    }
}

#[test]
fn codes_are_found_as_words() {
    for (text, expected) in [
        ("cvc=918", 1),
        ("\"918\"", 1),
        ("(918)", 1),
        ("19183", 0),
        ("12:00:01.918Z", 0),
        ("id918", 0),
    ] {
        let hay = [("here".to_owned(), text.to_owned())];
        assert_eq!(leaks(&hay, &Secret::Code(CODE)).len(), expected, "{text}");
    }
}
