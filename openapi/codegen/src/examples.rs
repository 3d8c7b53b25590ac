//! The examples of a contract, each as a file of its own: what is sent, what comes back, or both.

use serde_json::{Map, Value, json};

use crate::document::{Node, Reading, Refusal, parse};

/// The files that hold the examples of a contract: their names and their texts.
///
/// An example is called by its operation and its case. A request and a response of one name belong
/// together.
///
/// # Errors
///
/// A contract that is not one, or two responses of an operation with examples of one name.
pub fn examples(yaml: &str) -> Result<Vec<(String, String)>, Refusal> {
    let root = parse(yaml)?;
    let mut files = Vec::new();
    for (_, item) in root.need("paths")?.entries()? {
        for (_, operation) in item.entries()? {
            let id = operation.need("operationId")?.text()?;
            for (case, example) in cases(operation)? {
                files.push((format!("{id}.{case}.json"), format!("{example:#}\n")));
            }
        }
    }
    Ok(files)
}

fn cases(operation: &Node) -> Reading<Map<String, Value>> {
    let mut cases = Map::new();
    if let Some(body) = operation.get("requestBody") {
        for (case, value) in values(body)? {
            cases.insert(
                case.to_owned(),
                json!({ "request": { "body": value.json() } }),
            );
        }
    }
    for (status, response) in operation.need("responses")?.entries()? {
        let code: u16 = status
            .parse()
            .map_err(|_| response.refusal("must have a status"))?;
        for (case, value) in values(response)? {
            let example = cases.entry(case).or_insert_with(|| json!({}));
            if example.get("response").is_some() {
                return value.refuse("another response has an example of this name");
            }
            if let Some(example) = example.as_object_mut() {
                let response = json!({ "status": code, "body": value.json() });
                example.insert("response".to_owned(), response);
            }
        }
    }
    Ok(cases)
}

/// The examples in a body or a response by name. Those of shared responses belong to no operation.
fn values(holder: &Node) -> Reading<Vec<(&str, &Node)>> {
    let media = holder.get("content").and_then(|content| {
        let stream = || content.get("text/event-stream");
        content.get("application/json").or_else(stream)
    });
    let examples = media.and_then(|media| media.get("examples"));
    let Some(examples) = examples else {
        return Ok(Vec::new());
    };
    examples
        .entries()?
        .iter()
        .map(|(name, example)| Ok((name.as_str(), example.need("value")?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTRACT: &str = "\
paths:
  /a:
    post:
      operationId: makeA
      requestBody:
        content:
          application/json:
            examples:
              small:
                value: {size: 1}
      responses:
        '201':
          content:
            application/json:
              examples:
                small:
                  value: {id: x}
        '400':
          content:
            application/json:
              examples:
                odd:
                  value: {code: 7}
";

    #[test]
    fn a_request_and_its_response_share_a_file() {
        let files = examples(CONTRACT).unwrap();
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["makeA.small.json", "makeA.odd.json"]);
        let small: Value = serde_json::from_str(&files[0].1).unwrap();
        let expected = json!({
            "request": { "body": { "size": 1 } },
            "response": { "status": 201, "body": { "id": "x" } },
        });
        assert_eq!(small, expected);
    }

    #[test]
    fn two_responses_cannot_share_a_name() {
        let refused = examples(&CONTRACT.replace("odd:", "small:")).unwrap_err();
        assert_eq!(
            refused.reason,
            "another response has an example of this name"
        );
    }
}
