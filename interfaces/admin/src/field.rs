//! Form fields as pages show them, and what is wrong with them.

/// One line to type into. Its name in the form is its id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    pub(crate) id: &'static str,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) value: String,
    pub(crate) kind: &'static str,
    pub(crate) autocomplete: &'static str,
    /// A class of the stylesheet: how long an answer is expected.
    pub(crate) width: &'static str,
    pub(crate) max_length: usize,
    pub(crate) digits: bool,
    pub(crate) problem: Option<String>,
}

/// A choice of one among several.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    /// The name in the form; ids of the options begin with it.
    pub(crate) id: &'static str,
    pub(crate) legend: String,
    pub(crate) hint: Option<String>,
    pub(crate) options: Vec<Choice>,
    pub(crate) problem: Option<String>,
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) checked: bool,
}

/// What is wrong with a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Problems(Vec<Problem>);

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The field's id.
    pub(crate) field: &'static str,
    /// What to do about it.
    pub(crate) text: String,
}

impl Field {
    /// A line of text.
    pub(crate) fn text(id: &'static str, label: &str) -> Self {
        Self {
            id,
            label: label.to_owned(),
            kind: "text",
            autocomplete: "off",
            max_length: 255,
            ..Self::default()
        }
    }

    /// An e-mail address.
    pub(crate) fn email(id: &'static str, label: &str) -> Self {
        Self {
            kind: "email",
            autocomplete: "username",
            max_length: 254,
            ..Self::text(id, label)
        }
    }

    /// A password: `current-password` or `new-password`. It never comes back.
    pub(crate) fn password(id: &'static str, label: &str, autocomplete: &'static str) -> Self {
        Self {
            kind: "password",
            autocomplete,
            max_length: 256,
            ..Self::text(id, label)
        }
    }

    /// The same with a hint.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// The same with what was typed.
    pub(crate) fn value(self, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..self
        }
    }

    /// The same with what is wrong with it, if anything.
    pub(crate) fn problem(self, problems: &Problems) -> Self {
        let problem = problems.of(self.id).map(str::to_owned);
        Self { problem, ..self }
    }
}

impl Choices {
    /// A choice with this question.
    pub(crate) fn new(id: &'static str, legend: &str, options: Vec<Choice>) -> Self {
        Self {
            id,
            legend: legend.to_owned(),
            options,
            ..Self::default()
        }
    }

    /// The same with what is wrong with it, if anything.
    pub(crate) fn problem(self, problems: &Problems) -> Self {
        let problem = problems.of(self.id).map(str::to_owned);
        Self { problem, ..self }
    }
}

impl Choice {
    /// An answer that is not chosen yet.
    pub(crate) fn new(value: &str, label: &str) -> Self {
        Self {
            value: value.to_owned(),
            label: label.to_owned(),
            hint: None,
            checked: false,
        }
    }
}

impl Problems {
    /// Nothing is wrong.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// One thing is wrong.
    pub(crate) fn one(field: &'static str, text: impl Into<String>) -> Self {
        let mut problems = Self::none();
        problems.add(field, text);
        problems
    }

    /// Something else is wrong.
    pub(crate) fn add(&mut self, field: &'static str, text: impl Into<String>) {
        let text = text.into();
        self.0.push(Problem { field, text });
    }

    /// What is wrong with this field.
    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        let here = |problem: &&Problem| problem.field == field;
        self.0
            .iter()
            .find(here)
            .map(|problem| problem.text.as_str())
    }

    /// Whether all is well.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything that is wrong.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}
