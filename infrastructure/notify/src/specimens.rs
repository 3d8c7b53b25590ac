//! One e-mail of every kind, for tests.

use domain::email::{EmailContent, EmailState, OutgoingEmail, Receipt, StaffMessage};
use domain::id::ID_LENGTH;
use domain::payment::Language;
use domain::staff::{Role, StaffEmail};
use domain::{Amount, EmailId, Timestamp};

/// 22 November 2026, noon in London.
const WRITTEN: Timestamp = Timestamp::from_millis(1_795_348_800_000);

/// An e-mail that says this.
pub(crate) fn email(content: EmailContent) -> OutgoingEmail {
    OutgoingEmail {
        id: EmailId::from_random([7; ID_LENGTH]),
        about: None,
        to: "ada.lovelace@example.org".to_owned(),
        content,
        state: EmailState::Waiting,
        attempts: 0,
        last_failure: None,
        written_at: WRITTEN,
    }
}

/// A receipt as the service's language has it, with everything that one can have.
pub(crate) fn receipt(language: Language) -> Receipt {
    let (service, description, paragraph) = match language {
        Language::English => (
            "Apply for a fishing licence",
            "Fishing licence, 12 months",
            "Your licence FISH-2026/17 comes by post within 10 working days.\n\
             Until then, carry this e-mail with you.\n\n\
             Questions? Ring us on 0300 123 4567.",
        ),
        Language::Welsh => (
            "Gwneud cais am drwydded bysgota",
            "Trwydded bysgota, 12 mis",
            "Daw eich trwydded FISH-2026/17 drwy’r post o fewn 10 diwrnod gwaith.\n\
             Tan hynny, cadwch yr e-bost hwn gyda chi.\n\n\
             Cwestiynau? Ffoniwch ni ar 0300 123 4567.",
        ),
    };
    Receipt {
        service: service.to_owned(),
        reference: "FISH-2026/17".to_owned(),
        description: description.to_owned(),
        amount: pence(123_450),
        surcharge: Some(pence(250)),
        created_at: Timestamp::from_millis(1_782_302_405_000),
        paragraph: Some(paragraph.to_owned()),
        language,
    }
}

/// The same receipt without what not every one has.
pub(crate) fn plain(language: Language) -> Receipt {
    Receipt {
        surcharge: None,
        paragraph: None,
        amount: pence(4_500),
        ..receipt(language)
    }
}

fn pence(minor: i64) -> Amount {
    Amount::from_minor(minor).unwrap()
}

/// Every e-mail to paying users, by name.
pub(crate) fn receipts() -> Vec<(&'static str, OutgoingEmail)> {
    use EmailContent::{PaymentConfirmed, RefundIssued};
    use Language::{English, Welsh};
    [
        ("payment_confirmed", PaymentConfirmed(receipt(English))),
        ("payment_confirmed.cy", PaymentConfirmed(receipt(Welsh))),
        ("payment_confirmed_plain", PaymentConfirmed(plain(English))),
        ("payment_confirmed_plain.cy", PaymentConfirmed(plain(Welsh))),
        ("refund_issued", RefundIssued(plain(English))),
        ("refund_issued.cy", RefundIssued(plain(Welsh))),
    ]
    .map(|(name, content)| (name, email(content)))
    .into()
}

/// Every e-mail to staff, by name.
pub(crate) fn staff() -> Vec<(&'static str, OutgoingEmail)> {
    let service = || "Apply for a fishing licence".to_owned();
    let link = || "https://pay.example.org/admin/invitations/4b8f1c2e9a7d3f6b5c0e1a2d".to_owned();
    let by = || StaffEmail::parse("bo@example.org").unwrap();
    let invitation = |by| StaffMessage::Invitation {
        service: service(),
        role: Role::RefundManager,
        by,
        link: link(),
    };
    let decided = |refused: Option<&str>| StaffMessage::GoLiveDecided {
        service: service(),
        refused: refused.map(str::to_owned),
    };
    let disabled = |is_gone| StaffMessage::WebhookDisabled {
        service: service(),
        endpoint: "Licence register".to_owned(),
        is_gone,
    };
    [
        ("invitation", invitation(Some(by()))),
        ("invitation_by_operator", invitation(None)),
        (
            "password_reset",
            StaffMessage::PasswordReset { link: link() },
        ),
        ("registration", StaffMessage::Registration { link: link() }),
        ("registered_already", StaffMessage::RegisteredAlready),
        ("password_changed", StaffMessage::PasswordChanged),
        ("second_factor_changed", StaffMessage::SecondFactorChanged),
        ("locked_out", StaffMessage::LockedOut),
        (
            "approval_asked",
            StaffMessage::ApprovalAsked {
                service: service(),
                by: by(),
                link: link(),
            },
        ),
        ("live", decided(None)),
        (
            "not_live",
            decided(Some(
                "The address is missing.\nPlease say who runs the service.",
            )),
        ),
        ("webhook_failed", disabled(false)),
        ("webhook_gone", disabled(true)),
    ]
    .map(|(name, message)| (name, email(EmailContent::Staff(message))))
    .into()
}

/// Every e-mail, by name.
pub(crate) fn all() -> Vec<(&'static str, OutgoingEmail)> {
    let mut all = receipts();
    all.extend(staff());
    all
}
