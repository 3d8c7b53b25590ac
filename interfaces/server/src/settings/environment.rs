//! Reading variables by their row in the table, and saying in one line what is
//! wrong with one.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use super::table::{Default, Setting};

/// A variable that cannot be used, and what to do about it, in one line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} {problem}; {remedy}")]
pub struct SettingsError {
    name: &'static str,
    problem: String,
    remedy: String,
}

impl SettingsError {
    /// `problem` follows the variable's name, `remedy` is an instruction.
    pub fn new(setting: &Setting, problem: impl Display, remedy: impl Display) -> Self {
        Self {
            name: setting.name,
            problem: problem.to_string(),
            remedy: remedy.to_string(),
        }
    }
}

/// The variables the program was started with.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// The variables of this process. Values that are not UTF-8 count as unset.
    pub fn of_process() -> Self {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self { variables }
    }

    /// Exactly these variables, for tests and for starting a second program in
    /// the same process.
    pub fn of<N: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let variables = variables
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        Self { variables }
    }

    /// The names of all variables, known or not.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(String::as_str)
    }

    /// The value as it was set. An empty variable counts as unset.
    pub fn set(&self, setting: &Setting) -> Option<&str> {
        self.variables
            .get(setting.name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The value as it was set, or the table's default where that is a value.
    pub fn text(&self, setting: &Setting) -> Option<&str> {
        self.set(setting).or(match setting.default {
            Default::Value(value) => Some(value),
            Default::Words(_) | Default::Nothing => None,
        })
    }

    /// A parsed value; `expected` says what to set instead of a bad one.
    ///
    /// # Errors
    ///
    /// When the value does not parse. Secret values are not repeated.
    pub fn parsed<T: FromStr>(
        &self,
        setting: &Setting,
        expected: &str,
    ) -> Result<Option<T>, SettingsError> {
        self.text(setting)
            .map(|text| text.parse().map_err(|_| refusal(setting, text, expected)))
            .transpose()
    }

    /// A whole number within `range`.
    ///
    /// # Errors
    ///
    /// When it is something else, or the table gives no default.
    pub fn number(
        &self,
        setting: &Setting,
        range: std::ops::RangeInclusive<u32>,
    ) -> Result<u32, SettingsError> {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let text = self.text(setting).unwrap_or_default();
        text.parse()
            .ok()
            .filter(|number| range.contains(number))
            .ok_or_else(|| refusal(setting, text, &expected))
    }

    /// The parts of a list separated by commas, empty ones left out.
    pub fn list(&self, setting: &Setting) -> Vec<&str> {
        self.text(setting)
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    }
}

/// A refusal that repeats the value unless it is secret.
pub(super) fn refusal(setting: &Setting, text: &str, expected: &str) -> SettingsError {
    let problem = if setting.secret {
        "cannot be used as it is set".to_owned()
    } else {
        format!("cannot be {text:?}")
    };
    SettingsError::new(setting, problem, format_args!("set it to {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::table;

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let environment = Environment::of([("BURSAR_LISTEN", "  ")]);
        assert_eq!(environment.text(&table::LISTEN), Some("127.0.0.1:8080"));
    }

    #[test]
    fn a_number_outside_its_range_is_refused_in_one_line() {
        let environment = Environment::of([("BURSAR_RETENTION_DAYS", "0")]);
        let error = environment
            .number(&table::RETENTION_DAYS, 1..=36_500)
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "BURSAR_RETENTION_DAYS cannot be \"0\"; set it to a whole number from 1 to 36500"
        );
    }

    #[test]
    fn a_secret_is_not_repeated() {
        let error = refusal(&table::SECRET_KEY, "hunter2", "something longer");
        assert!(!error.to_string().contains("hunter2"));
    }
}
