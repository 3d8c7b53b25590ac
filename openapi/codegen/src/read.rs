//! From the document to the model, refusing whatever the model cannot hold.

mod operation;
mod schema;

use crate::document::{Node, Reading};
use crate::model::{Component, Contract, Tag};

/// Reads a whole contract.
pub(crate) fn contract(root: &Node) -> Reading<Contract> {
    root.only(&[
        "openapi",
        "info",
        "servers",
        "tags",
        "security",
        "paths",
        // What others serve and we call: nothing to generate.
        "x-webhooks",
        "components",
    ])?;
    let version = root.need("openapi")?;
    if version.text()? != "3.0.3" {
        return version.refuse("only 3.0.3 is understood");
    }
    let components = root.need("components")?;
    components.only(&["securitySchemes", "parameters", "responses", "schemas"])?;
    let contract = Contract {
        title: root.need("info")?.need("title")?.text()?.to_owned(),
        tags: tags(root.need("tags")?)?,
        components: schemas(components.need("schemas")?)?,
        operations: operation::all(root)?,
    };
    references(root, &contract)?;
    Ok(contract)
}

fn tags(list: &Node) -> Reading<Vec<Tag>> {
    list.items()?
        .iter()
        .map(|tag| {
            tag.only(&["name", "description"])?;
            Ok(Tag {
                name: tag.need("name")?.text()?.to_owned(),
                description: description(tag)?,
            })
        })
        .collect()
}

/// The one security scheme of the contract, which guards every operation that does not say otherwise.
fn security(root: &Node) -> Reading<Option<String>> {
    let Some(requirements) = root.get("security") else {
        return Ok(None);
    };
    let requirement = match requirements.items()? {
        [] => return Ok(None),
        [requirement] => requirement,
        _ => return requirements.refuse("may hold one requirement"),
    };
    let [(name, _)] = requirement.entries()? else {
        return requirement.refuse("needs exactly one scheme");
    };
    let scheme = root
        .need("components")?
        .need("securitySchemes")?
        .need(name)?;
    scheme.only(&["type", "scheme", "description"])?;
    if scheme.need("type")?.text()? != "http" || scheme.need("scheme")?.text()? != "bearer" {
        return scheme.refuse("only http bearer is understood");
    }
    Ok(Some(name.clone()))
}

fn schemas(map: &Node) -> Reading<Vec<Component>> {
    map.entries()?
        .iter()
        .map(|(name, node)| schema::component(name, node))
        .collect()
}

/// The words that explain a value; the reader deserves some everywhere.
fn description(node: &Node) -> Reading<String> {
    Ok(node.need("description")?.text()?.trim_end().to_owned())
}

/// The name at the end of a reference into one section of the components.
fn reference<'a>(node: &'a Node, section: &str) -> Reading<&'a str> {
    node.only(&["$ref"])?;
    let target = node.need("$ref")?;
    target
        .text()?
        .strip_prefix(&format!("#/components/{section}/"))
        .ok_or_else(|| target.refusal(format!("must lead to #/components/{section}/")))
}

/// Refuses references to schemas that are not there.
fn references(node: &Node, contract: &Contract) -> Reading<()> {
    if let Some(target) = node.get("$ref")
        && let Ok(name) = reference(node, "schemas")
        && contract.component(name).is_none()
    {
        return target.refuse(format!("there is no schema `{name}`"));
    }
    if let Ok(entries) = node.entries() {
        for (key, node) in entries {
            if key != "example" && key != "examples" {
                references(node, contract)?;
            }
        }
    }
    if let Ok(items) = node.items() {
        for node in items {
            references(node, contract)?;
        }
    }
    Ok(())
}
