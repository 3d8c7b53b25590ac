//! Every setting as one line: what it is, what it is set to, where it is changed.

mod values;

use domain::account::{EmailCollection, GatewayAccount, Mode};
use domain::staff::{Permission, Standing};

use self::values::{accepted, approval, line, names, organisation, paragraph, surcharges};
use super::branding;
use super::questions::{Kind, Question};
use crate::place::Place;
use crate::settings::AdminSettings;

/// Settings that belong together.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) heading: &'static str,
    pub(super) hint: Option<&'static str>,
    pub(super) rows: Vec<Row>,
}

/// One setting.
pub(super) struct Row {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) lines: Vec<Line>,
    /// Where it is changed, for those who may.
    pub(super) change: Option<String>,
}

/// A line of what something is set to.
pub(super) struct Line {
    pub(super) text: String,
    /// A colour to show beside it.
    pub(super) colour: Option<String>,
}

/// A way to another page.
pub(super) struct Way {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) href: String,
}

/// Everything that is set for an account and its service.
pub(super) fn sections(
    place: &Place,
    account: &GatewayAccount,
    settings: &AdminSettings,
) -> Vec<Section> {
    let mut sections = vec![
        of_service(place, account),
        of_cards(place, account),
        Section {
            id: "payment-page",
            heading: "Payment page",
            hint: None,
            rows: questions(Kind::Page, place, account),
        },
        of_emails(place, account),
    ];
    if account.allows_moto {
        sections.push(Section {
            id: "telephone",
            heading: "Orders by telephone",
            hint: None,
            rows: questions(Kind::Telephone, place, account),
        });
    }
    sections.extend([
        of_refunds(place, account),
        Section {
            id: "allowed",
            heading: "What the platform allows",
            hint: (place.standing != Standing::PlatformAdmin)
                .then_some("Platform administrators change these. Ask them if you need more."),
            rows: questions(Kind::Platform, place, account),
        },
        about(account, settings),
    ]);
    sections
}

/// Ways to what is settled elsewhere.
pub(super) fn elsewhere(place: &Place) -> Vec<Way> {
    let psp = Way {
        id: "psp",
        label: "PSP and credentials",
        href: place.mode_path("/psp"),
    };
    let emails = Way {
        id: "email-previews",
        label: "Previews of e-mails",
        href: place.mode_path("/settings/email-previews"),
    };
    let webhooks = Way {
        id: "webhooks",
        label: "Webhooks",
        href: place.mode_path("/webhooks"),
    };
    let going_live = Way {
        id: "go-live",
        label: "Go live",
        href: place.path("/go-live"),
    };
    [
        (emails, true),
        (webhooks, place.may(Permission::SeeWebhooks)),
        (psp, place.may(Permission::SeeCredentials)),
        (going_live, changes_service(place)),
    ]
    .into_iter()
    .filter_map(|(way, open)| open.then_some(way))
    .collect()
}

/// Whether they may change what is the same in both modes.
fn changes_service(place: &Place) -> bool {
    place.standing.may(Permission::ChangeService, Mode::Live)
}

fn of_service(place: &Place, account: &GatewayAccount) -> Section {
    let service = &place.service;
    let changes = changes_service(place);
    let way = |page: &str| {
        let page = place.path(&format!("/settings/{page}?mode={}", account.mode.word()));
        Some(page).filter(|_| changes)
    };
    let colours = branding::swatches(service.branding);
    let colours = colours.into_iter().map(|(text, colour)| Line {
        text,
        colour: Some(colour),
    });
    Section {
        id: "service",
        heading: "Your service",
        hint: Some("The same in test and live."),
        rows: vec![
            Row {
                id: "name",
                label: "Name",
                lines: names(service),
                change: way("name"),
            },
            Row {
                id: "organisation",
                label: "Organisation",
                lines: organisation(service.organisation.as_ref()),
                change: way("organisation"),
            },
            Row {
                id: "branding",
                label: "Colours",
                lines: colours.collect(),
                change: way("branding"),
            },
        ],
    }
}

fn of_cards(place: &Place, account: &GatewayAccount) -> Section {
    let mut rows = vec![Row {
        id: "cards",
        label: "Accepted cards",
        lines: accepted(account),
        change: way(place, "cards"),
    }];
    rows.extend(questions(Kind::Cards, place, account));
    rows.push(Row {
        id: "surcharges",
        label: "Corporate card surcharges",
        lines: surcharges(account.surcharges),
        change: way(place, "surcharges"),
    });
    Section {
        id: "accepted",
        heading: "Cards",
        hint: None,
        rows,
    }
}

fn of_emails(place: &Place, account: &GatewayAccount) -> Section {
    let mut rows = questions(Kind::Address, place, account);
    rows.extend(questions(Kind::Emails, place, account));
    rows.push(Row {
        id: "email-paragraph",
        label: "Your own paragraph",
        lines: paragraph(account.email_paragraph.as_deref()),
        change: way(place, "email-paragraph"),
    });
    let are_sent = account.email != EmailCollection::Off;
    Section {
        id: "emails",
        heading: "E-mails to paying users",
        hint: (!are_sent).then_some(
            "Nobody is asked for an e-mail address, so none are sent. To send them, ask for \
             the address first.",
        ),
        rows,
    }
}

fn of_refunds(place: &Place, account: &GatewayAccount) -> Section {
    Section {
        id: "refunds",
        heading: "Refunds",
        hint: None,
        rows: vec![Row {
            id: "approval",
            label: "Approval",
            lines: approval(account.approval_above),
            change: way(place, "approval"),
        }],
    }
}

fn about(account: &GatewayAccount, settings: &AdminSettings) -> Section {
    let payments = if account.disabled {
        "Stopped by the platform"
    } else {
        "Taken"
    };
    let money = match account.mode {
        Mode::Test => "Test: no money moves",
        Mode::Live => "Live: money moves",
    };
    let fact = |id, label, text: &str| Row {
        id,
        label,
        lines: vec![line(text)],
        change: None,
    };
    Section {
        id: "about",
        heading: "About this account",
        hint: None,
        rows: vec![
            fact("mode", "Mode", money),
            fact("payments", "Payments", payments),
            fact("psp", "Payment service provider", account.provider.label()),
            fact("account", "Account number", account.id.as_str()),
            fact("api-address", "Address of the API", &settings.api_url),
            fact("api-version", "Version of the API", &settings.api_version),
        ],
    }
}

fn questions(kind: Kind, place: &Place, account: &GatewayAccount) -> Vec<Row> {
    let is_platform_admin = place.standing == Standing::PlatformAdmin;
    let open = kind != Kind::Platform || is_platform_admin;
    let row = |question: &Question| Row {
        id: question.slug,
        label: question.label,
        lines: vec![line(if question.is_of(account) {
            question.says(account)
        } else {
            "Not sent, without an address"
        })],
        change: way(place, question.slug).filter(|_| open && question.is_of(account)),
    };
    Question::of_kind(kind).map(row).collect()
}

/// Where a setting of the account is changed, for those who may.
fn way(place: &Place, page: &str) -> Option<String> {
    let address = place.mode_path(&format!("/settings/{page}"));
    Some(address).filter(|_| place.may(Permission::ChangeSettings))
}
