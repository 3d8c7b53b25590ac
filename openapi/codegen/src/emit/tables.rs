//! The limits of the contract as data, so that bodies can be checked member by member.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use crate::model::{Component, Contract, Kind, Property, Shape, TextFormat};
use crate::names::shouting;

/// A table for every object that a request body can hold.
pub(super) fn all(contract: &Contract) -> Vec<TokenStream> {
    let mut needed = BTreeSet::new();
    let mut bodies = BTreeSet::new();
    for operation in &contract.operations {
        if let Some(body) = &operation.body {
            bodies.insert(body.component.clone());
            collect(contract, &body.component, &mut needed);
        }
    }
    contract
        .components
        .iter()
        .filter(|component| needed.contains(&component.name))
        .filter_map(|component| table(contract, component, bodies.contains(&component.name)))
        .collect()
}

fn collect(contract: &Contract, name: &str, needed: &mut BTreeSet<String>) {
    if !needed.insert(name.to_owned()) {
        return;
    }
    for property in members(contract, name) {
        match &property.kind {
            Kind::Reference(target) => collect(contract, target, needed),
            Kind::List { items, .. } => {
                if let Kind::Reference(target) = items.as_ref() {
                    collect(contract, target, needed);
                }
            }
            _ => {}
        }
    }
}

/// The members of a component, its own and those that it takes over.
fn members<'a>(contract: &'a Contract, name: &str) -> Vec<&'a Property> {
    match contract.component(name).map(|component| &component.shape) {
        Some(Shape::Object(properties)) => properties.iter().collect(),
        Some(Shape::Alias(target)) => members(contract, target),
        Some(Shape::Extends { base, own }) => {
            let mut all = members(contract, base);
            all.extend(own);
            all
        }
        Some(Shape::Map(_)) | None => Vec::new(),
    }
}

fn table(contract: &Contract, component: &Component, is_body: bool) -> Option<TokenStream> {
    if matches!(component.shape, Shape::Map(_)) {
        return None;
    }
    let name = ident(&shouting(&component.name));
    let text = &component.name;
    let about = format!(" The limits of [`{}`].", component.name);
    let members = members(contract, &component.name)
        .into_iter()
        .map(|property| {
            let name = &property.name;
            let required = property.required;
            let kind = reference_or_kind(contract, &property.kind);
            quote! { Member { name: #name, required: #required, kind: #kind } }
        });
    let contracted = is_body.then(|| {
        let component = ident(&component.name);
        quote! {
            impl Contracted for #component {
                const SCHEMA: &'static ObjectSchema = &#name;
            }
        }
    });
    Some(quote! {
        #[doc = #about]
        pub static #name: ObjectSchema = ObjectSchema { name: #text, members: &[#(#members),*] };
        #contracted
    })
}

fn reference_or_kind(contract: &Contract, kind: &Kind) -> TokenStream {
    let Kind::Reference(target) = kind else {
        return self::kind(kind);
    };
    match contract.component(target).map(|component| &component.shape) {
        Some(Shape::Map(map)) => self::kind(map),
        _ => {
            let target = ident(&shouting(target));
            quote! { Kind::Object(&#target) }
        }
    }
}

/// A kind as the runtime's data.
pub(super) fn kind(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Text {
            format,
            min_length,
            max_length,
            pattern,
        } => {
            let format = option(format.map(|format| match format {
                TextFormat::DateTime => "date-time",
                TextFormat::Date => "date",
            }));
            let min_length = option(min_length.map(Literal::usize_unsuffixed));
            let max_length = option(max_length.map(Literal::usize_unsuffixed));
            let pattern = option(pattern.as_deref());
            quote! {
                Kind::Text {
                    format: #format,
                    min_length: #min_length,
                    max_length: #max_length,
                    pattern: #pattern,
                }
            }
        }
        Kind::Integer {
            wide,
            minimum,
            maximum,
            default,
        } => {
            let number = |value: &Option<i64>| option(value.map(Literal::i64_unsuffixed));
            let (minimum, maximum) = (number(minimum), number(maximum));
            let default = number(default);
            quote! {
                Kind::Integer {
                    wide: #wide,
                    minimum: #minimum,
                    maximum: #maximum,
                    default: #default,
                }
            }
        }
        Kind::Number => quote! { Kind::Number },
        Kind::Boolean { .. } => quote! { Kind::Boolean },
        Kind::Choice(values) => quote! { Kind::Choice(&[#(#values),*]) },
        Kind::List { items, .. } => {
            let item = self::kind(items);
            quote! { Kind::List(&#item) }
        }
        Kind::TextMap => {
            let text = self::kind(&Kind::Text {
                format: None,
                min_length: None,
                max_length: None,
                pattern: None,
            });
            quote! { Kind::Map { max_properties: None, values: &[#text] } }
        }
        Kind::ScalarMap {
            max_properties,
            values,
        } => {
            let max_properties = option(max_properties.map(Literal::usize_unsuffixed));
            let values = values.iter().map(self::kind);
            quote! { Kind::Map { max_properties: #max_properties, values: &[#(#values),*] } }
        }
        Kind::Reference(target) => {
            let target = ident(&shouting(target));
            quote! { Kind::Object(&#target) }
        }
    }
}

fn option<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote! { Some(#value) },
        None => quote! { None },
    }
}
