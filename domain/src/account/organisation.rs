//! Whose service it is: shown in the footer of payment pages, and asked for before a
//! service goes live.

use url::Url;

use crate::postcode::is_uk_postcode;

/// The longest name of an organisation, in characters (as in GOV.UK Pay).
pub const ORGANISATION_NAME_MAX: usize = 100;
/// The longest line of an address, in characters.
pub const ADDRESS_LINE_MAX: usize = 255;
/// The longest postcode, in characters.
pub const POSTCODE_MAX: usize = 25;
/// The longest telephone number, in characters.
pub const TELEPHONE_MAX: usize = 40;

/// A public body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its name, at most [`ORGANISATION_NAME_MAX`] characters.
    pub name: String,
    /// Building and street.
    pub line1: String,
    /// More of that.
    pub line2: Option<String>,
    /// Town or city.
    pub city: String,
    /// The postcode, at most [`POSTCODE_MAX`] characters.
    pub postcode: String,
    /// The country, by its two letters (ISO 3166-1).
    pub country: String,
    /// The telephone number.
    pub telephone: Option<String>,
    /// The website's address, `http` or `https`.
    pub website: Option<String>,
}

/// What somebody typed of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedOrganisation {
    /// Its name.
    pub name: String,
    /// Building and street.
    pub line1: String,
    /// More of that.
    pub line2: String,
    /// Town or city.
    pub city: String,
    /// The postcode.
    pub postcode: String,
    /// The country.
    pub country: String,
    /// The telephone number.
    pub telephone: String,
    /// The website's address.
    pub website: String,
}

/// A part of an [`Organisation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganisationPart {
    /// Its name.
    Name,
    /// Building and street.
    Line1,
    /// More of that.
    Line2,
    /// Town or city.
    City,
    /// The postcode.
    Postcode,
    /// The country.
    Country,
    /// The telephone number.
    Telephone,
    /// The website's address.
    Website,
}

/// What is wrong with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartProblem {
    /// It is missing.
    Missing,
    /// It is over so many characters.
    TooLong(usize),
    /// It has a character that would look like markup, or a control character.
    Forbidden,
    /// It is not what it should be.
    Malformed,
}

impl Organisation {
    /// Reads what was typed; every part that is wrong is told, in order.
    pub fn parse(typed: &TypedOrganisation) -> Result<Self, Vec<(OrganisationPart, PartProblem)>> {
        use OrganisationPart as P;
        let mut problems = Vec::new();
        let mut part = |part, text: &str, max, needed| {
            let text = text.trim();
            let forbidden =
                |c: char| c.is_control() || super::service::FORBIDDEN_IN_NAMES.contains(&c);
            let problem = if text.is_empty() && needed {
                Some(PartProblem::Missing)
            } else if text.chars().count() > max {
                Some(PartProblem::TooLong(max))
            } else if text.contains(forbidden) {
                Some(PartProblem::Forbidden)
            } else if is_malformed(part, text, typed.country.trim()) {
                Some(PartProblem::Malformed)
            } else {
                None
            };
            problems.extend(problem.map(|problem| (part, problem)));
            text.to_owned()
        };
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let organisation = Self {
            name: part(P::Name, &typed.name, ORGANISATION_NAME_MAX, true),
            line1: part(P::Line1, &typed.line1, ADDRESS_LINE_MAX, true),
            line2: some(part(P::Line2, &typed.line2, ADDRESS_LINE_MAX, false)),
            city: part(P::City, &typed.city, ADDRESS_LINE_MAX, true),
            postcode: part(P::Postcode, &typed.postcode, POSTCODE_MAX, true),
            country: part(P::Country, &typed.country, 2, true),
            telephone: some(part(P::Telephone, &typed.telephone, TELEPHONE_MAX, false)),
            website: some(part(P::Website, &typed.website, ADDRESS_LINE_MAX, false)),
        };
        if problems.is_empty() {
            Ok(organisation)
        } else {
            Err(problems)
        }
    }

    /// The same as it would be typed.
    pub fn typed(&self) -> TypedOrganisation {
        TypedOrganisation {
            name: self.name.clone(),
            line1: self.line1.clone(),
            line2: self.line2.clone().unwrap_or_default(),
            city: self.city.clone(),
            postcode: self.postcode.clone(),
            country: self.country.clone(),
            telephone: self.telephone.clone().unwrap_or_default(),
            website: self.website.clone().unwrap_or_default(),
        }
    }
}

/// The United Kingdom, whose postcodes have a shape.
const UK: &str = "GB";

fn is_malformed(part: OrganisationPart, text: &str, country: &str) -> bool {
    match part {
        OrganisationPart::Postcode => country == UK && !is_uk_postcode(text),
        OrganisationPart::Country => {
            text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_uppercase())
        }
        OrganisationPart::Telephone => {
            let digits = text.chars().filter(char::is_ascii_digit).count();
            !text.is_empty() && digits < 7
        }
        OrganisationPart::Website => {
            let web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
            !text.is_empty() && !Url::parse(text).as_ref().is_ok_and(web)
        }
        OrganisationPart::Name
        | OrganisationPart::Line1
        | OrganisationPart::Line2
        | OrganisationPart::City => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedOrganisation {
        TypedOrganisation {
            name: " Environment Agency ".to_owned(),
            line1: "1 Water Lane".to_owned(),
            city: "Bristol".to_owned(),
            postcode: "BS1 5AH".to_owned(),
            country: "GB".to_owned(),
            website: "https://rivers.example.org/".to_owned(),
            ..TypedOrganisation::default()
        }
    }

    #[test]
    fn what_is_right_is_read_and_reads_the_same_again() {
        let organisation = Organisation::parse(&typed()).unwrap();

        assert_eq!(organisation.name, "Environment Agency");
        assert_eq!(organisation.line2, None);
        assert_eq!(Organisation::parse(&organisation.typed()), Ok(organisation));
    }

    #[test]
    fn a_postcode_of_the_united_kingdom_has_its_shape() {
        for (country, postcode, expected) in [
            ("GB", "BS1 5AH", true),
            ("GB", "BS1", false),
            ("GB", "75001", false),
            ("FR", "75001", true),
        ] {
            let typed = TypedOrganisation {
                country: country.to_owned(),
                postcode: postcode.to_owned(),
                ..typed()
            };
            let problem = Err(vec![(OrganisationPart::Postcode, PartProblem::Malformed)]);
            let read = Organisation::parse(&typed).map(|_| ());
            assert_eq!(read, if expected { Ok(()) } else { problem }, "{postcode}");
        }
    }

    #[test]
    fn every_part_that_is_wrong_is_told() {
        let wrong = TypedOrganisation {
            name: "<b>".to_owned(),
            line1: String::new(),
            line2: "x".repeat(256),
            country: "Wales".to_owned(),
            telephone: "12".to_owned(),
            website: "javascript:alert(1)".to_owned(),
            ..typed()
        };
        use OrganisationPart as P;
        assert_eq!(
            Organisation::parse(&wrong),
            Err(vec![
                (P::Name, PartProblem::Forbidden),
                (P::Line1, PartProblem::Missing),
                (P::Line2, PartProblem::TooLong(255)),
                (P::Country, PartProblem::TooLong(2)),
                (P::Telephone, PartProblem::Malformed),
                (P::Website, PartProblem::Malformed),
            ])
        );
    }
}
