//! The link tokens of a unit.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::repositories::Tokens;
use domain::token::Token;
use domain::{PaymentId, Timestamp};
use uuid::Uuid;

use super::Unit;
use crate::shared::Row;

#[async_trait]
impl Tokens for Unit {
    async fn add(&mut self, token: &Token) -> Result<(), StoreError> {
        self.hold(Row::Token(token.value)).await;
        self.look(|inner, changes| {
            let below = &inner.data.tokens;
            if changes.tokens.get(below, &token.value).is_some() {
                return Err(StoreError::Stale);
            }
            changes.tokens.put(token.value, token.clone());
            Ok(())
        })
    }

    async fn get(&mut self, value: &Uuid) -> Result<Option<Token>, StoreError> {
        Ok(self.look(|inner, changes| changes.tokens.get(&inner.data.tokens, value).cloned()))
    }

    async fn newest_unused(&mut self, payment: &PaymentId) -> Result<Option<Token>, StoreError> {
        Ok(self.look(|inner, changes| {
            newest_unused(changes.tokens.rows(&inner.data.tokens), payment).cloned()
        }))
    }

    async fn consume(&mut self, value: &Uuid, now: Timestamp) -> Result<bool, StoreError> {
        self.hold(Row::Token(*value)).await;
        Ok(self.look(|inner, changes| {
            let unused = changes
                .tokens
                .get(&inner.data.tokens, value)
                .filter(|token| token.used_at.is_none())
                .cloned();
            let Some(token) = unused else {
                return false;
            };
            let used = Token {
                used_at: Some(now),
                ..token
            };
            changes.tokens.put(*value, used);
            true
        }))
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        let unit = self.id;
        Ok(self.look(|inner, changes| {
            let mut old: Vec<(Timestamp, Uuid)> = changes
                .tokens
                .rows(&inner.data.tokens)
                .filter(|token| token.issued_at < before)
                .map(|token| (token.issued_at, token.value))
                .collect();
            old.sort();
            let mut removed = 0;
            for (_, value) in old {
                if removed < limit && inner.try_hold(&Row::Token(value), unit) {
                    changes.tokens.remove(value);
                    removed += 1;
                }
            }
            removed
        }))
    }
}

/// The token of the payment that was issued last, among those nobody has used.
pub(crate) fn newest_unused<'a>(
    tokens: impl Iterator<Item = &'a Token>,
    payment: &PaymentId,
) -> Option<&'a Token> {
    tokens
        .filter(|token| token.payment == *payment && token.used_at.is_none())
        .max_by_key(|token| (token.issued_at, token.value))
}
