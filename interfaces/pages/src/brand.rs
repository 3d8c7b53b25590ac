//! A service's colours on its pages: a few rules in a stylesheet of their own.
//!
//! Inline styles are forbidden, so each pair of colours has an address. It carries
//! the colours and a hash of the rules, and answers for colours alone that a service
//! may choose.

use domain::account::{Branding, Colour};

use crate::assets;

/// What an address says instead of a colour that was not chosen.
const USUAL: &str = "usual";

/// The colours of one service, at least one of which is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Brand(Branding);

impl Brand {
    /// A service's own colours; `None` where it keeps the pages' colours.
    pub(crate) fn of(branding: Branding) -> Option<Self> {
        let chosen = branding.header.or(branding.button);
        chosen.map(|_| Self(branding))
    }

    /// The brand whose stylesheet has this name.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        let colours = name.strip_prefix("brand.")?.split('.').next()?;
        let (header, button) = colours.split_once('-')?;
        let brand = Self::of(Branding {
            header: colour(header)?,
            button: colour(button)?,
        });
        brand.filter(|brand| brand.name() == name)
    }

    /// The stylesheet's address.
    pub(crate) fn path(self) -> String {
        format!("/pages/assets/{}", self.name())
    }

    /// The colour at the head of the page, for the browser's own frame.
    pub(crate) fn header(self) -> Option<Colour> {
        self.0.header
    }

    /// The stylesheet.
    pub(crate) fn rules(self) -> String {
        let mut rules = String::new();
        if let Some(header) = self.0.header {
            let edge = darker(header);
            // Light grey could be too faint on a colour that white stands out from.
            rules.push_str(&format!(
                ".bar {{ background: {header}; border-color: {edge}; }}\n\
                 .bar__product {{ color: #fff; }}\n\
                 .bar__mark * {{ stroke: #fff; }}\n\
                 .summary {{ border-top-color: {header}; }}\n"
            ));
        }
        if let Some(button) = self.0.button {
            let deep = darker(button);
            rules.push_str(&format!(":root {{ --go: {button}; --go-deep: {deep}; }}\n"));
        }
        rules
    }

    fn name(self) -> String {
        let word = |colour: Option<Colour>| match colour {
            Some(colour) => colour.to_string().trim_start_matches('#').to_owned(),
            None => USUAL.to_owned(),
        };
        let (header, button) = (word(self.0.header), word(self.0.button));
        let hash = assets::fnv_1a(self.rules().as_bytes());
        format!("brand.{header}-{button}.{hash:016x}.css")
    }
}

/// Reads one colour of an address: `Some(None)` where none was chosen.
fn colour(word: &str) -> Option<Option<Colour>> {
    if word == USUAL {
        Some(None)
    } else {
        Colour::parse(&format!("#{word}")).ok().map(Some)
    }
}

/// The same colour with about a quarter less light, for edges and for buttons that
/// are pointed at.
fn darker(colour: Colour) -> String {
    let text = colour.to_string();
    let parts = [1..3, 3..5, 5..7].map(|part| {
        let digits = text.get(part).unwrap_or_default();
        let part = u16::from_str_radix(digits, 16).unwrap_or_default();
        format!("{:02x}", part * 18 / 25)
    });
    format!("#{}", parts.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branding(header: &str, button: &str) -> Branding {
        Branding {
            header: Colour::parse(header).ok(),
            button: Colour::parse(button).ok(),
        }
    }

    #[test]
    fn the_stylesheet_has_the_colours_and_is_found_by_its_name() {
        let brand = Brand::of(branding("#1d70b8", "#64323c")).unwrap();

        insta::assert_snapshot!(brand.rules(), @r"
        .bar { background: #1d70b8; border-color: #145084; }
        .bar__product { color: #fff; }
        .bar__mark * { stroke: #fff; }
        .summary { border-top-color: #1d70b8; }
        :root { --go: #64323c; --go-deep: #48242b; }
        ");
        assert_eq!(Brand::by_name(&brand.name()), Some(brand));
    }

    #[test]
    fn one_colour_alone_changes_nothing_else() {
        let brand = Brand::of(branding("", "#64323c")).unwrap();

        assert!(
            brand
                .path()
                .starts_with("/pages/assets/brand.usual-64323c.")
        );
        assert!(!brand.rules().contains(".bar"));
        assert_eq!(Brand::by_name(&brand.name()), Some(brand));
        assert_eq!(Brand::of(Branding::default()), None);
    }

    #[test]
    fn a_name_that_no_service_has_is_nobodys() {
        let good = Brand::of(branding("#1d70b8", "")).unwrap().name();
        for name in [
            "brand.usual-usual.0000000000000000.css",
            "brand.ffffff-usual.0000000000000000.css",
            "brand.1d70b8-usual.0000000000000000.css",
            "brand.1d70b8;}-usual.0000000000000000.css",
            "pages.css",
            "",
            &good.to_uppercase(),
            &good.replace(".css", ".js"),
        ] {
            assert_eq!(Brand::by_name(name), None, "{name}");
        }
    }
}
