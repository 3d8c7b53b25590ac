//! A posted form: its fields by name, each taken once.
//!
//! Forms may carry card numbers, so a form never prints itself.

use poem::Body;

/// The largest form a page accepts, in bytes. The card form fills about 3,000.
const FORM_MAX_BYTES: usize = 32 * 1024;

/// The fields of a form that have not been taken yet.
pub(crate) struct Form(Vec<(String, String)>);

/// The body is no form, or is too large for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body is not a form")]
pub(crate) struct NotAForm;

impl Form {
    /// Reads an URL-encoded body.
    pub(crate) async fn read(body: Body) -> Result<Self, NotAForm> {
        let bytes = body
            .into_bytes_limit(FORM_MAX_BYTES)
            .await
            .map_err(|_| NotAForm)?;
        Self::parse(&bytes)
    }

    /// Reads URL-encoded bytes. Nobody types the character U+0000, and
    /// PostgreSQL cannot keep it.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, NotAForm> {
        let fields: Vec<(String, String)> =
            serde_urlencoded::from_bytes(bytes).map_err(|_| NotAForm)?;
        if fields.iter().any(|(_, value)| value.contains('\0')) {
            return Err(NotAForm);
        }
        Ok(Self(fields))
    }

    /// Takes a field's value without the white space around it; empty when there
    /// is none. Of fields with the same name, the first counts.
    pub(crate) fn take(&mut self, name: &str) -> String {
        match self.0.iter_mut().find(|(field, _)| field == name) {
            Some((_, value)) => trimmed(std::mem::take(value)),
            None => String::new(),
        }
    }
}

/// Trims in place where nothing has to move, so that secrets are not copied about.
fn trimmed(value: String) -> String {
    if value.trim().len() == value.len() {
        value
    } else {
        value.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_taken_by_name_and_trimmed() {
        let mut form =
            Form::parse(b"cardNo=+4242+4242+&cvc=737&cvc=999&city=M%C3%BCnchen").unwrap();

        assert_eq!(form.take("cardNo"), "4242 4242");
        assert_eq!(form.take("cvc"), "737");
        assert_eq!(form.take("city"), "München");
        assert_eq!(form.take("email"), "");
    }

    #[test]
    fn a_character_that_cannot_be_stored_makes_no_form() {
        assert!(Form::parse(b"cardholderName=Ada%00").is_err());
    }
}
