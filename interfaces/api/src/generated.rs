//! Code that `openapi-codegen` writes from the contracts in `openapi/`. Never edited by hand.

#[rustfmt::skip]
#[expect(
    clippy::too_many_arguments,
    reason = "poem-openapi takes one argument per parameter of an operation"
)]
pub mod public;
#[rustfmt::skip]
pub mod sandbox;
