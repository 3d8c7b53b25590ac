//! What opens an account at a PSP: entered by staff, sealed at rest, never shown again.
//!
//! An account may have had several; one at most is in use, and retired ones stay for
//! what was paid through them.

use secrecy::{ExposeSecret, SecretString};
use strum::IntoStaticStr;

use super::{GatewayAccount, Provider};
use crate::{AccountId, CredentialsId, Timestamp};

/// The longest value of a field, in characters.
pub const CREDENTIAL_MAX: usize = 255;

/// One set of credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// Their name in our records.
    pub id: CredentialsId,
    /// The account they are for.
    pub account: AccountId,
    /// The PSP they open.
    pub provider: Provider,
    /// What is no secret of them, by field.
    pub shown: Vec<(String, String)>,
    /// All of them, sealed.
    pub sealed: Vec<u8>,
    /// Whether they are in use.
    pub state: CredentialsState,
    /// The address of who entered them.
    pub entered_by: String,
    /// When.
    pub entered_at: Timestamp,
    /// When they came into use.
    pub activated_at: Option<Timestamp>,
    /// When they went out of use.
    pub retired_at: Option<Timestamp>,
}

/// Whether credentials are in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum CredentialsState {
    /// Not yet.
    Entered,
    /// They are.
    Active,
    /// Not any more, except for what was paid with them.
    Retired,
}

/// A field of a PSP's credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CredentialField {
    /// Its name in forms and records.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What helps to find it.
    pub hint: &'static str,
    /// Whether it is never shown again.
    pub is_secret: bool,
    /// Whether it may be left out.
    pub is_optional: bool,
    shape: Shape,
}

/// What a value must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Printable, without spaces around.
    Printable,
    /// Begins with one of these.
    Begins(&'static [&'static str]),
    /// So many lower-case hexadecimal digits.
    Hex(usize),
    /// A UUID.
    Uuid,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// It is missing.
    Missing,
    /// It is over [`CREDENTIAL_MAX`] characters.
    TooLong,
    /// It does not look as it does at the PSP.
    Malformed,
    /// The account takes orders by telephone, and the merchant code is not for that.
    NotForTelephone,
}

/// Values by field, sound and complete.
#[derive(Clone, Debug)]
pub struct CredentialValues(Vec<(CredentialField, SecretString)>);

const WORLDPAY: &[CredentialField] = &[
    CredentialField::plain(
        "merchant_code",
        "Merchant code",
        "Worldpay calls it administrative code too",
        Shape::Printable,
    ),
    CredentialField::plain(
        "username",
        "Username",
        "The user name of the XML interface, not your own",
        Shape::Printable,
    ),
    CredentialField::secret(
        "password",
        "Password",
        "The password of the XML interface, not your own",
        Shape::Printable,
    ),
    CredentialField::plain(
        "organisational_unit_id",
        "Organisational unit ID",
        "For 3-D Secure: 24 digits and letters",
        Shape::Hex(24),
    )
    .optional(),
    CredentialField::plain(
        "issuer",
        "Issuer",
        "For 3-D Secure: 24 digits and letters",
        Shape::Hex(24),
    )
    .optional(),
    CredentialField::secret(
        "jwt_mac_key",
        "JWT MAC key",
        "For 3-D Secure: like 3751b5f1-4fef-4306-bc09-99df6320d5b8",
        Shape::Uuid,
    )
    .optional(),
];
const STRIPE: &[CredentialField] = &[
    CredentialField::plain(
        "account_id",
        "Account ID",
        "Begins with acct_",
        Shape::Begins(&["acct_"]),
    ),
    CredentialField::secret(
        "secret_key",
        "Secret key",
        "Begins with sk_test_ or sk_live_",
        Shape::Begins(&["sk_test_", "sk_live_", "rk_test_", "rk_live_"]),
    ),
    CredentialField::secret(
        "webhook_secret",
        "Webhook signing secret",
        "Begins with whsec_",
        Shape::Begins(&["whsec_"]),
    ),
];
/// How the merchant codes end that Worldpay gives for orders by telephone.
const TELEPHONE_CODES: [&str; 3] = ["MOTO", "MOTOGBP", "MOTONI"];

impl CredentialField {
    const fn plain(
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        shape: Shape,
    ) -> Self {
        Self {
            name,
            label,
            hint,
            is_secret: false,
            is_optional: false,
            shape,
        }
    }

    const fn secret(
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        shape: Shape,
    ) -> Self {
        Self {
            is_secret: true,
            ..Self::plain(name, label, hint, shape)
        }
    }

    const fn optional(self) -> Self {
        Self {
            is_optional: true,
            ..self
        }
    }

    fn problem(&self, value: &str) -> Option<FieldProblem> {
        if value.is_empty() {
            return (!self.is_optional).then_some(FieldProblem::Missing);
        }
        if value.chars().count() > CREDENTIAL_MAX {
            return Some(FieldProblem::TooLong);
        }
        let sound = value.chars().all(|c| !c.is_control())
            && match self.shape {
                Shape::Printable => true,
                Shape::Begins(beginnings) => beginnings
                    .iter()
                    .any(|beginning| value.starts_with(beginning) && value.len() > beginning.len()),
                Shape::Hex(length) => {
                    let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
                    value.len() == length && value.bytes().all(digit)
                }
                Shape::Uuid => value.len() == 36 && uuid::Uuid::try_parse(value).is_ok(),
            };
        (!sound).then_some(FieldProblem::Malformed)
    }
}

impl Provider {
    /// What opens an account there; nothing at the sandbox.
    pub fn credential_fields(self) -> &'static [CredentialField] {
        match self {
            Self::Sandbox => &[],
            Self::Worldpay => WORLDPAY,
            Self::Stripe => STRIPE,
        }
    }
}

impl CredentialValues {
    /// Reads what was typed for an account, field by field; every field that is wrong
    /// is told. Fields that belong together are all there, or none.
    pub fn parse(
        account: &GatewayAccount,
        provider: Provider,
        typed: impl Fn(&str) -> SecretString,
    ) -> Result<Self, Vec<(CredentialField, FieldProblem)>> {
        let fields = provider.credential_fields();
        let values: Vec<(CredentialField, SecretString)> = fields
            .iter()
            .map(|field| {
                (
                    *field,
                    SecretString::from(typed(field.name).expose_secret().trim()),
                )
            })
            .collect();
        let is_there =
            |(_, value): &&(CredentialField, SecretString)| !value.expose_secret().is_empty();
        let optional = || values.iter().filter(|(field, _)| field.is_optional);
        let half =
            optional().any(|pair| is_there(&pair)) && !optional().all(|pair| is_there(&pair));
        let problems: Vec<(CredentialField, FieldProblem)> = values
            .iter()
            .filter_map(|(field, value)| {
                let value = value.expose_secret();
                let missing = (half && field.is_optional && value.is_empty())
                    .then_some(FieldProblem::Missing);
                let telephone = (account.allows_moto
                    && field.name == "merchant_code"
                    && !TELEPHONE_CODES.iter().any(|end| value.ends_with(end)))
                .then_some(FieldProblem::NotForTelephone);
                let problem = field.problem(value).or(missing).or(telephone);
                problem.map(|problem| (*field, problem))
            })
            .collect();
        if problems.is_empty() {
            Ok(Self(
                values.into_iter().filter(|pair| is_there(&pair)).collect(),
            ))
        } else {
            Err(problems)
        }
    }

    /// What may be shown again.
    pub fn shown(&self) -> Vec<(String, String)> {
        let plain = self.0.iter().filter(|(field, _)| !field.is_secret);
        plain
            .map(|(field, value)| (field.name.to_owned(), value.expose_secret().to_owned()))
            .collect()
    }

    /// All of them as one secret, a line each, to be sealed.
    pub fn lines(&self) -> SecretString {
        let lines = self.0.iter();
        lines
            .map(|(field, value)| format!("{}={}\n", field.name, value.expose_secret()))
            .collect::<String>()
            .into()
    }
}

impl Credentials {
    /// Where they are sealed for: they open nowhere else.
    pub fn place(account: &AccountId, id: &CredentialsId) -> String {
        format!("credentials {account} {id}")
    }
}

impl CredentialsState {
    /// The word in records.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Mode, Service, ServiceName};
    use crate::{ServiceId, Timestamp};

    fn account() -> GatewayAccount {
        let now = Timestamp::from_millis(0);
        let name = ServiceName::stored("Fishing licences");
        let service = Service::new(ServiceId::from_random([1; 26]), name, now);
        let id = AccountId::from_random([2; 26]);
        GatewayAccount::open(id, &service, Mode::Test, Provider::Sandbox, now)
    }

    fn parse(
        account: &GatewayAccount,
        provider: Provider,
        typed: &[(&str, &str)],
    ) -> Result<CredentialValues, Vec<(&'static str, FieldProblem)>> {
        let value = |name: &str| {
            let found = typed.iter().find(|(typed, _)| *typed == name);
            SecretString::from(found.map_or("", |(_, value)| value))
        };
        let values = CredentialValues::parse(account, provider, value);
        values.map_err(|problems| problems.into_iter().map(|(f, p)| (f.name, p)).collect())
    }

    const USUAL: &[(&str, &str)] = &[
        ("merchant_code", " FISHING "),
        ("username", "XML"),
        ("password", "=p4ss word="),
    ];

    #[test]
    fn secrets_are_kept_and_not_shown() {
        let values = parse(&account(), Provider::Worldpay, USUAL).unwrap();

        let shown = [("merchant_code", "FISHING"), ("username", "XML")];
        assert_eq!(
            values.shown(),
            shown.map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
        let lines = "merchant_code=FISHING\nusername=XML\npassword==p4ss word=\n";
        assert_eq!(values.lines().expose_secret(), lines);
        assert!(!format!("{values:?}").contains("p4ss"));
    }

    #[test]
    fn every_field_that_is_wrong_is_told() {
        use FieldProblem as P;
        let moto = GatewayAccount {
            allows_moto: true,
            ..account()
        };
        for (account, provider, typed, expected) in [
            (
                account(),
                Provider::Worldpay,
                vec![],
                vec![
                    ("merchant_code", P::Missing),
                    ("username", P::Missing),
                    ("password", P::Missing),
                ],
            ),
            (
                moto,
                Provider::Worldpay,
                USUAL.to_vec(),
                vec![("merchant_code", P::NotForTelephone)],
            ),
            (
                account(),
                Provider::Worldpay,
                [USUAL, &[("issuer", "XYZ")]].concat(),
                vec![
                    ("organisational_unit_id", P::Missing),
                    ("issuer", P::Malformed),
                    ("jwt_mac_key", P::Missing),
                ],
            ),
            (
                account(),
                Provider::Stripe,
                vec![
                    ("account_id", "acct_"),
                    ("secret_key", "sk_test_1"),
                    ("webhook_secret", "x\ny"),
                ],
                vec![
                    ("account_id", P::Malformed),
                    ("webhook_secret", P::Malformed),
                ],
            ),
        ] {
            let problems = parse(&account, provider, &typed).unwrap_err();
            assert_eq!(problems, expected);
        }
    }
}
