//! The checks of the sandbox's `settle`. No client of old depends on their words.

use time::Date;
use time::macros::format_description;

use super::sandbox::{self, member};
use super::{Culprit, Violation};
use crate::contract::Body;
use crate::generated::sandbox::Settlement;

const SETTLED_DATE: &str = "settled_date";

/// The day to pay out on, if one is named.
pub(crate) fn parse(body: Body<Settlement>) -> Result<Option<Date>, Violation> {
    let document = sandbox::read(body)?;
    let Some(value) = member(&document, SETTLED_DATE) else {
        return Ok(None);
    };
    let field = Culprit::Field(SETTLED_DATE);
    let text = value
        .as_str()
        .ok_or_else(|| sandbox::malformed(field, "settled_date must be text".to_owned()))?;
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map(Some)
        .map_err(|_| {
            let words = "settled_date must be a date such as 2026-03-04";
            sandbox::not_allowed(field, words.to_owned())
        })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_day_may_be_named() {
        let no_date = "settled_date must be a date such as 2026-03-04";
        for (body, expected) in [
            ("{}", Ok(None)),
            (r#"{"settled_date":null}"#, Ok(None)),
            (
                r#"{"settled_date":"2026-03-04"}"#,
                Ok(Some(date!(2026 - 03 - 04))),
            ),
            (r#"{"settled_date":"2026-02-30"}"#, Err(no_date)),
            (r#"{"settled_date":"today"}"#, Err(no_date)),
            (r#"{"settled_date":4}"#, Err("settled_date must be text")),
            ("", Err("the body is not JSON")),
        ] {
            let found = parse(Body::read(body.as_bytes()));
            let found = found.as_ref().map_err(|refused| &*refused.description);
            assert_eq!(found.copied(), expected, "{body}");
        }
    }
}
