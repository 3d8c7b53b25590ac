//! The committed code is what the contracts say.

#![cfg(test)]

const RUN: &str = "run `cargo run -p openapi-codegen -- generate`";

#[test]
fn the_generated_code_is_current() {
    for (source, contract, committed) in [
        (
            "openapi/public.yaml",
            include_str!("../../../openapi/public.yaml"),
            include_str!("../src/generated/public.rs"),
        ),
        (
            "openapi/sandbox.yaml",
            include_str!("../../../openapi/sandbox.yaml"),
            include_str!("../src/generated/sandbox.rs"),
        ),
    ] {
        let code = openapi_codegen::generate(contract, source).unwrap();
        assert!(code == committed, "{source}: {RUN}");
    }
}

#[test]
fn the_contract_in_json_is_current() {
    let json = openapi_codegen::json(include_str!("../../../openapi/public.yaml")).unwrap();
    assert!(
        json == include_str!("../src/generated/public.json"),
        "{RUN}"
    );
}
