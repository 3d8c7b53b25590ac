//! What the generator cannot say, it refuses by line, path and reason.

#![cfg(test)]

const CONTRACT: &str = "\
openapi: 3.0.3
info:
  title: T
servers: []
tags:
  - name: A
    description: A.
paths:
  /a/{id}:
    get:
      operationId: getA
      tags: [A]
      summary: Get A
      description: Words.
      parameters:
        - name: id
          in: path
          description: Words.
          required: true
          schema:
            type: string
      responses:
        '200':
          description: Words.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/A'
        '404':
          description: Words.
components:
  schemas:
    A:
      description: Words.
      type: object
      required: [b]
      properties:
        b:
          description: Words.
          type: string
";

/// Replaces the last occurrence of a piece of the contract and tells how that is refused.
fn refusal(piece: &str, by: &str) -> String {
    let (before, after) = CONTRACT.rsplit_once(piece).unwrap();
    openapi_codegen::generate(&format!("{before}{by}{after}"), "a.yaml")
        .unwrap_err()
        .to_string()
}

#[test]
fn the_contract_itself_is_understood() {
    openapi_codegen::generate(CONTRACT, "a.yaml").unwrap();
}

#[test]
fn refusals_say_where_and_why() {
    for (piece, by, expected) in [
        (
            "3.0.3",
            "3.1.0",
            "line 1, openapi: only 3.0.3 is understood",
        ),
        (
            "          type: string\n",
            "          type: string\n          not: {}\n",
            "line 41, components.schemas.A.properties.b.not: `not` cannot be said here",
        ),
        (
            "          description: Words.\n          type: string\n",
            "          type: string\n",
            "line 39, components.schemas.A.properties.b: needs `description`",
        ),
        (
            "          type: string\n",
            "          type: string\n          format: uuid\n",
            "line 41, components.schemas.A.properties.b.format: there is no format `uuid`",
        ),
        (
            "          type: string\n",
            "          type: integer\n",
            "line 39, components.schemas.A.properties.b: needs `format`",
        ),
        (
            "          type: string\n",
            "          type: object\n",
            "line 39, components.schemas.A.properties.b: an object with members must be a component",
        ),
        (
            "          type: string\n",
            "          type: boolean\n          default: true\n",
            "line 41, components.schemas.A.properties.b.default: only false can be the default of a member",
        ),
        (
            "required: [b]",
            "required: [b, c]",
            "line 34, components.schemas.A: requires `c`, which it does not have",
        ),
        (
            "schemas/A'",
            "schemas/B'",
            "line 28, paths./a/{id}.get.responses.200.content.application/json.schema.$ref: there is no schema `B`",
        ),
        (
            "schemas/A'",
            "responses/A'",
            "line 28, paths./a/{id}.get.responses.200.content.application/json.schema.$ref: must lead to #/components/schemas/",
        ),
        (
            "tags: [A]",
            "tags: [B]",
            "line 12, paths./a/{id}.get.tags[0]: is not among the tags of the document",
        ),
        (
            "/a/{id}:",
            "/a/{other}:",
            "line 11, paths./a/{other}.get: its path parameters are not those of its path, in order",
        ),
        (
            "in: path",
            "in: cookie",
            "line 17, paths./a/{id}.get.parameters[0].in: must be path, query or header",
        ),
        (
            "            type: string\n      responses",
            "            type: string\n            maxLength: 3\n      responses",
            "line 16, paths./a/{id}.get.parameters[0]: a path parameter is text without limits: what is wrong is not found",
        ),
        (
            "      summary: Get A\n",
            "      summary: Get A\n      security:\n        - Other: []\n",
            "line 15, paths./a/{id}.get.security: an operation can only say that nothing guards it",
        ),
        (
            "          description: Words.\ncomponents",
            "          description: Words.\n          headers:\n            B:\n              description: B.\n              required: true\n              schema:\n                type: boolean\ncomponents",
            "line 33, paths./a/{id}.get.responses.404.headers.B: a header of a response must be text or an int32, without limits",
        ),
        (
            "      required: [b]\n",
            "      required: [b]\n      x-also-sent:\n        c: d\n",
            "line 38, components.schemas.A.x-also-sent.c: there is no member `c`",
        ),
        (
            "      required: [b]\n",
            "      required: [b]\n      x-also-sent:\n        b: b\n",
            "line 38, components.schemas.A.x-also-sent.b: is a member already",
        ),
        (
            "'404'",
            "default",
            "line 30, paths./a/{id}.get.responses.default: `default` is not a status with a name here",
        ),
        (
            "application/json",
            "text/plain",
            "line 27, paths./a/{id}.get.responses.200.content.text/plain: `text/plain` cannot be said here",
        ),
        (
            "          type: string\n",
            "          type: string\n          nullable: true\n          enum: [x, y]\n",
            "line 42, components.schemas.A.properties.b.enum: must list null if, and only if, it is nullable",
        ),
        (
            "    A:\n",
            "    Body:\n",
            "line 34, components.schemas.Body: the name is taken by the code around it",
        ),
        (
            "    get:",
            "    trace: {}\n    get:",
            "line 10, paths./a/{id}.trace: `trace` cannot be said here",
        ),
    ] {
        assert_eq!(refusal(piece, by), expected);
    }
}

#[test]
fn text_that_is_not_yaml_is_refused() {
    let refused = openapi_codegen::generate("a: [", "a.yaml").unwrap_err();
    assert_eq!(refused.reason, "is not YAML without duplicate keys");
}
