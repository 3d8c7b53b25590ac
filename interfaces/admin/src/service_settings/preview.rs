//! A picture of a payment page in a service's colours.

use domain::account::Branding;

/// The colours of payment pages whose service has chosen none.
pub(super) const USUAL_HEADER: &str = "#16232e";
/// The same of their buttons.
pub(super) const USUAL_BUTTON: &str = "#0a6150";

/// What the picture shows. The template draws it; colours are attributes of its shapes,
/// since inline styles are forbidden.
pub(super) struct Preview {
    pub(super) service_name: String,
    pub(super) header: String,
    pub(super) button: String,
    /// What the picture is, for those who do not see it.
    pub(super) told: String,
}

impl Preview {
    /// The picture for these colours.
    pub(super) fn of(service_name: &str, branding: Branding) -> Self {
        let header = colour_or(branding.header, USUAL_HEADER);
        let button = colour_or(branding.button, USUAL_BUTTON);
        Self {
            service_name: service_name.to_owned(),
            told: format!(
                "A payment page whose head is {header} and whose button is {button}, \
                 both with white words"
            ),
            header,
            button,
        }
    }
}

/// A colour as text, or the usual one.
pub(super) fn colour_or(colour: Option<domain::account::Colour>, usual: &str) -> String {
    colour.map_or_else(|| usual.to_owned(), |colour| colour.to_string())
}
