//! JSON laid out for people. Nothing is parsed: names keep their order and numbers their
//! digits, as they were sent.

/// How far each level is indented.
const STEP: &str = "  ";

/// The same JSON with a line for each member. What is no JSON comes out odd, but whole.
pub(super) fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let (mut in_string, mut escaped) = (false, false);
    let mut letters = json.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        if in_string {
            out.push(letter);
            in_string = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        match letter {
            '"' => {
                in_string = true;
                out.push(letter);
            }
            '{' | '[' => {
                out.push(letter);
                while letters.next_if(|next| next.is_ascii_whitespace()).is_some() {}
                if let Some(end) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            white if white.is_ascii_whitespace() => {}
            other => out.push(other),
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str(STEP);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_get_lines_of_their_own_and_keep_their_order() {
        let json = r#"{"b":1.50,"a":{"x":[1,2],"none":{},"no":[ ]},"said":"a, \"b\": {\\"}"#;

        assert_eq!(
            indented(json),
            "{\n  \"b\": 1.50,\n  \"a\": {\n    \"x\": [\n      1,\n      2\n    ],\n    \
             \"none\": {},\n    \"no\": []\n  },\n  \"said\": \"a, \\\"b\\\": {\\\\\"\n}"
        );
        assert_eq!(indented(&indented(json)), indented(json));
    }

    #[test]
    fn what_is_no_json_comes_out_whole() {
        assert_eq!(indented("] nothing"), "\n]nothing");
        assert_eq!(indented(""), "");
    }
}
