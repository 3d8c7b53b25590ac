//! The e-mails to paying users as they read them, about a payment that was made up.

use askama::Template;
use domain::account::{EmailCollection, GatewayAccount};
use domain::email::Letter;
use domain::payment::Language;
use domain::staff::Permission;
use poem::{Response, handler};

use super::{frame, settings_of};
use crate::field::Problems;
use crate::form::{Asked, Form};
use crate::frame::Frame;
use crate::headers::let_it_frame_ours;
use crate::place::{Place, ServiceVisit};
use crate::refusal::Refusal;
use crate::respond::show_letter;
use crate::visit::Visit;

const EMAIL: &str = "email";
const LANGUAGE: &str = "language";
const REFUND: &str = "refund";

/// One e-mail.
#[derive(Template)]
#[template(path = "settings_previews.html")]
struct PreviewsPage {
    frame: Frame,
    /// Why it is not sent at present, if it is not.
    note: Option<&'static str>,
    kinds: Vec<Leaf>,
    languages: Vec<Leaf>,
    /// The language of the e-mail, for whoever has it read aloud.
    language: &'static str,
    subject: String,
    text: String,
    /// Where the e-mail stands by itself.
    letter: String,
    paragraph: Option<String>,
    back: String,
}

/// A way to another e-mail.
struct Leaf {
    label: &'static str,
    href: String,
    current: bool,
}

/// Which e-mail is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Choice {
    is_refund: bool,
    language: Language,
}

/// Shows one e-mail, and the ways to the others.
#[handler]
pub(crate) async fn show(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(asked): Asked,
) -> Result<Response, Refusal> {
    let choice = Choice::read(asked);
    let account = settings_of(&visit, &place).await?;
    let letter = written(&visit, &place, choice).await?;
    let with = |is_refund, language| Choice {
        is_refund,
        language,
    };
    let leaf = |label, other: Choice| Leaf {
        label,
        href: other.address(&place, ""),
        current: other == choice,
    };
    let kinds = [
        ("Payment confirmation", false),
        ("Refund confirmation", true),
    ];
    let languages = [("English", Language::English), ("Cymraeg", Language::Welsh)];
    let changes = place.may(Permission::ChangeSettings) && !choice.is_refund;
    let mut response = visit.show(&PreviewsPage {
        frame: frame(&visit, &place, "Previews of e-mails", &Problems::none()),
        note: note(&account, choice.is_refund),
        kinds: kinds
            .map(|(label, is_refund)| leaf(label, with(is_refund, choice.language)))
            .into(),
        languages: languages
            .map(|(label, language)| leaf(label, with(choice.is_refund, language)))
            .into(),
        language: choice.language.code(),
        subject: letter.subject,
        text: letter.text,
        letter: choice.address(&place, "/letter"),
        paragraph: changes.then(|| place.mode_path("/settings/email-paragraph")),
        back: place.mode_path("/settings"),
    });
    let_it_frame_ours(response.headers_mut());
    Ok(response)
}

/// Shows an e-mail by itself.
#[handler]
pub(crate) async fn alone(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(asked): Asked,
) -> Result<Response, Refusal> {
    let letter = written(&visit, &place, Choice::read(asked)).await?;
    Ok(show_letter(letter.html))
}

async fn written(visit: &Visit, place: &Place, choice: Choice) -> Result<Letter, Refusal> {
    let (service, mode) = (&place.service.id, place.required_mode()?);
    let application = visit.application();
    let previews = application
        .preview_emails(&visit.staff, service, mode, choice.language)
        .await?;
    Ok(match choice.is_refund {
        true => previews.refund_issued,
        false => previews.payment_confirmed,
    })
}

/// Why such e-mails are not sent at present.
fn note(account: &GatewayAccount, is_refund: bool) -> Option<&'static str> {
    let wanted = match is_refund {
        true => account.confirms_refunds,
        false => account.confirms_payments,
    };
    if account.email == EmailCollection::Off {
        Some("Paying users are not asked for an e-mail address, so this e-mail is not sent.")
    } else if !wanted {
        Some("The settings say that this e-mail is not sent.")
    } else {
        None
    }
}

impl Choice {
    /// What the address asks for: the confirmation in English, unless it says otherwise.
    fn read(mut asked: Form) -> Self {
        let welsh = asked.take(LANGUAGE) == Language::Welsh.code();
        Self {
            is_refund: asked.take(EMAIL) == REFUND,
            language: if welsh {
                Language::Welsh
            } else {
                Language::English
            },
        }
    }

    fn address(self, place: &Place, rest: &str) -> String {
        let email = if self.is_refund { REFUND } else { "payment" };
        let language = self.language.code();
        place.mode_path(&format!(
            "/settings/email-previews{rest}?{EMAIL}={email}&{LANGUAGE}={language}"
        ))
    }
}
