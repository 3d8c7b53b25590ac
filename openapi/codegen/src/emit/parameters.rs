//! Query parameters and headers: they reach the handler as sent, and its checks say what they may be.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, tables};
use crate::model::{Contract, Operation, Parameter, Place};
use crate::names::{pascal, snake};

pub(super) fn all(contract: &Contract) -> Vec<TokenStream> {
    let mut said = BTreeSet::new();
    let mut items = Vec::new();
    for operation in &contract.operations {
        for parameter in outside_path(operation) {
            let is_new = |name: &String| said.insert(name.clone());
            if parameter.shared.as_ref().is_none_or(is_new) {
                items.push(parameter_schema(operation, parameter));
            }
        }
        items.extend(bundle(operation));
    }
    items
}

/// The parameters that are not part of the path.
pub(super) fn outside_path(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place != Place::Path)
}

/// The type that stands for the schema of a parameter. Operations that share the parameter share
/// the type.
pub(super) fn schema_name(operation: &Operation, parameter: &Parameter) -> proc_macro2::Ident {
    ident(&match &parameter.shared {
        Some(name) => format!("{name}Parameter"),
        None => format!("{}{}", pascal(&operation.id), pascal(&parameter.name)),
    })
}

/// The type that holds all parameters of an operation outside its path, if it has any.
pub(super) fn bundle_name(operation: &Operation) -> Option<proc_macro2::Ident> {
    outside_path(operation)
        .next()
        .map(|_| ident(&format!("{}Parameters", pascal(&operation.id))))
}

fn parameter_schema(operation: &Operation, parameter: &Parameter) -> TokenStream {
    let name = schema_name(operation, parameter);
    let text = &parameter.name;
    let docs = docs(&parameter.description);
    let kind = tables::kind(&parameter.kind);
    let place = match parameter.place {
        Place::Path => quote! { Place::Path },
        Place::Query => quote! { Place::Query },
        Place::Header => quote! { Place::Header },
    };
    quote! {
        #docs
        #[derive(Debug)]
        pub struct #name;

        impl Described for #name {
            const NAME: &'static str = #text;
            const KIND: Kind = #kind;
            const PLACE: Place = #place;
        }
    }
}

fn bundle(operation: &Operation) -> Option<TokenStream> {
    let name = bundle_name(operation)?;
    let about = format!(" The parameters of `{}`, as sent.", operation.id);
    let fields = outside_path(operation).map(|parameter| {
        let docs = docs(&parameter.description);
        let field = ident(&snake(&parameter.name));
        let schema = schema_name(operation, parameter);
        quote! { #docs pub #field: Raw<#schema> }
    });
    Some(quote! {
        #[doc = #about]
        #[derive(Debug)]
        pub struct #name { #(#fields),* }
    })
}
