//! Responses: per operation one enum of its successes and one of its failures, and nothing else.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{docs, ident};
use crate::model::{Contract, HeaderKind, Operation, Response};
use crate::names::{pascal, status};

pub(super) fn all(contract: &Contract) -> Vec<TokenStream> {
    contract
        .operations
        .iter()
        .flat_map(|operation| [success(operation), failure(operation)])
        .collect()
}

pub(super) fn success_name(operation: &Operation) -> proc_macro2::Ident {
    ident(&format!("{}Success", pascal(&operation.id)))
}

pub(super) fn failure_name(operation: &Operation) -> proc_macro2::Ident {
    ident(&format!("{}Failure", pascal(&operation.id)))
}

fn success(operation: &Operation) -> TokenStream {
    let about = format!(" How `{}` can succeed.", operation.id);
    let responses = operation.responses.iter();
    responses_enum(
        success_name(operation),
        &about,
        responses.filter(|response| response.status < 300),
    )
}

fn failure(operation: &Operation) -> TokenStream {
    let about = format!(" How `{}` can fail.", operation.id);
    let responses = operation.responses.iter();
    responses_enum(
        failure_name(operation),
        &about,
        responses.filter(|response| response.status >= 300),
    )
}

fn responses_enum<'a>(
    name: proc_macro2::Ident,
    about: &str,
    responses: impl Iterator<Item = &'a Response>,
) -> TokenStream {
    let variants = responses.map(variant);
    quote! {
        #[doc = #about]
        #[derive(Debug, Clone, PartialEq, ApiResponse)]
        pub enum #name { #(#variants),* }
    }
}

fn variant(response: &Response) -> TokenStream {
    let code = Literal::u16_unsuffixed(response.status);
    let name = ident(status(response.status).unwrap_or("Other"));
    let about = docs(&response.description);
    let body = response.component.as_ref().map(|component| {
        let component = ident(component);
        quote! { Json<#component> }
    });
    let headers = response.headers.iter().map(|header| {
        let name = &header.name;
        let about = docs(&header.description);
        let value = match header.kind {
            HeaderKind::Text => quote! { String },
            HeaderKind::Integer => quote! { i32 },
        };
        quote! { #about #[oai(header = #name)] #value }
    });
    let fields: Vec<_> = body.into_iter().chain(headers).collect();
    let fields = (!fields.is_empty()).then(|| quote! { (#(#fields),*) });
    quote! { #about #[oai(status = #code)] #name #fields }
}
