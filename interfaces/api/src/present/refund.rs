//! Refunds as services see them.

use application::refunds::get::PaymentRefunds;
use domain::ports::queries::FoundRefund;
use domain::refund::RefundStatus;

use super::links::PaymentAddress;
use crate::generated::public::{
    EmbeddedRefunds, Refund, RefundDetailForSearch, RefundForSearchResult, RefundLinksForSearch,
    RefundSettlementSummary, RefundStatus as PublicStatus,
};
use crate::settings::ApiSettings;

/// A refund that was asked for in this very request: nothing of it can be settled.
pub(crate) fn just_made(payment: &str, refund: &domain::Refund, settings: &ApiSettings) -> Refund {
    let address = PaymentAddress::new(settings, payment);
    Refund {
        refund_id: refund.id.to_string(),
        created_date: refund.created_at.into(),
        amount: refund.amount.minor(),
        status: match refund.status() {
            RefundStatus::Submitted => PublicStatus::Submitted,
            RefundStatus::Success => PublicStatus::Success,
            RefundStatus::Error => PublicStatus::Error,
        },
        settlement_summary: None,
        links: RefundLinksForSearch {
            self_: address.refund(refund.id.as_str()),
            payment: address.itself(),
        },
    }
}

/// A refund.
pub(crate) fn one(payment: &str, refund: &domain::Refund, settings: &ApiSettings) -> Refund {
    Refund {
        settlement_summary: Some(RefundSettlementSummary {
            settled_date: refund.settled_on.map(Into::into),
        }),
        ..just_made(payment, refund, settings)
    }
}

/// A refund among search results, which alone names its payment.
pub(super) fn for_search(found: &FoundRefund, settings: &ApiSettings) -> RefundDetailForSearch {
    let payment = found.payment.as_str();
    RefundDetailForSearch {
        refund: one(payment, &found.refund, settings),
        payment_id: payment.to_owned(),
    }
}

/// A payment's refunds, the oldest first.
pub(crate) fn list(found: &PaymentRefunds, settings: &ApiSettings) -> RefundForSearchResult {
    let payment = found.payment.as_str();
    let address = PaymentAddress::new(settings, payment);
    RefundForSearchResult {
        payment_id: payment.to_owned(),
        links: RefundLinksForSearch {
            self_: address.refunds(),
            payment: address.itself(),
        },
        embedded: EmbeddedRefunds {
            refunds: found
                .refunds
                .iter()
                .map(|refund| one(payment, refund, settings))
                .collect(),
        },
    }
}
