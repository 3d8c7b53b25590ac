//! A small contract that uses everything the generator understands, and what becomes of it.
//!
//! `UPDATE_GOLDEN=1 cargo test -p openapi-codegen` writes the expected text anew.

#![cfg(test)]

use std::path::Path;

#[test]
fn everything_that_is_understood_becomes_this_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let contract = std::fs::read_to_string(folder.join("shop.yaml")).unwrap();
    let code = openapi_codegen::generate(&contract, "shop.yaml").unwrap();

    let expected = folder.join("shop.rs.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&expected, &code).unwrap();
    }
    assert_eq!(code, std::fs::read_to_string(&expected).unwrap());
}
