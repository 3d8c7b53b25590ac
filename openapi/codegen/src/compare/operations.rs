//! Operations: that they are still there, and what they take and answer.

use crate::document::{Node, Reading};

use super::document::{Document, entries};
use super::{Comparison, Way};

impl<'a> Comparison<'a> {
    /// Every operation of the released contract.
    pub(super) fn operations(&mut self) -> Reading<()> {
        let paths = self.new.root.need("paths")?;
        for (path, old) in self.old.root.need("paths")?.entries()? {
            let Some(new) = paths.get(path) else {
                self.gone(old, "the path is gone");
                continue;
            };
            for (method, old) in old.entries()? {
                match new.get(method) {
                    Some(new) => self.operation(old, new)?,
                    None => self.gone(old, "the operation is gone"),
                }
            }
        }
        Ok(())
    }

    fn operation(&mut self, old: &'a Node, new: &'a Node) -> Reading<()> {
        let id = new.need("operationId")?;
        if id.text() != old.need("operationId")?.text() {
            self.changed(id, "generated code is named after the operation's old id");
        }
        let tags = new.need("tags")?;
        if tags.json() != old.need("tags")?.json() {
            self.changed(
                tags,
                "generated code is named after the operation's old tag",
            );
        }
        if is_open(self.old, old) && !is_open(self.new, new) {
            self.changed(new, "needs a key now");
        }
        self.parameters(old, new)?;
        self.body(old.get("requestBody"), new.get("requestBody"), new)?;
        for (status, old) in old.need("responses")?.entries()? {
            match new.need("responses")?.get(status) {
                Some(new) => self.response(old, new)?,
                None => self.gone(old, "the response is gone"),
            }
        }
        Ok(())
    }

    fn parameters(&mut self, old: &'a Node, new: &'a Node) -> Reading<()> {
        let (before, now) = (parameters(self.old, old)?, parameters(self.new, new)?);
        for old in &before {
            let Some(new) = now.iter().find(|new| new.name == old.name) else {
                self.gone(old.node, format!("the parameter {} is gone", old.name));
                continue;
            };
            if new.required && !old.required {
                self.changed(
                    new.node,
                    format!("the parameter {} is required now", new.name),
                );
            }
            self.schema(Way::Sent, old.schema, new.schema)?;
        }
        for new in &now {
            if new.required && before.iter().all(|old| old.name != new.name) {
                let reason = format!("the parameter {} is new and required", new.name);
                self.changed(new.node, reason);
            }
        }
        Ok(())
    }

    fn body(
        &mut self,
        old: Option<&'a Node>,
        new: Option<&'a Node>,
        operation: &Node,
    ) -> Reading<()> {
        match (old, new) {
            (None, None) => Ok(()),
            (None, Some(_)) => {
                self.changed(operation, "needs a body now");
                Ok(())
            }
            (Some(old), None) => {
                self.gone(old, "the body is not read any more");
                Ok(())
            }
            (Some(old), Some(new)) => self.content(Way::Sent, old, new),
        }
    }

    fn response(&mut self, old: &'a Node, new: &'a Node) -> Reading<()> {
        let (old, new) = (self.old.resolve(old)?, self.new.resolve(new)?);
        for (name, before) in entries(old.get("headers")) {
            match new.get("headers").and_then(|headers| headers.get(name)) {
                Some(now) => {
                    self.schema(Way::Received, before.need("schema")?, now.need("schema")?)?;
                }
                None => self.gone(before, "the header is gone"),
            }
        }
        match (old.get("content"), new.get("content")) {
            (None, None) => Ok(()),
            (Some(_), Some(_)) => self.content(Way::Received, old, new),
            (Some(old), None) => {
                self.gone(old, "the body is gone");
                Ok(())
            }
            (None, Some(new)) => {
                self.changed(new, "has a body now");
                Ok(())
            }
        }
    }

    /// What is sent or received by media type.
    fn content(&mut self, way: Way, old: &'a Node, new: &'a Node) -> Reading<()> {
        for (media_type, old) in old.need("content")?.entries()? {
            match new.need("content")?.get(media_type) {
                Some(new) => self.schema(way, old.need("schema")?, new.need("schema")?)?,
                None => self.gone(old, "the media type is gone"),
            }
        }
        Ok(())
    }
}

struct Parameter<'a> {
    node: &'a Node,
    /// Where it stands and what it is called.
    name: String,
    required: bool,
    schema: &'a Node,
}

fn parameters<'a>(document: Document<'a>, operation: &'a Node) -> Reading<Vec<Parameter<'a>>> {
    let Some(list) = operation.get("parameters") else {
        return Ok(Vec::new());
    };
    let parameter = |node| {
        let found = document.resolve(node)?;
        let (place, name) = (found.need("in")?.text()?, found.need("name")?.text()?);
        Ok(Parameter {
            node,
            name: format!("`{name}` in {place}"),
            required: found.get("required").map_or(Ok(false), Node::boolean)?,
            schema: found.need("schema")?,
        })
    };
    list.items()?.iter().map(parameter).collect()
}

/// Whether anybody may call an operation.
fn is_open(document: Document<'_>, operation: &Node) -> bool {
    let security = operation
        .get("security")
        .or_else(|| document.root.get("security"));
    security
        .and_then(|list| list.items().ok())
        .is_none_or(<[Node]>::is_empty)
}
