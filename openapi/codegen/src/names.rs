//! How the names of a contract are spelt in Rust.

const KEYWORDS: [&str; 12] = [
    "as", "async", "const", "enum", "fn", "impl", "in", "match", "ref", "self", "type", "use",
];

/// The words of a name, in lower case, whatever its spelling.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut fresh = true;
    let mut after_lower = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            fresh = true;
            continue;
        }
        let starts = fresh || (c.is_ascii_uppercase() && after_lower);
        match words.last_mut() {
            Some(word) if !starts => word.push(c.to_ascii_lowercase()),
            _ => words.push(c.to_ascii_lowercase().to_string()),
        }
        fresh = false;
        after_lower = !c.is_ascii_uppercase();
    }
    words
}

/// `moto_api` becomes `MotoApi`.
pub(crate) fn pascal(name: &str) -> String {
    words(name)
        .iter()
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| {
                format!("{}{}", first.to_ascii_uppercase(), chars.as_str())
            })
        })
        .collect()
}

/// `createPayment` becomes `create_payment`; a keyword gets an underscore behind it.
pub(crate) fn snake(name: &str) -> String {
    let name = words(name).join("_");
    if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// `CardDetails` becomes `CARD_DETAILS`.
pub(crate) fn shouting(name: &str) -> String {
    words(name).join("_").to_ascii_uppercase()
}

/// What a status is called, if it is one that our contracts use.
pub(crate) fn status(status: u16) -> Option<&'static str> {
    Some(match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        204 => "NoContent",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        406 => "NotAcceptable",
        409 => "Conflict",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableContent",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        503 => "ServiceUnavailable",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_as_rust_spells_them() {
        for (name, expected) in [
            (
                "createPayment",
                ("CreatePayment", "create_payment", "CREATE_PAYMENT"),
            ),
            (
                "Idempotency-Key",
                ("IdempotencyKey", "idempotency_key", "IDEMPOTENCY_KEY"),
            ),
            ("_links", ("Links", "links", "LINKS")),
            ("type", ("Type", "type_", "TYPE")),
            ("Apple Pay", ("ApplePay", "apple_pay", "APPLE_PAY")),
            ("GET", ("Get", "get", "GET")),
            ("line1", ("Line1", "line1", "LINE1")),
        ] {
            assert_eq!((&*pascal(name), &*snake(name)), (expected.0, expected.1));
            assert_eq!(shouting(name).trim_end_matches('_'), expected.2);
        }
    }
}
