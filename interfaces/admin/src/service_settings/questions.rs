//! The settings that are one answer out of two or three, in words.

use application::accounts::change::AccountChange;
use domain::account::{EmailCollection, GatewayAccount};

/// One setting.
pub(super) struct Question {
    /// The last part of its address.
    pub(super) slug: &'static str,
    /// What it is called among the others.
    pub(super) label: &'static str,
    pub(super) asks: &'static str,
    pub(super) hint: &'static str,
    pub(super) answers: &'static [Answer],
    pub(super) kind: Kind,
    /// Which answer is given at present.
    pub(super) given: fn(&GatewayAccount) -> &'static str,
    /// What an answer, by its value, changes.
    pub(super) change: fn(&str) -> AccountChange,
}

/// Whose setting it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// About the cards that are taken.
    Cards,
    /// About what the payment page asks.
    Page,
    /// About who can be written to.
    Address,
    /// About what they are written; where nobody is asked for an address, it does not exist.
    Emails,
    /// Of those who take orders by telephone; for others it does not exist.
    Telephone,
    /// Of platform administrators alone.
    Platform,
}

/// An answer.
pub(super) struct Answer {
    pub(super) value: &'static str,
    pub(super) label: &'static str,
    /// What the summary says when it is given.
    pub(super) says: &'static str,
}

const ON: &str = "on";
const OFF: &str = "off";

/// Yes and no, and what the summary says of each.
const fn yes_or_no(yes: &'static str, no: &'static str) -> [Answer; 2] {
    [answer(ON, "Yes", yes), answer(OFF, "No", no)]
}

const fn answer(value: &'static str, label: &'static str, says: &'static str) -> Answer {
    Answer { value, label, says }
}

fn word(setting: bool) -> &'static str {
    if setting { ON } else { OFF }
}

fn is_on(value: &str) -> Option<bool> {
    Some(value == ON)
}

impl Question {
    /// The question at this address.
    pub(super) fn by_slug(slug: &str) -> Option<&'static Self> {
        QUESTIONS.iter().find(|question| question.slug == slug)
    }

    /// The questions of one kind.
    pub(super) fn of_kind(kind: Kind) -> impl Iterator<Item = &'static Self> {
        QUESTIONS
            .iter()
            .filter(move |question| question.kind == kind)
    }

    /// Whether an account has this setting.
    pub(super) fn is_of(&self, account: &GatewayAccount) -> bool {
        match self.kind {
            Kind::Telephone => account.allows_moto,
            Kind::Emails => account.email != EmailCollection::Off,
            Kind::Cards | Kind::Page | Kind::Address | Kind::Platform => true,
        }
    }

    /// What the summary says of an account.
    pub(super) fn says(&self, account: &GatewayAccount) -> &'static str {
        let given = (self.given)(account);
        let answer = self.answers.iter().find(|answer| answer.value == given);
        answer.map(|answer| answer.says).unwrap_or_default()
    }
}

/// Every such setting, in the order of the summary.
static QUESTIONS: [Question; 14] = [
    Question {
        slug: "prepaid-cards",
        label: "Prepaid cards",
        asks: "Do you take prepaid cards?",
        hint: "A prepaid card is loaded with money in advance, often as a gift.",
        answers: &yes_or_no("Taken", "Not taken"),
        kind: Kind::Cards,
        given: |account| word(account.takes_prepaid),
        change: |value| AccountChange {
            takes_prepaid: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "3-d-secure",
        label: "3-D Secure",
        asks: "Do paying users prove to their bank who they are?",
        hint: "With 3-D Secure the bank may send a code or ask in its app before it pays. \
               Without it, a payment that turns out to be fraud is usually your loss.",
        answers: &yes_or_no("Used", "Not used"),
        kind: Kind::Cards,
        given: |account| word(account.requires_3ds),
        change: |value| AccountChange {
            requires_3ds: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "email",
        label: "E-mail address",
        asks: "Do you ask paying users for their e-mail address?",
        hint: "It is kept with the payment. Without it, no e-mails are sent to them.",
        answers: &[
            answer(
                "mandatory",
                "Yes, and they must give it",
                "Asked, must be given",
            ),
            answer(
                "optional",
                "Yes, but they may leave it blank",
                "Asked, may be left blank",
            ),
            answer("off", "No", "Not asked"),
        ],
        kind: Kind::Address,
        given: |account| account.email.into(),
        change: |value| AccountChange {
            email: value.parse().ok(),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "confirmation-emails",
        label: "Payment confirmations",
        asks: "Do paying users get an e-mail that they have paid?",
        hint: "It goes out as soon as the payment is successful; with delayed capture, once \
               the money is taken.",
        answers: &yes_or_no("Sent", "Not sent"),
        kind: Kind::Emails,
        given: |account| word(account.confirms_payments),
        change: |value| AccountChange {
            confirms_payments: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "refund-emails",
        label: "Refund confirmations",
        asks: "Do paying users get an e-mail that they were given money back?",
        hint: "It goes out as soon as the payment service provider has taken the refund.",
        answers: &yes_or_no("Sent", "Not sent"),
        kind: Kind::Emails,
        given: |account| word(account.confirms_refunds),
        change: |value| AccountChange {
            confirms_refunds: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "billing-address",
        label: "Billing address",
        asks: "Do you ask for a billing address?",
        hint: "Banks compare it with the address they know.",
        answers: &yes_or_no("Asked", "Not asked"),
        kind: Kind::Page,
        given: |account| word(account.asks_billing_address),
        change: |value| AccountChange {
            asks_billing_address: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "billing-country",
        label: "Country of that address",
        asks: "Is the United Kingdom chosen to begin with?",
        hint: "The billing address has a list of countries. If most of your paying users \
               live elsewhere, let them choose.",
        answers: &yes_or_no("United Kingdom to begin with", "Chosen by the paying user"),
        kind: Kind::Page,
        given: |account| word(account.presumes_uk),
        change: |value| AccountChange {
            presumes_uk: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "hide-card-number",
        label: "Card number",
        asks: "Hide the card number while it is typed?",
        hint: "When your staff type what somebody says on the telephone, nobody can read \
               the number from their screen.",
        answers: &yes_or_no("Hidden while it is typed", "Shown while it is typed"),
        kind: Kind::Telephone,
        given: |account| word(account.masks_card_number),
        change: |value| AccountChange {
            masks_card_number: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "hide-security-code",
        label: "Security code",
        asks: "Hide the security code while it is typed?",
        hint: "When your staff type what somebody says on the telephone, nobody can read \
               the code from their screen.",
        answers: &yes_or_no("Hidden while it is typed", "Shown while it is typed"),
        kind: Kind::Telephone,
        given: |account| word(account.masks_security_code),
        change: |value| AccountChange {
            masks_security_code: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "telephone-orders",
        label: "Orders by mail or telephone",
        asks: "May the service take orders by mail or telephone?",
        hint: "Its staff then type cards into the payment page for other people. The PSP \
               must have agreed to it.",
        answers: &yes_or_no("Allowed", "Not allowed"),
        kind: Kind::Platform,
        given: |account| word(account.allows_moto),
        change: |value| AccountChange {
            allows_moto: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "card-details-by-api",
        label: "Card details by API",
        asks: "May the service send card details through the API?",
        hint: "Only for services whose own systems may hold card details (PCI DSS).",
        answers: &yes_or_no("Allowed", "Not allowed"),
        kind: Kind::Platform,
        given: |account| word(account.allows_moto_api),
        change: |value| AccountChange {
            allows_moto_api: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "telephone-reports",
        label: "Reports of telephone payments",
        asks: "May the service report payments that were taken by telephone?",
        hint: "Another system takes them; they are then found among the others here.",
        answers: &yes_or_no("Allowed", "Not allowed"),
        kind: Kind::Platform,
        given: |account| word(account.allows_telephone),
        change: |value| AccountChange {
            allows_telephone: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "agreements",
        label: "Payments on agreements",
        asks: "May the service take payments on agreements?",
        hint: "A card is stored with the PSP when somebody agrees to it, and charged again later.",
        answers: &yes_or_no("Allowed", "Not allowed"),
        kind: Kind::Platform,
        given: |account| word(account.recurring),
        change: |value| AccountChange {
            recurring: is_on(value),
            ..AccountChange::default()
        },
    },
    Question {
        slug: "payments-of-nothing",
        label: "Payments of nothing",
        asks: "May the service ask for payments of £0.00?",
        hint: "No money is taken; the card is only checked.",
        answers: &yes_or_no("Allowed", "Not allowed"),
        kind: Kind::Platform,
        given: |account| word(account.allows_zero),
        change: |value| AccountChange {
            allows_zero: is_on(value),
            ..AccountChange::default()
        },
    },
];
