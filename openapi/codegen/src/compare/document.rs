//! A contract to look things up in: references followed, `allOf` merged.

use crate::document::{Node, Reading};

/// One of the two contracts.
#[derive(Clone, Copy)]
pub(super) struct Document<'a> {
    pub(super) root: &'a Node,
}

/// A schema with everything that it is made of in one place.
pub(super) struct Flat<'a> {
    /// The schema as it was referred to, for its line.
    pub(super) node: &'a Node,
    /// Its parts: itself, and what its `allOf` adds.
    parts: Vec<&'a Node>,
}

impl<'a> Document<'a> {
    /// The named schemas.
    pub(super) fn schemas(self) -> impl Iterator<Item = (&'a str, &'a Node)> {
        let schemas = self.root.get("components").and_then(|c| c.get("schemas"));
        entries(schemas)
    }

    /// The schema of this name.
    pub(super) fn schema(self, name: &str) -> Option<&'a Node> {
        self.schemas()
            .find_map(|(known, node)| (known == name).then_some(node))
    }

    /// What a reference leads to, or the value itself.
    pub(super) fn resolve(self, node: &'a Node) -> Reading<&'a Node> {
        let Some(target) = node.get("$ref") else {
            return Ok(node);
        };
        let way = target.text()?.strip_prefix("#/");
        let found = way.and_then(|way| {
            way.split('/')
                .try_fold(self.root, |node, name| node.get(name))
        });
        found.ok_or_else(|| target.refusal("leads nowhere"))
    }

    /// A schema with everything that it is made of.
    pub(super) fn flat(self, node: &'a Node) -> Reading<Flat<'a>> {
        let mut parts = Vec::new();
        self.collect(node, &mut parts)?;
        Ok(Flat { node, parts })
    }

    fn collect(self, node: &'a Node, parts: &mut Vec<&'a Node>) -> Reading<()> {
        let node = self.resolve(node)?;
        parts.push(node);
        if let Some(all) = node.get("allOf") {
            for part in all.items()? {
                self.collect(part, parts)?;
            }
        }
        Ok(())
    }
}

impl<'a> Flat<'a> {
    /// What the schema says by this word of OpenAPI.
    pub(super) fn word(&self, name: &str) -> Option<&'a Node> {
        self.parts.iter().find_map(|part| part.get(name))
    }

    /// Its members, those that are sent twice under both names.
    pub(super) fn members(&self) -> Vec<(&'a str, &'a Node)> {
        let mut members: Vec<_> = self
            .parts
            .iter()
            .flat_map(|part| entries(part.get("properties")))
            .collect();
        for part in &self.parts {
            for (name, other) in entries(part.get("x-also-sent")) {
                let copy = members.iter().find(|(known, _)| *known == name).copied();
                members.extend(copy.and_then(|(_, node)| Some((other.text().ok()?, node))));
            }
        }
        members
    }

    /// Whether it requires this member.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.parts.iter().any(|part| {
            let lists = part.get("required").into_iter();
            lists
                .flat_map(|list| list.items().unwrap_or_default())
                .any(|required| required.text() == Ok(name))
        })
    }

    /// Whether null is a value of it.
    pub(super) fn admits_null(&self) -> bool {
        self.word("nullable").map(Node::boolean) == Some(Ok(true))
    }
}

/// The members of a map; none, if there is no map.
pub(super) fn entries(map: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    map.and_then(|map| map.entries().ok())
        .into_iter()
        .flatten()
        .map(|(name, node)| (name.as_str(), node))
}
