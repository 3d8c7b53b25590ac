//! Each kind of break is found, with its line, and what only grows is none.

#![cfg(test)]

use std::path::Path;

const RELEASED: &str = "\
openapi: 3.0.3
info:
  title: T
  version: 1.0.0
security:
  - BearerAuth: []
paths:
  /a:
    get:
      operationId: getA
      tags: [A]
      parameters:
        - name: size
          in: query
          required: false
          schema:
            type: integer
            maximum: 9
            default: 3
      responses:
        '200':
          headers:
            Location:
              required: true
              schema:
                type: string
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Answer'
        '404':
          description: Gone.
    post:
      operationId: makeA
      tags: [A]
      security: []
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Question'
      responses:
        '204':
          description: Made.
components:
  schemas:
    Question:
      type: object
      required: [text]
      properties:
        text:
          type: string
          maxLength: 20
        tone:
          type: string
          enum: [kind, rude]
        facts:
          type: object
          maxProperties: 3
          additionalProperties:
            oneOf:
              - type: string
              - type: number
    Base:
      type: object
      required: [id]
      properties:
        id:
          type: string
          minLength: 26
    Answer:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          x-also-sent:
            list: lists
          required: [list]
          properties:
            mood:
              type: string
              enum: [good, bad]
            list:
              type: array
              maxItems: 5
              items:
                type: string
                format: date
";

/// What is found when pieces of the contract, whose version is a later one, are replaced.
fn breaks(changes: &[(&str, &str)]) -> Vec<String> {
    let mut current = RELEASED.replacen("1.0.0", "1.1.0", 1);
    for (piece, by) in changes {
        assert_eq!(current.matches(piece).count(), 1, "{piece}");
        current = current.replacen(piece, by, 1);
    }
    let found = openapi_codegen::compare(RELEASED, &current).unwrap();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn every_kind_of_break_is_found() {
    for (piece, by, expected) in [
        (
            "  /a:",
            "  /b:",
            "line 9 of the released contract, paths./a: the path is gone",
        ),
        (
            "    post:",
            "    put:",
            "line 34 of the released contract, paths./a.post: the operation is gone",
        ),
        (
            "getA",
            "readA",
            "line 10, paths./a.get.operationId: generated code is named after the operation's old id",
        ),
        (
            "      tags: [A]\n      sec",
            "      tags: [B]\n      sec",
            "line 35, paths./a.post.tags: generated code is named after the operation's old tag",
        ),
        (
            "      security: []\n",
            "",
            "line 34, paths./a.post: needs a key now",
        ),
        (
            "- name: size",
            "- name: pages",
            "line 13 of the released contract, paths./a.get.parameters[0]: the parameter `size` in query is gone",
        ),
        (
            "          required: false\n",
            "          required: true\n",
            "line 13, paths./a.get.parameters[0]: the parameter `size` in query is required now",
        ),
        (
            "      responses:\n        '200'",
            "        - name: more\n          in: query\n          required: true\n          schema:\n            type: string\n      responses:\n        '200'",
            "line 20, paths./a.get.parameters[1]: the parameter `more` in query is new and required",
        ),
        (
            "maximum: 9",
            "maximum: 8",
            "line 18, paths./a.get.parameters[0].schema.maximum: maximum leaves out what was allowed",
        ),
        (
            "maximum: 9",
            "maximum: 9\n            minimum: 1",
            "line 19, paths./a.get.parameters[0].schema.minimum: minimum leaves out what was allowed",
        ),
        (
            "            default: 3\n",
            "",
            "line 17, paths./a.get.parameters[0].schema: means something else when it is left out",
        ),
        (
            "'404'",
            "'410'",
            "line 32 of the released contract, paths./a.get.responses.404: the response is gone",
        ),
        (
            "            Location:",
            "            Place:",
            "line 24 of the released contract, paths./a.get.responses.200.headers.Location: the header is gone",
        ),
        (
            "description: Made.",
            "content: {}",
            "line 44, paths./a.post.responses.204.content: has a body now",
        ),
        (
            "      requestBody:\n        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/Question'\n",
            "",
            "line 38 of the released contract, paths./a.post.requestBody: the body is not read any more",
        ),
        (
            "          application/json:\n            schema:\n              $ref: '#/components/schemas/Question'",
            "          text/plain:\n            schema:\n              $ref: '#/components/schemas/Question'",
            "line 40 of the released contract, paths./a.post.requestBody.content.application/json: the media type is gone",
        ),
        (
            "          maxLength: 20",
            "          maxLength: 20\n          pattern: '^a'",
            "line 52, components.schemas.Question.properties.text: has another pattern",
        ),
        (
            "          maxLength: 20",
            "          maxLength: 10",
            "line 53, components.schemas.Question.properties.text.maxLength: maxLength leaves out what was allowed",
        ),
        (
            "        tone:",
            "        mode:",
            "line 55 of the released contract, components.schemas.Question.properties.tone: the member `tone` is gone",
        ),
        (
            "required: [text]",
            "required: [text, tone]",
            "line 55, components.schemas.Question.properties.tone: is required now",
        ),
        (
            "enum: [kind, rude]",
            "enum: [kind]",
            "line 56, components.schemas.Question.properties.tone.enum: does not take \"rude\" any more",
        ),
        (
            "          maxLength: 20",
            "          enum: [a]",
            "line 53, components.schemas.Question.properties.text.enum: takes only some words now",
        ),
        (
            "maxProperties: 3",
            "maxProperties: 2",
            "line 59, components.schemas.Question.properties.facts.maxProperties: maxProperties leaves out what was allowed",
        ),
        (
            "              - type: number\n",
            "",
            "line 61, components.schemas.Question.properties.facts.additionalProperties: does not take number any more",
        ),
        (
            "required: [id]",
            "required: []",
            "line 69, components.schemas.Base.properties.id: may be missing now",
        ),
        (
            "minLength: 26",
            "minLength: 25",
            "line 70, components.schemas.Base.properties.id.minLength: minLength admits what was promised not to come",
        ),
        (
            "          minLength: 26",
            "          nullable: true\n          minLength: 26",
            "line 69, components.schemas.Base.properties.id: may be null now",
        ),
        (
            "enum: [good, bad]",
            "enum: [good, bad, odd]",
            "line 81, components.schemas.Answer.allOf[1].properties.mood.enum: may be \"odd\" now",
        ),
        (
            "              enum: [good, bad]\n",
            "",
            "line 81 of the released contract, components.schemas.Answer.allOf[1].properties.mood.enum: may be any word now",
        ),
        (
            "              maxItems: 5\n",
            "",
            "line 83, components.schemas.Answer.allOf[1].properties.list: maxItems admits what was promised not to come",
        ),
        (
            "format: date",
            "format: date-time",
            "line 86, components.schemas.Answer.allOf[1].properties.list.items: has another format",
        ),
        (
            "                type: string\n                format",
            "                type: integer\n                format",
            "line 86, components.schemas.Answer.allOf[1].properties.list.items: is of another type",
        ),
        (
            "list: lists",
            "list: rows",
            "line 83 of the released contract, components.schemas.Answer.allOf[1].properties.list: the member `lists` is gone",
        ),
    ] {
        assert_eq!(breaks(&[(piece, by)]), [expected], "{piece} -> {by}");
    }
}

#[test]
fn generated_code_is_named_after_the_schemas() {
    let renamed = [
        ("schemas/Question'", "schemas/Query'"),
        ("    Question:", "    Query:"),
    ];
    assert_eq!(
        breaks(&renamed),
        [
            "line 41, paths./a.post.requestBody.content.application/json.schema: generated code knows it as `Question`",
            "line 48 of the released contract, components.schemas.Question: the schema is gone, and generated code is named after it",
        ]
    );
}

#[test]
fn what_only_grows_breaks_nothing() {
    for (piece, by) in [
        ("maximum: 9", "maximum: 99"),
        ("            maximum: 9\n", ""),
        ("enum: [kind, rude]", "enum: [kind, rude, dry]"),
        ("          enum: [kind, rude]\n", ""),
        ("enum: [good, bad]", "enum: [good]"),
        ("required: [text]", "required: []"),
        ("minLength: 26", "minLength: 26\n          maxLength: 26"),
        ("maxItems: 5", "maxItems: 4"),
        (
            "              - type: number\n",
            "              - type: number\n              - type: boolean\n",
        ),
        (
            "            mood:",
            "            more:\n              type: string\n            mood:",
        ),
        (
            "        tone:",
            "        more:\n          type: string\n        tone:",
        ),
        (
            "        '404'",
            "        '403':\n          description: No.\n        '404'",
        ),
        ("  /a:\n", "  /b: {}\n  /a:\n"),
        ("description: Gone.", "description: Not here."),
    ] {
        assert_eq!(breaks(&[(piece, by)]), [""; 0], "{piece} -> {by}");
    }
}

#[test]
fn what_differs_has_a_later_version() {
    let current = RELEASED.replace("Gone.", "Not here.");
    let found = openapi_codegen::compare(RELEASED, &current).unwrap();
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["line 4, info.version: is not later than the released version"]
    );
    assert_eq!(openapi_codegen::compare(RELEASED, RELEASED), Ok(Vec::new()));
}

#[test]
fn the_contract_keeps_what_was_released() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let current = std::fs::read_to_string(folder.join("public.yaml")).unwrap();
    for entry in std::fs::read_dir(folder.join("released")).unwrap() {
        let released = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let found = openapi_codegen::compare(&released, &current).unwrap();
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn the_changelog_tells_of_the_version() {
    for (contract, title) in [
        (include_str!("../../public.yaml"), "Public API"),
        (include_str!("../../sandbox.yaml"), "Sandbox API"),
    ] {
        let version = contract
            .lines()
            .find_map(|line| line.strip_prefix("  version: "));
        let heading = format!("\n## {title} {}\n", version.unwrap());
        let changelog = include_str!("../../CHANGELOG.md");
        assert!(changelog.contains(&heading), "{heading}");
    }
}
