//! Who brings the card, and in which language the pages speak.

use strum::IntoStaticStr;

/// How a payment gets its authorisation.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString, strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum AuthorisationMode {
    /// The paying user types the card on the payment pages.
    Web,
    /// The service sends the card of somebody on the telephone or in a letter.
    MotoApi,
    /// The PSP keeps the card since an agreement was set up.
    Agreement,
    /// It was taken elsewhere, and reported to us.
    External,
}

/// The language of the payment pages.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    IntoStaticStr,
    strum::EnumString,
    strum::EnumIter,
)]
pub enum Language {
    /// English.
    #[default]
    #[strum(serialize = "en")]
    English,
    /// Welsh.
    #[strum(serialize = "cy")]
    Welsh,
}

impl AuthorisationMode {
    /// The word in `authorisation_mode`.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether nobody stands at the payment pages to confirm, so that an authorised
    /// payment goes on by itself.
    pub fn is_unattended(self) -> bool {
        match self {
            Self::MotoApi | Self::Agreement => true,
            Self::Web | Self::External => false,
        }
    }
}

impl Language {
    /// The code in `language`: `en` or `cy`.
    pub fn code(self) -> &'static str {
        self.into()
    }
}
