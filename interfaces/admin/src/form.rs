//! What a browser sent: the fields of a form or of an address, each taken once.
//!
//! Forms may carry passwords, so what was sent never prints itself.

use poem::{Body, FromRequest, Request, RequestBody, Result};
use secrecy::SecretString;

use crate::refusal::Refusal;

/// The largest form a page accepts, in bytes: twice the longest paragraph for e-mails, so
/// that one that is too long is refused in words.
const FORM_MAX_BYTES: usize = 128 * 1024;

/// The fields that have not been taken yet.
pub(crate) struct Form(Vec<(String, String)>);

/// The fields of the address, after the question mark.
pub(crate) struct Asked(pub(crate) Form);

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
        self.take_as_typed(name).trim().to_owned()
    }

    /// Takes a password as it was typed, white space and all.
    pub(crate) fn take_secret(&mut self, name: &str) -> SecretString {
        SecretString::from(self.take_as_typed(name))
    }

    /// Takes the values of every field with this name.
    pub(crate) fn take_all(&mut self, name: &str) -> Vec<String> {
        self.0
            .iter_mut()
            .filter(|(field, _)| field == name)
            .map(|(_, value)| std::mem::take(value).trim().to_owned())
            .collect()
    }

    fn take_as_typed(&mut self, name: &str) -> String {
        match self.0.iter_mut().find(|(field, _)| field == name) {
            Some((_, value)) => std::mem::take(value),
            None => String::new(),
        }
    }
}

impl<'a> FromRequest<'a> for Form {
    async fn from_request(_request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let body = body.take()?;
        Ok(Self::read(body)
            .await
            .map_err(|NotAForm| Refusal::BadForm)?)
    }
}

impl<'a> FromRequest<'a> for Asked {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> Result<Self> {
        let query = request.uri().query().unwrap_or_default();
        let form = Form::parse(query.as_bytes()).map_err(|NotAForm| Refusal::BadForm)?;
        Ok(Self(form))
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn fields_are_taken_by_name_and_trimmed_unless_they_are_secret() {
        let mut form = Form::parse(b"email=+a%40b.org+&password=+x+&state=1&state=2").unwrap();

        assert_eq!(form.take("email"), "a@b.org");
        assert_eq!(form.take_secret("password").expose_secret(), " x ");
        assert_eq!(form.take_all("state"), ["1", "2"]);
        assert_eq!(form.take("nothing"), "");
    }

    #[test]
    fn a_character_that_cannot_be_stored_makes_no_form() {
        assert!(Form::parse(b"email=Ada%00").is_err());
    }
}
