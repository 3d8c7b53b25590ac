//! How a service's payment pages look, within limits: two colours, each dark enough
//! for white text to be read on it.

/// The least contrast of text with what is behind it (WCAG 2.2, 1.4.3), times 100.
const CONTRAST_MIN: u32 = 450;

/// A service's colours; `None` is the pages' own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Branding {
    /// Behind the service's name, at the head of the page.
    pub header: Option<Colour>,
    /// Of the buttons that go on.
    pub button: Option<Colour>,
}

/// A colour that white text can be read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// Why a text is no colour for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColourError {
    /// It is not `#` and six hexadecimal digits.
    #[error("a colour is # and six hexadecimal digits")]
    Malformed,
    /// White text would be hard to read on it.
    #[error("white text cannot be read on it")]
    TooLight,
}

impl Colour {
    /// Reads `#1d70b8`.
    pub fn parse(text: &str) -> Result<Self, ColourError> {
        let digits = text.trim().strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(ColourError::Malformed);
        }
        let part = |range| {
            let digits = digits.get(range).unwrap_or_default();
            u8::from_str_radix(digits, 16).map_err(|_| ColourError::Malformed)
        };
        let colour = Self {
            red: part(0..2)?,
            green: part(2..4)?,
            blue: part(4..6)?,
        };
        if colour.contrast_with_white() < CONTRAST_MIN {
            return Err(ColourError::TooLight);
        }
        Ok(colour)
    }

    /// The contrast of white with this colour, times 100 (WCAG 2.2: 100 to 2100).
    fn contrast_with_white(self) -> u32 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let luminance =
            0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue);
        // At most 2100, so nothing is cut off.
        (105.0 / (luminance + 0.05)) as u32
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_refused() {
        for (text, expected) in [
            ("#0B1F2A", Ok("#0b1f2a")),
            (" #767676 ", Ok("#767676")),
            ("#777777", Err(ColourError::TooLight)),
            ("#ffffff", Err(ColourError::TooLight)),
            ("0b1f2a", Err(ColourError::Malformed)),
            ("#12345", Err(ColourError::Malformed)),
            ("#12345é", Err(ColourError::Malformed)),
            ("#000;}x", Err(ColourError::Malformed)),
        ] {
            let colour = Colour::parse(text).map(|colour| colour.to_string());
            assert_eq!(colour, expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn black_and_white_differ_most() {
        let black = Colour::parse("#000000").unwrap();
        assert_eq!(black.contrast_with_white(), 2100);
    }
}
