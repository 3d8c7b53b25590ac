//! The rows, column for column. They carry no meaning; [`crate::mapping`] does.
#![expect(
    unreachable_pub,
    reason = "sea-orm's derives make public types that must not be wider than these"
)]

pub(crate) mod accounts;
pub(crate) mod agreements;
pub(crate) mod api_keys;
pub(crate) mod approvals;
pub(crate) mod audit_heads;
pub(crate) mod audit_links;
pub(crate) mod counters;
pub(crate) mod credentials;
pub(crate) mod disputes;
pub(crate) mod emails;
pub(crate) mod events;
pub(crate) mod exchanges;
pub(crate) mod idempotency_claims;
pub(crate) mod invitations;
pub(crate) mod memberships;
pub(crate) mod operations;
pub(crate) mod passkeys;
pub(crate) mod password_resets;
pub(crate) mod payments;
pub(crate) mod refunds;
pub(crate) mod sandbox_authorisations;
pub(crate) mod sandbox_clock;
pub(crate) mod sandbox_movements;
pub(crate) mod services;
pub(crate) mod staff_members;
pub(crate) mod staff_sessions;
pub(crate) mod tokens;
pub(crate) mod webhook_attempts;
pub(crate) mod webhook_deliveries;
pub(crate) mod webhook_endpoints;
pub(crate) mod work;
