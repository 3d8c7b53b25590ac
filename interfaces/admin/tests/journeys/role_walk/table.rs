//! Every address of the site, and whom asking and sending are for.

use domain::staff::Permission as P;

use super::Door::{
    self, Anyone, Platform, Service, SignedIn, SomeService, TestService, Wall, WayOut,
};

/// An address, and its doors.
pub(super) struct Address {
    pub(super) at: &'static str,
    pub(super) get: Door,
    pub(super) post: Door,
}

const fn to(at: &'static str, get: Door, post: Door) -> Address {
    Address { at, get, post }
}

/// A page with a form.
const fn form(at: &'static str, door: Door) -> Address {
    to(at, door, door)
}

/// A page to look at.
const fn page(at: &'static str, door: Door) -> Address {
    to(at, door, Wall)
}

/// A button on another page.
const fn button(at: &'static str, door: Door) -> Address {
    to(at, Wall, door)
}

/// In an order in which nothing is done that what follows needs.
pub(super) const TABLE: &[Address] = &[
    page("/admin/assets/:name", Anyone),
    // People.
    form("/admin/sign-in", Anyone),
    form("/admin/forgotten-password", Anyone),
    page("/admin/forgotten-password/sent", Anyone),
    form("/admin/new-password/:secret", Anyone),
    form("/admin/invitation/:secret", Anyone),
    form("/admin/register", Anyone),
    page("/admin/register/sent", Anyone),
    form("/admin/register/:link", Anyone),
    page("/admin/profile", SignedIn),
    form("/admin/profile/password", SignedIn),
    form("/admin/profile/recovery-codes", SignedIn),
    form("/admin/profile/passkeys/add", SignedIn),
    form("/admin/profile/passkeys/:passkey/remove", SignedIn),
    button("/admin/profile/sessions/:session/end", SignedIn),
    button("/admin/profile/end-other-sessions", SignedIn),
    page("/admin/service/:service/team", Service(P::SeeTeam)),
    form(
        "/admin/service/:service/team/invite",
        Service(P::ManageTeam),
    ),
    button(
        "/admin/service/:service/team/invitation/:invitation/withdraw",
        Service(P::ManageTeam),
    ),
    form(
        "/admin/service/:service/team/member/:member/role",
        Service(P::ManageTeam),
    ),
    form(
        "/admin/service/:service/team/member/:member/remove",
        Service(P::ManageTeam),
    ),
    // Services.
    page("/admin", SignedIn),
    page("/admin/services", SignedIn),
    form("/admin/services/create", SignedIn),
    page(
        "/admin/service/:service/:mode/dashboard",
        Service(P::SeeTransactions),
    ),
    form(
        "/admin/service/:service/:mode/demo-payment",
        TestService(P::SeeTransactions),
    ),
    // Transactions.
    page("/admin/transactions/:mode", SomeService(P::SeeTransactions)),
    page(
        "/admin/transactions/:mode/export",
        SomeService(P::ExportTransactions),
    ),
    page(
        "/admin/service/:service/:mode/transactions",
        Service(P::SeeTransactions),
    ),
    page(
        "/admin/service/:service/:mode/transactions/export",
        Service(P::ExportTransactions),
    ),
    page(
        "/admin/service/:service/:mode/transactions/awaiting-approval",
        Service(P::SeeTransactions),
    ),
    page(
        "/admin/service/:service/:mode/transactions/:payment",
        Service(P::SeeTransactions),
    ),
    form(
        "/admin/service/:service/:mode/transactions/:payment/refund",
        Service(P::RefundPayments),
    ),
    form(
        "/admin/service/:service/:mode/transactions/:payment/approval/:refund",
        Service(P::ApproveRefunds),
    ),
    form(
        "/admin/service/:service/:mode/transactions/:payment/cancel",
        Service(P::CancelPayments),
    ),
    // Keys.
    page("/admin/service/:service/:mode/keys", Service(P::SeeKeys)),
    page(
        "/admin/service/:service/:mode/keys/revoked",
        Service(P::SeeKeys),
    ),
    form(
        "/admin/service/:service/:mode/keys/create",
        Service(P::ManageKeys),
    ),
    form(
        "/admin/service/:service/:mode/keys/:key/change-name",
        Service(P::ManageKeys),
    ),
    form(
        "/admin/service/:service/:mode/keys/:key/revoke",
        Service(P::RevokeKeys),
    ),
    // Settings.
    page(
        "/admin/service/:service/:mode/settings",
        Service(P::SeeSettings),
    ),
    form(
        "/admin/service/:service/settings/name",
        Service(P::ChangeService),
    ),
    form(
        "/admin/service/:service/settings/organisation",
        Service(P::ChangeService),
    ),
    form(
        "/admin/service/:service/settings/branding",
        Service(P::ChangeService),
    ),
    form(
        "/admin/service/:service/:mode/settings/cards",
        Service(P::ChangeSettings),
    ),
    form(
        "/admin/service/:service/:mode/settings/surcharges",
        Service(P::ChangeSettings),
    ),
    form(
        "/admin/service/:service/:mode/settings/approval",
        Service(P::ChangeSettings),
    ),
    form(
        "/admin/service/:service/:mode/settings/:question",
        Service(P::ChangeSettings),
    ),
    form(
        "/admin/service/:service/:mode/settings/email-paragraph",
        Service(P::ChangeSettings),
    ),
    page(
        "/admin/service/:service/:mode/settings/email-previews",
        Service(P::SeeSettings),
    ),
    page(
        "/admin/service/:service/:mode/settings/email-previews/letter",
        Service(P::SeeSettings),
    ),
    // Webhooks.
    page(
        "/admin/service/:service/:mode/webhooks",
        Service(P::SeeWebhooks),
    ),
    form(
        "/admin/service/:service/:mode/webhooks/create",
        Service(P::ManageWebhooks),
    ),
    page(
        "/admin/service/:service/:mode/webhooks/:webhook",
        Service(P::SeeWebhooks),
    ),
    form(
        "/admin/service/:service/:mode/webhooks/:webhook/change",
        Service(P::ManageWebhooks),
    ),
    page(
        "/admin/service/:service/:mode/webhooks/:webhook/secret",
        Service(P::ManageWebhooks),
    ),
    form(
        "/admin/service/:service/:mode/webhooks/:webhook/rotate",
        Service(P::ManageWebhooks),
    ),
    form(
        "/admin/service/:service/:mode/webhooks/:webhook/test-event",
        Service(P::ManageWebhooks),
    ),
    form(
        "/admin/service/:service/:mode/webhooks/:webhook/replay",
        Service(P::ManageWebhooks),
    ),
    page(
        "/admin/service/:service/:mode/webhooks/:webhook/deliveries/:delivery",
        Service(P::SeeWebhooks),
    ),
    button(
        "/admin/service/:service/:mode/webhooks/:webhook/deliveries/:delivery/replay",
        Service(P::ManageWebhooks),
    ),
    form(
        "/admin/service/:service/:mode/webhooks/:webhook/activate",
        Service(P::ManageWebhooks),
    ),
    page(
        "/admin/service/:service/:mode/psp",
        Service(P::SeeCredentials),
    ),
    form(
        "/admin/service/:service/:mode/psp/enter/:provider",
        Service(P::ChangeCredentials),
    ),
    form(
        "/admin/service/:service/:mode/psp/use/:credentials",
        Service(P::ChangeCredentials),
    ),
    form(
        "/admin/service/:service/:mode/psp/sandbox",
        TestService(P::ChangeCredentials),
    ),
    page("/admin/service/:service/go-live", Service(P::ChangeService)),
    form(
        "/admin/service/:service/go-live/psp",
        Service(P::ChangeService),
    ),
    form(
        "/admin/service/:service/go-live/agreement",
        Service(P::ChangeService),
    ),
    form(
        "/admin/service/:service/go-live/check",
        Service(P::ChangeService),
    ),
    page("/admin/service/:service/record", Service(P::SeeAudit)),
    // The platform.
    page("/admin/platform", Platform),
    page("/admin/platform/services", Platform),
    page("/admin/platform/services/:service", Platform),
    form("/admin/platform/services/:service/enter", Platform),
    form("/admin/platform/services/:service/stop", Platform),
    form("/admin/platform/services/:service/start", Platform),
    form("/admin/platform/services/:service/go-live", Platform),
    page("/admin/platform/people", Platform),
    page("/admin/platform/people/:person", Platform),
    form("/admin/platform/people/:person/:change", Platform),
    page("/admin/platform/payments", Platform),
    page("/admin/platform/payments/:payment", Platform),
    page("/admin/platform/work", Platform),
    form("/admin/platform/work/:work/run", Platform),
    page("/admin/platform/emails", Platform),
    page("/admin/platform/record", Platform),
    button("/admin/platform/leave", Platform),
    // What ends the visit.
    form("/admin/code", SignedIn),
    button("/admin/code/passkey", SignedIn),
    form("/admin/set-up", SignedIn),
    button("/admin/sign-out", WayOut),
];
