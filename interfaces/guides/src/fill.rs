//! The names in double braces that guides leave open.

use std::borrow::Cow;

use crate::settings::GuidesSettings;

/// What a guide says for an address of help that nobody set.
const NOWHERE: &str = "";

/// Replaces `{{api_url}}` and its like by what holds here. A name nobody knows stays as it is.
pub(crate) fn fill<'a>(text: &'a str, settings: &GuidesSettings) -> Cow<'a, str> {
    if !text.contains("{{") {
        return Cow::Borrowed(text);
    }
    let support_url = settings.support_url.as_deref().unwrap_or(NOWHERE);
    let filled = text
        .replace("{{product_name}}", &settings.product_name)
        .replace("{{api_url}}", &settings.api_url)
        .replace("{{pages_url}}", &settings.pages_url)
        .replace("{{support_url}}", support_url);
    Cow::Owned(filled)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An installation that goes by a name of its own.
    pub(crate) fn settings() -> GuidesSettings {
        GuidesSettings {
            product_name: "Northport Pay".to_owned(),
            api_url: "https://api.pay.example.org".to_owned(),
            pages_url: "https://pay.example.org".to_owned(),
            support_url: Some("https://help.example.org/pay".to_owned()),
            sandbox: true,
        }
    }

    #[test]
    fn what_is_known_is_filled_in_and_nothing_else() {
        for (text, expected) in [
            (
                "{{product_name}} at {{api_url}}/v1",
                "Northport Pay at https://api.pay.example.org/v1",
            ),
            ("{{samples x}} { {{", "{{samples x}} { {{"),
            ("plain", "plain"),
        ] {
            assert_eq!(fill(text, &settings()), expected);
        }
    }
}
