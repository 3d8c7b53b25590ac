//! A form on a page, to be filled in and sent as a browser sends it.

use scraper::{ElementRef, Selector};
use url::Url;

/// A form, with what would be sent of it.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes.
    pub action: Url,
    /// How: `GET` or `POST`.
    pub method: String,
    inputs: Vec<Input>,
    buttons: Vec<Button>,
}

#[derive(Clone, Debug)]
struct Input {
    id: String,
    name: String,
    value: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Hidden,
    Typed { length_max: Option<usize> },
    Chosen { values: Vec<String> },
    Ticked { value: String },
}

#[derive(Clone, Debug)]
struct Button {
    id: String,
    pair: Option<(String, String)>,
}

impl Form {
    /// Reads a `form` element of the page at this address.
    pub(super) fn read(url: &Url, element: ElementRef<'_>) -> Self {
        let action = element.attr("action").unwrap_or_default();
        let inside = |selector: &str| -> Vec<ElementRef<'_>> {
            let selector = Selector::parse(selector).expect("a selector");
            element.select(&selector).collect()
        };
        Self {
            action: url.join(action).expect("an address"),
            method: element.attr("method").unwrap_or("GET").to_uppercase(),
            inputs: inside("input, select, textarea")
                .into_iter()
                .filter(|input| input.attr("disabled").is_none())
                .filter_map(Input::read)
                .collect(),
            buttons: inside("button").into_iter().map(Button::read).collect(),
        }
    }

    /// Fills in a field by its name or its id, as a person could.
    ///
    /// # Panics
    ///
    /// When there is no such field, or it does not take such a value.
    #[must_use]
    pub fn with(mut self, field: &str, value: &str) -> Self {
        let input = self
            .inputs
            .iter_mut()
            .find(|input| input.name == field || input.id == field)
            .unwrap_or_else(|| panic!("the form has no field {field}"));
        input.fill(value);
        self
    }

    /// The same with several fields filled in.
    #[must_use]
    pub fn with_all(self, fields: &[(&str, &str)]) -> Self {
        fields
            .iter()
            .fold(self, |form, (field, value)| form.with(field, value))
    }

    /// The same form with a field's value forged, as no browser would by itself.
    #[must_use]
    pub fn forged(mut self, field: &str, value: &str) -> Self {
        for input in &mut self.inputs {
            if input.name == field {
                value.clone_into(&mut input.value);
            }
        }
        self
    }

    /// What a field holds now.
    pub fn value(&self, field: &str) -> &str {
        self.inputs
            .iter()
            .find(|input| input.name == field || input.id == field)
            .map_or("", |input| input.value.as_str())
    }

    /// What is sent when the button with this id is pressed.
    ///
    /// # Panics
    ///
    /// When the form has no such button.
    pub fn pressed(&self, button: &str) -> String {
        let button = self
            .buttons
            .iter()
            .find(|known| known.id == button)
            .unwrap_or_else(|| panic!("the form has no button {button}"));
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        for input in &self.inputs {
            pairs.append_pair(&input.name, &input.value);
        }
        if let Some((name, value)) = &button.pair {
            pairs.append_pair(name, value);
        }
        pairs.finish()
    }
}

impl Input {
    fn read(element: ElementRef<'_>) -> Option<Self> {
        let name = element.attr("name").filter(|name| !name.is_empty())?;
        let given = element.attr("value").unwrap_or_default().to_owned();
        let is_select = element.value().name() == "select";
        let (kind, value) = match element.attr("type").unwrap_or("text") {
            _ if is_select => chosen(element),
            "hidden" => (Kind::Hidden, given),
            "radio" | "checkbox" => {
                let ticked = element.attr("checked").is_some();
                let value = if ticked { given.clone() } else { String::new() };
                (Kind::Ticked { value: given }, value)
            }
            _ => {
                let length_max = element.attr("maxlength").and_then(|max| max.parse().ok());
                (Kind::Typed { length_max }, given)
            }
        };
        Some(Self {
            id: element.attr("id").unwrap_or_default().to_owned(),
            name: name.to_owned(),
            value,
            kind,
        })
    }

    fn fill(&mut self, value: &str) {
        let name = &self.name;
        match &self.kind {
            Kind::Hidden => panic!("{name} is hidden: nobody can fill it in"),
            Kind::Typed { length_max } => {
                let length = value.encode_utf16().count();
                assert!(
                    length_max.is_none_or(|max| length <= max),
                    "{name} does not take {length} characters"
                );
            }
            Kind::Chosen { values } => {
                assert!(values.iter().any(|v| v == value), "{name} has no {value}");
            }
            Kind::Ticked { value: own } => assert_eq!(own, value, "{name}"),
        }
        value.clone_into(&mut self.value);
    }
}

impl Button {
    fn read(element: ElementRef<'_>) -> Self {
        let pair = element.attr("name").map(|name| {
            let value = element.attr("value").unwrap_or_default();
            (name.to_owned(), value.to_owned())
        });
        Self {
            id: element.attr("id").unwrap_or_default().to_owned(),
            pair,
        }
    }
}

/// The options of a `select`, and the one that is chosen.
fn chosen(element: ElementRef<'_>) -> (Kind, String) {
    let selector = Selector::parse("option").expect("a selector");
    let options: Vec<ElementRef<'_>> = element
        .select(&selector)
        .filter(|option| option.attr("disabled").is_none())
        .collect();
    let value_of = |option: &ElementRef<'_>| option.attr("value").unwrap_or_default().to_owned();
    let selected = options
        .iter()
        .find(|option| option.attr("selected").is_some())
        .or(options.first())
        .map(value_of)
        .unwrap_or_default();
    let values = options.iter().map(value_of).collect();
    (Kind::Chosen { values }, selected)
}
