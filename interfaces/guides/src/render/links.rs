//! Where a link in a guide leads, as its author wrote it and as a reader follows it.

use crate::fill::fill;
use crate::settings::GuidesSettings;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A guide, this one if none is named, and a place in it.
    Guide {
        /// The guide's name; empty for the one that holds the link.
        name: String,
        /// The place in it, if not its beginning.
        anchor: Option<String>,
    },
    /// Anywhere else.
    Elsewhere(String),
    /// Something that this installation does not have.
    Nowhere,
}

impl Destination {
    /// Reads what an author wrote: `refunds.md#by-staff` for a guide, so that the link works
    /// where the files are read too, `/sandbox` and `/outbox` for the sandbox's pages.
    pub(crate) fn read(written: &str, settings: &GuidesSettings) -> Self {
        let (path, anchor) = match written.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor.to_owned())),
            None => (written, None),
        };
        if path == "../../openapi/CHANGELOG.md" {
            let name = "revision-history".to_owned();
            return Self::Guide { name, anchor };
        }
        let guide = path.strip_suffix(".md").filter(|name| !name.contains('/'));
        if let Some(name) = guide.or(path.is_empty().then_some("").filter(|_| anchor.is_some())) {
            let name = name.to_owned();
            return Self::Guide { name, anchor };
        }
        if ["/sandbox", "/outbox"].contains(&path) {
            return match settings.sandbox {
                true => Self::Elsewhere(format!("{}{written}", settings.pages_url)),
                false => Self::Nowhere,
            };
        }
        match fill(written, settings) {
            filled if filled.is_empty() => Self::Nowhere,
            filled => Self::Elsewhere(filled.into_owned()),
        }
    }

    /// The address to follow.
    pub(crate) fn href(&self) -> Option<String> {
        match self {
            Self::Guide { name, anchor } => {
                let path = match name.as_str() {
                    "" => String::new(),
                    name => format!("/docs/{name}"),
                };
                let anchor = anchor.as_ref().map(|anchor| format!("#{anchor}"));
                Some(format!("{path}{}", anchor.unwrap_or_default()))
            }
            Self::Elsewhere(address) => Some(address.clone()),
            Self::Nowhere => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fill::tests::settings;

    #[test]
    fn links_lead_to_where_this_installation_has_things() {
        let sandbox = settings();
        let production = GuidesSettings {
            sandbox: false,
            support_url: None,
            ..settings()
        };
        for (written, in_sandbox, in_production) in [
            ("refunds.md", Some("/docs/refunds"), Some("/docs/refunds")),
            (
                "refunds.md#by-staff",
                Some("/docs/refunds#by-staff"),
                Some("/docs/refunds#by-staff"),
            ),
            ("#by-staff", Some("#by-staff"), Some("#by-staff")),
            (
                "../../openapi/CHANGELOG.md",
                Some("/docs/revision-history"),
                Some("/docs/revision-history"),
            ),
            (
                "/docs/explorer",
                Some("/docs/explorer"),
                Some("/docs/explorer"),
            ),
            (
                "{{support_url}}",
                Some("https://help.example.org/pay"),
                None,
            ),
            (
                "/sandbox#test-cards",
                Some("https://pay.example.org/sandbox#test-cards"),
                None,
            ),
        ] {
            let href = |settings: &GuidesSettings| Destination::read(written, settings).href();

            assert_eq!(href(&sandbox).as_deref(), in_sandbox, "{written}");
            assert_eq!(href(&production).as_deref(), in_production, "{written}");
        }
    }
}
