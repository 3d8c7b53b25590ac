//! What platform administrators look for, over all services.

use domain::Payment;
use domain::audit::Link;
use domain::ports::queries::{AuditSearch, FOUND_MAX, Page, PaymentLookup};
use domain::staff::StaffMember;

use super::search::sheet;
use crate::data::Data;

/// The payments that fit, newest first.
pub(super) fn payments(data: &Data, lookup: &PaymentLookup) -> Vec<Payment> {
    let is_named = |payment: &Payment| {
        lookup.name.as_ref().is_none_or(|name| {
            let psp_reference = payment.state.psp_reference();
            let report = payment.report.as_ref();
            payment.id.as_str() == name
                || payment.reference.as_str().to_lowercase() == name.to_lowercase()
                || psp_reference.is_some_and(|reference| reference.as_str() == name)
                || report.is_some_and(|report| report.provider_id == *name)
        })
    };
    let is_for = |payment: &Payment| {
        lookup.service.as_ref().is_none_or(|service| {
            let account = data.accounts.get(&payment.account);
            account.is_some_and(|account| account.service == *service)
        })
    };
    let all = data.payments.values();
    let mut found: Vec<&Payment> = all.filter(|one| is_named(one) && is_for(one)).collect();
    found.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
    found.into_iter().take(most()).cloned().collect()
}

/// The people whose address has this part.
pub(super) fn members(data: &Data, part: &str) -> Vec<StaffMember> {
    let part = part.to_lowercase();
    let all = data.members.values();
    let mut found: Vec<&StaffMember> = all
        .filter(|member| member.email.as_str().to_lowercase().contains(&part))
        .collect();
    found.sort_by(|a, b| a.email.cmp(&b.email));
    found.into_iter().take(most()).cloned().collect()
}

/// The links that match, newest first.
pub(super) fn record(data: &Data, search: &AuditSearch) -> Page<Link> {
    let all = data.links.values();
    let mut found: Vec<Link> = all.filter(|link| search.matches(link)).cloned().collect();
    found.sort_by(|a, b| {
        let newest = (b.deed.at, b.position).cmp(&(a.deed.at, a.position));
        newest.then_with(|| a.deed.chain.cmp(&b.deed.chain))
    });
    sheet(found, search.sheet)
}

fn most() -> usize {
    usize::try_from(FOUND_MAX).unwrap_or(usize::MAX)
}
