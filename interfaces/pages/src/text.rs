//! Every word that a paying user reads, in each language of the pages.
//!
//! A language is one value of [`Texts`], so one that lacks a text does not
//! compile. The sandbox's pages are for people who build services: they are in
//! English alone and keep their words to themselves.

mod english;
mod welsh;

use domain::payment::Language;

/// The words of the pages in one language. Which of them belong to the contract
/// with integrators' tests is said where they are used.
#[derive(Debug)]
pub(crate) struct Texts {
    /// Which language it is.
    pub(crate) language: Language,
    pub(crate) frame: FrameTexts,
    pub(crate) summary: SummaryTexts,
    pub(crate) card: CardTexts,
    pub(crate) mistakes: MistakeTexts,
    pub(crate) confirm: ConfirmTexts,
    pub(crate) waiting: WaitingTexts,
    pub(crate) outcomes: OutcomeTexts,
    pub(crate) ways_out: WayOutTexts,
}

/// What surrounds every page.
#[derive(Debug)]
pub(crate) struct FrameTexts {
    pub(crate) skip: &'static str,
    /// Names the strip above test payments.
    pub(crate) test_label: &'static str,
    pub(crate) test_tag: &'static str,
    pub(crate) test: &'static str,
    pub(crate) test_cards: &'static str,
    /// Before the name and address of whoever provides the service.
    pub(crate) provided_by: &'static str,
    /// Before their telephone number.
    pub(crate) telephone: &'static str,
    /// Said of a link that leaves the page where it is.
    pub(crate) new_tab: &'static str,
    /// Before the product's name.
    pub(crate) handled_by: &'static str,
    /// Before the address of whoever helps.
    pub(crate) help: &'static str,
}

/// What is paid for.
#[derive(Debug)]
pub(crate) struct SummaryTexts {
    pub(crate) heading: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) fee: &'static str,
    pub(crate) total: &'static str,
    /// What a corporate credit card costs more, given the sum.
    pub(crate) credit_fee: fn(&str) -> String,
    /// What a corporate debit card costs more, given the sum.
    pub(crate) debit_fee: fn(&str) -> String,
}

/// The card page, but for what can be wrong on it.
#[derive(Debug)]
pub(crate) struct CardTexts {
    /// Title and heading.
    pub(crate) heading: &'static str,
    pub(crate) all_cards: &'static str,
    pub(crate) debit_only: &'static str,
    pub(crate) credit_only: &'static str,
    /// Before what the agreement is for.
    pub(crate) stored_for: &'static str,
    pub(crate) number: &'static str,
    pub(crate) expiry: &'static str,
    /// Before the example.
    pub(crate) expiry_hint: &'static str,
    pub(crate) month: &'static str,
    pub(crate) year: &'static str,
    pub(crate) holder: &'static str,
    pub(crate) code: &'static str,
    pub(crate) code_hint: &'static str,
    pub(crate) code_hint_amex: &'static str,
    pub(crate) address: &'static str,
    pub(crate) address_hint: &'static str,
    pub(crate) line1: &'static str,
    pub(crate) line2: &'static str,
    pub(crate) city: &'static str,
    pub(crate) country: &'static str,
    pub(crate) choose_country: &'static str,
    pub(crate) postcode: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) email: &'static str,
    pub(crate) email_optional: &'static str,
    /// Where the account confirms payments by e-mail.
    pub(crate) email_hint: &'static str,
    /// Before the address while it is typed, where the account confirms payments by e-mail.
    pub(crate) email_goes_to: &'static str,
    pub(crate) which_email: &'static str,
    pub(crate) which_email_hint: &'static str,
    /// What the hint goes on to say while the question is open.
    pub(crate) card_again: &'static str,
    pub(crate) as_typed: &'static str,
    pub(crate) submit: &'static str,
    pub(crate) cancel: &'static str,
}

/// What can be wrong on the card page, and what to do about it.
#[derive(Debug)]
pub(crate) struct MistakeTexts {
    pub(crate) heading: &'static str,
    /// Before each mistake, for those who hear the page.
    pub(crate) prefix: &'static str,
    pub(crate) number_missing: &'static str,
    pub(crate) number_not_digits: &'static str,
    pub(crate) number_length: &'static str,
    pub(crate) number_check_digit: &'static str,
    pub(crate) card_unknown: &'static str,
    /// The three that name a brand.
    pub(crate) brand_refused: fn(&str) -> String,
    pub(crate) debit_refused: fn(&str) -> String,
    pub(crate) credit_refused: fn(&str) -> String,
    pub(crate) prepaid_refused: &'static str,
    pub(crate) expiry_missing: &'static str,
    pub(crate) expiry_shape: &'static str,
    pub(crate) expiry_past: &'static str,
    pub(crate) holder_missing: &'static str,
    pub(crate) holder_long: &'static str,
    pub(crate) holder_numbers: &'static str,
    pub(crate) code_missing: &'static str,
    pub(crate) code_not_digits: &'static str,
    pub(crate) code_length_amex: &'static str,
    pub(crate) code_length: &'static str,
    pub(crate) line1: &'static str,
    pub(crate) line2_long: &'static str,
    pub(crate) line2_number: &'static str,
    pub(crate) city: &'static str,
    pub(crate) country: &'static str,
    pub(crate) postcode_missing: &'static str,
    pub(crate) postcode: &'static str,
    pub(crate) email_missing: &'static str,
    pub(crate) email_shape: &'static str,
    pub(crate) email_typo: &'static str,
}

/// The confirm page.
#[derive(Debug)]
pub(crate) struct ConfirmTexts {
    /// Title and heading.
    pub(crate) heading: &'static str,
    pub(crate) entered: &'static str,
    /// Where the account confirms payments by e-mail.
    pub(crate) confirmation_email: &'static str,
    /// Where it does not.
    pub(crate) email: &'static str,
    pub(crate) submit: &'static str,
}

/// The two pages that wait.
#[derive(Debug)]
pub(crate) struct WaitingTexts {
    pub(crate) title: &'static str,
    pub(crate) bank: &'static str,
    pub(crate) capture: &'static str,
    pub(crate) explanation: &'static str,
    /// Stands for the picture that turns.
    pub(crate) picture: &'static str,
    /// Said now and then by the script.
    pub(crate) still: &'static str,
}

/// What an outcome's page says.
#[derive(Debug)]
pub(crate) struct OutcomeText {
    /// The start of the document's title.
    pub(crate) title: &'static str,
    pub(crate) heading: &'static str,
    /// One paragraph each; at least one.
    pub(crate) sentences: &'static [&'static str],
}

/// Every outcome, by its name.
#[derive(Debug)]
pub(crate) struct OutcomeTexts {
    pub(crate) in_progress: OutcomeText,
    pub(crate) paid: OutcomeText,
    pub(crate) capture_failed: OutcomeText,
    pub(crate) declined: OutcomeText,
    pub(crate) failed: OutcomeText,
    pub(crate) expired: OutcomeText,
    pub(crate) cancelled_by_paying_user: OutcomeText,
    pub(crate) cancelled_by_service: OutcomeText,
    pub(crate) no_session: OutcomeText,
    pub(crate) not_begun: OutcomeText,
    pub(crate) foreign_form: OutcomeText,
    pub(crate) not_found: OutcomeText,
    pub(crate) request_denied: OutcomeText,
    pub(crate) broken: OutcomeText,
}

/// The buttons under an outcome.
#[derive(Debug)]
pub(crate) struct WayOutTexts {
    pub(crate) carry_on: &'static str,
    pub(crate) give_up: &'static str,
    pub(crate) see_summary: &'static str,
    pub(crate) start_again: &'static str,
    pub(crate) go_on: &'static str,
    pub(crate) go_back: &'static str,
}

impl Texts {
    /// The words in this language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &english::ENGLISH,
            Language::Welsh => &welsh::WELSH,
        }
    }
}
