//! The shape of a complete UK postcode.

/// Second letters of an inward code never include these, because they are misread.
const NEVER_INWARD: [char; 6] = ['C', 'I', 'K', 'M', 'O', 'V'];

/// Whether a text is a complete UK postcode, with or without its space, in either case.
pub fn is_uk_postcode(typed: &str) -> bool {
    let code: Vec<char> = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if code.iter().collect::<String>() == "GIR0AA" {
        return true;
    }
    match code.as_slice() {
        [outward @ .., sector, first, second] => {
            is_outward(outward) && sector.is_ascii_digit() && is_unit(*first) && is_unit(*second)
        }
        _ => false,
    }
}

/// One or two letters, a digit, and perhaps another digit or letter.
fn is_outward(code: &[char]) -> bool {
    let rest = match code {
        [a, b, rest @ ..] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => rest,
        [a, rest @ ..] if a.is_ascii_uppercase() => rest,
        _ => return false,
    };
    match rest {
        [digit] => digit.is_ascii_digit(),
        [digit, last] => {
            digit.is_ascii_digit() && (last.is_ascii_digit() || last.is_ascii_uppercase())
        }
        _ => false,
    }
}

fn is_unit(letter: char) -> bool {
    letter.is_ascii_uppercase() && !NEVER_INWARD.contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complete_postcodes_are_told_from_others() {
        for (typed, expected) in [
            ("SW1A 1AA", true),
            ("ab1a1ab", true),
            ("M1 1AE", true),
            ("B33 8TH", true),
            ("CR2 6XH", true),
            ("DN55 1PT", true),
            ("W1A 0AX", true),
            ("GIR 0AA", true),
            (" e c 1 a 1 b b ", true),
            ("SW1A", false),
            ("1AA", false),
            ("", false),
            ("SW1A 1AV", false),
            ("SWW1 1AA", false),
            ("SW123 1AA", false),
            ("75001", false),
            ("É1 1AA", false),
        ] {
            assert_eq!(is_uk_postcode(typed), expected, "{typed}");
        }
    }
}
