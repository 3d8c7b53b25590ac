//! Routes: per tag a trait to implement, and the poem-openapi object that calls it.

use proc_macro2::TokenStream;
use quote::quote;

use super::parameters::{bundle_name, outside_path, schema_name};
use super::responses::{failure_name, success_name};
use super::{docs, ident};
use crate::model::{Contract, Operation, Place, Tag};
use crate::names::{pascal, snake};

pub(super) fn all(contract: &Contract) -> Vec<TokenStream> {
    let mut items = vec![offered(contract)];
    for tag in &contract.tags {
        let operations: Vec<_> = contract
            .operations
            .iter()
            .filter(|operation| operation.tag == tag.name)
            .collect();
        items.push(api(tag, &operations));
        items.push(routes(tag, &operations));
    }
    items
}

/// Which methods each path offers, for whoever must say so when another is asked for.
fn offered(contract: &Contract) -> TokenStream {
    let mut paths: Vec<(&str, Vec<&Operation>)> = Vec::new();
    for operation in &contract.operations {
        match paths.last_mut() {
            Some((path, operations)) if *path == operation.path => operations.push(operation),
            _ => paths.push((&operation.path, vec![operation])),
        }
    }
    let paths = paths.iter().map(|(path, operations)| {
        let method = |operation: &&Operation| operation.method.to_ascii_uppercase();
        let methods = operations.iter().map(method);
        let takes_json = |operation: &&&Operation| operation.body.is_some();
        let with_body = operations.iter().filter(takes_json).map(method);
        let is_open = |operation: &&&Operation| operation.security.is_none();
        let without_key = operations.iter().filter(is_open).map(method);
        quote! {
            Offered {
                path: #path,
                methods: &[#(#methods),*],
                with_body: &[#(#with_body),*],
                without_key: &[#(#without_key),*],
            }
        }
    });
    quote! {
        /// The paths of the contract and the methods of each.
        pub static OFFERED: &[Offered] = &[#(#paths),*];
    }
}

fn api(tag: &Tag, operations: &[&Operation]) -> TokenStream {
    let name = ident(&format!("{}Api", pascal(&tag.name)));
    let docs = docs(&tag.description);
    let methods = operations.iter().map(|operation| {
        let about = format!(" {}", operation.summary);
        let method = ident(&snake(&operation.id));
        let caller = operation.security.as_ref().map(|scheme| {
            let scheme = ident(scheme);
            quote! { caller: #scheme, }
        });
        let path = path_parameters(operation).map(|name| quote! { #name: String, });
        let parameters = bundle_name(operation).map(|name| quote! { parameters: #name, });
        let body = operation.body.as_ref().map(|body| {
            let component = ident(&body.component);
            quote! { body: Body<#component>, }
        });
        let (success, failure) = (success_name(operation), failure_name(operation));
        quote! {
            #[doc = #about]
            fn #method(&self, #caller #(#path)* #parameters #body)
                -> impl Future<Output = Result<#success, #failure>> + Send;
        }
    });
    quote! {
        #docs
        pub trait #name: Send + Sync + 'static { #(#methods)* }
    }
}

fn routes(tag: &Tag, operations: &[&Operation]) -> TokenStream {
    let name = ident(&format!("{}Routes", pascal(&tag.name)));
    let api = ident(&format!("{}Api", pascal(&tag.name)));
    let tag_name = format!("ContractTags::{}", pascal(&tag.name));
    let about = format!(" Routes the operations of [`{api}`] to an implementation.");
    let methods = operations.iter().map(|operation| route(operation));
    quote! {
        #[doc = #about]
        #[derive(Debug)]
        pub struct #name<A>(pub Arc<A>);

        #[OpenApi(tag = #tag_name)]
        impl<A: #api> #name<A> { #(#methods)* }
    }
}

fn route(operation: &Operation) -> TokenStream {
    let about = docs(&operation.summary);
    let method = ident(&snake(&operation.id));
    let (id, verb) = (&operation.id, &operation.method);
    // poem-openapi takes `:id`; the `{id}` of the contract would compile and never match.
    let path = operation.path.replace('{', ":").replace('}', "");

    let caller = operation.security.as_ref().map(|scheme| {
        let scheme = ident(scheme);
        quote! { caller: #scheme, }
    });
    let path_arguments = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == Place::Path)
        .map(|parameter| {
            let (name, text) = (ident(&snake(&parameter.name)), &parameter.name);
            let about = docs(&parameter.description);
            quote! { #about #[oai(name = #text)] #name: Path<String>, }
        });
    let arguments = outside_path(operation).map(|parameter| {
        let (name, text) = (ident(&snake(&parameter.name)), &parameter.name);
        let schema = schema_name(operation, parameter);
        let about = docs(&parameter.description);
        quote! { #about #[oai(name = #text)] #name: Raw<#schema>, }
    });
    let body = operation.body.as_ref().map(|body| {
        let component = ident(&body.component);
        let about = docs(&body.description);
        quote! { #about body: Body<#component>, }
    });

    let deprecated = operation.deprecated.then(|| quote! { , deprecated });
    let pass_caller = operation.security.as_ref().map(|_| quote! { caller, });
    let pass_path = path_parameters(operation).map(|name| quote! { #name.0, });
    let pass_parameters = bundle_name(operation).map(|bundle| {
        let fields = outside_path(operation).map(|parameter| ident(&snake(&parameter.name)));
        quote! { #bundle { #(#fields),* }, }
    });
    let pass_body = operation.body.as_ref().map(|_| quote! { body, });
    let (success, failure) = (success_name(operation), failure_name(operation));
    quote! {
        #about
        #[oai(path = #path, method = #verb, operation_id = #id #deprecated)]
        async fn #method(&self, #caller #(#path_arguments)* #(#arguments)* #body)
            -> Result<#success, #failure>
        {
            self.0.#method(#pass_caller #(#pass_path)* #pass_parameters #pass_body).await
        }
    }
}

fn path_parameters(operation: &Operation) -> impl Iterator<Item = proc_macro2::Ident> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == Place::Path)
        .map(|parameter| ident(&snake(&parameter.name)))
}
