//! Link tokens and their rows.

use domain::token::Token;
use domain::{PaymentId, Timestamp};

use super::{Impossible, instant, millis, present};
use crate::entity::tokens::Model;

pub(crate) fn to_row(token: &Token) -> Model {
    Model {
        value: token.value.to_string(),
        payment: token.payment.as_str().to_owned(),
        issued_at: token.issued_at.as_millis(),
        used_at: millis(token.used_at),
    }
}

/// Reads a token. An error names the payment, since the value is a secret.
pub(crate) fn from_row(row: &Model) -> Result<Token, Impossible> {
    let read = || {
        Ok(Token {
            value: row.value.parse().map_err(|_| Impossible::new("value"))?,
            payment: present("payment", PaymentId::parse(&row.payment))?,
            issued_at: Timestamp::from_millis(row.issued_at),
            used_at: instant(row.used_at),
        })
    };
    read().map_err(|e: Impossible| e.in_row("token of payment", &row.payment))
}
