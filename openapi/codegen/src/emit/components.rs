//! Components: a struct each, and an enum for every choice among words.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{docs, ident, tables};
use crate::model::{Component, Contract, Kind, Property, Shape, TextFormat};
use crate::names::{pascal, snake};

pub(super) fn all(contract: &Contract) -> Vec<TokenStream> {
    contract
        .components
        .iter()
        .map(|component| item(contract, component))
        .collect()
}

fn item(contract: &Contract, component: &Component) -> TokenStream {
    let name = ident(&component.name);
    let docs = docs(&component.description);
    match &component.shape {
        Shape::Alias(target) => {
            let target = ident(target);
            quote! { #docs pub type #name = #target; }
        }
        Shape::Map(kind) => map(component, kind),
        Shape::Object(properties) => object(contract, component, None, properties),
        Shape::Extends { base, own } => object(contract, component, Some(base), own),
    }
}

fn object(
    contract: &Contract,
    component: &Component,
    base: Option<&String>,
    properties: &[Property],
) -> TokenStream {
    let name = ident(&component.name);
    let docs = docs(&component.description);
    let base = base.map(|base| {
        let field = ident(&snake(base));
        let base = ident(base);
        quote! {
            /// What it shares with others of its kind.
            #[oai(flatten)]
            pub #field: #base,
        }
    });
    let fields = properties
        .iter()
        .map(|property| field(contract, component, property, properties));
    let choices = properties
        .iter()
        .filter_map(|property| choice(&component.name, property));
    let patterns = properties
        .iter()
        .filter_map(|property| patterned(&component.name, property));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Object)]
        pub struct #name { #base #(#fields),* }
        #(#choices)*
        #(#patterns)*
    }
}

fn field(
    contract: &Contract,
    component: &Component,
    property: &Property,
    siblings: &[Property],
) -> TokenStream {
    let owner = component.name.as_str();
    let name = field_name(property, siblings);
    let words = match &property.kind {
        Kind::Reference(target) => contract
            .component(target)
            .map_or("", |component| component.description.as_str()),
        _ => property.description.as_str(),
    };
    let docs = docs(words);
    let mut attributes = Vec::new();
    if name != property.name {
        let words = &property.name;
        attributes.push(quote! { rename = #words });
    }
    if matches!(property.kind, Kind::Boolean { default: Some(_) }) {
        attributes.push(quote! { default });
    }
    if property.deprecated {
        attributes.push(quote! { deprecated });
    }
    let plain = type_of(owner, &property.name, &property.kind);
    let has_default = matches!(property.kind, Kind::Boolean { default: Some(_) });
    let full = match (
        property.required || has_default,
        contract.admits_null(property),
    ) {
        (true, false) => plain,
        (true, true) => quote! { Nullable<#plain> },
        (false, false) => {
            attributes.push(quote! { skip_serializing_if_is_none });
            quote! { Option<#plain> }
        }
        (false, true) => {
            attributes.push(quote! { nullable });
            attributes.push(quote! { skip_serializing_if = "MaybeUndefined::is_undefined" });
            quote! { MaybeUndefined<#plain> }
        }
    };
    let validators = match property.kind {
        // poem-openapi would compile the pattern for every request: `Text` carries it instead.
        Kind::Text {
            pattern: Some(_), ..
        } => Vec::new(),
        _ => validators(&property.kind),
    };
    if !validators.is_empty() {
        attributes.push(quote! { validator(#(#validators),*) });
    }
    let attributes = (!attributes.is_empty()).then(|| quote! { #[oai(#(#attributes),*)] });
    let name = ident(&name);
    quote! { #docs #attributes pub #name: #full }
}

/// What a member is called in Rust. Where `links` and `_links` stand side by side, the latter is
/// `links_`.
fn field_name(property: &Property, siblings: &[Property]) -> String {
    let name = snake(&property.name);
    let is_taken = siblings
        .iter()
        .any(|other| other.name != property.name && snake(&other.name) == name);
    if is_taken && property.name.starts_with('_') {
        format!("{name}_")
    } else {
        name
    }
}

/// The limits, in the words of poem-openapi.
fn validators(kind: &Kind) -> Vec<TokenStream> {
    let mut validators = Vec::new();
    match kind {
        Kind::Text {
            min_length,
            max_length,
            ..
        } => {
            let (min, max) = (
                min_length.map(Literal::usize_unsuffixed),
                max_length.map(Literal::usize_unsuffixed),
            );
            validators.extend(min.map(|length| quote! { min_length = #length }));
            validators.extend(max.map(|length| quote! { max_length = #length }));
        }
        Kind::Integer {
            minimum, maximum, ..
        } => {
            let value = |bound: i64| bound.to_string();
            validators.extend(minimum.map(value).map(|v| quote! { minimum(value = #v) }));
            validators.extend(maximum.map(value).map(|v| quote! { maximum(value = #v) }));
        }
        Kind::List { max_items, .. } => {
            let max = max_items.map(Literal::usize_unsuffixed);
            validators.extend(max.map(|count| quote! { max_items = #count }));
        }
        _ => {}
    }
    validators
}

/// The Rust type of a value, never mind whether it must be there.
pub(super) fn type_of(owner: &str, name: &str, kind: &Kind) -> TokenStream {
    match kind {
        Kind::Text {
            pattern: Some(_), ..
        } => {
            let schema = schema_name(owner, name);
            quote! { Text<#schema> }
        }
        Kind::Text { format: None, .. } => quote! { String },
        Kind::Text {
            format: Some(TextFormat::DateTime),
            ..
        } => quote! { DateTime },
        Kind::Text {
            format: Some(TextFormat::Date),
            ..
        } => quote! { Date },
        Kind::Integer { wide: true, .. } => quote! { i64 },
        Kind::Integer { wide: false, .. } => quote! { i32 },
        Kind::Number => quote! { f64 },
        Kind::Boolean { .. } => quote! { bool },
        Kind::Choice(_) => {
            let name = ident(&format!("{owner}{}", pascal(name)));
            quote! { #name }
        }
        Kind::List { items, .. } => {
            let item = type_of(owner, name, items);
            quote! { Vec<#item> }
        }
        Kind::TextMap => quote! { BTreeMap<String, String> },
        Kind::ScalarMap { .. } => {
            let name = ident(&format!("{owner}{}", pascal(name)));
            quote! { Scalars<#name> }
        }
        Kind::Reference(target) => {
            let target = ident(target);
            quote! { #target }
        }
    }
}

fn choice(owner: &str, property: &Property) -> Option<TokenStream> {
    let Kind::Choice(values) = &property.kind else {
        return None;
    };
    let name = ident(&format!("{owner}{}", pascal(&property.name)));
    let docs = docs(&property.description);
    let variants = values.iter().map(|value| {
        let variant = ident(&pascal(value));
        let words = format!(" `{value}`");
        quote! { #[doc = #words] #[oai(rename = #value)] #variant }
    });
    Some(quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
        pub enum #name { #(#variants),* }
    })
}

/// The schema of text that has a pattern.
fn patterned(owner: &str, property: &Property) -> Option<TokenStream> {
    let Kind::Text {
        pattern: Some(_), ..
    } = &property.kind
    else {
        return None;
    };
    let name = &property.name;
    let about = format!(" The schema of `{name}`.");
    Some(described(
        &schema_name(owner, name),
        name,
        &about,
        &property.kind,
    ))
}

fn schema_name(owner: &str, name: &str) -> proc_macro2::Ident {
    ident(&format!("{owner}{}Schema", pascal(name)))
}

/// A type that stands for a schema.
fn described(schema: &proc_macro2::Ident, name: &str, about: &str, kind: &Kind) -> TokenStream {
    let kind = tables::kind(kind);
    quote! {
        #[doc = #about]
        #[derive(Debug, Clone, PartialEq)]
        pub struct #schema;

        impl Described for #schema {
            const NAME: &'static str = #name;
            const KIND: Kind = #kind;
        }
    }
}

/// An open map: its schema, which no derive can say, and a name for the type.
fn map(component: &Component, kind: &Kind) -> TokenStream {
    let name = ident(&component.name);
    let schema = ident(&format!("{}Schema", component.name));
    let docs = docs(&component.description);
    let about = format!(" The schema of [`{}`].", component.name);
    let described = described(&schema, &component.name, &about, kind);
    quote! {
        #docs
        pub type #name = Scalars<#schema>;

        #described
    }
}
