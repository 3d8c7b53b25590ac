//! The pages in English.
//!
//! Two headings and the words of most labels and buttons are known to
//! integrators' tests (as in GOV.UK Pay); the rest is ours.

use domain::payment::Language;

use super::{
    CardTexts, ConfirmTexts, FrameTexts, MistakeTexts, OutcomeText, OutcomeTexts, SummaryTexts,
    Texts, WaitingTexts, WayOutTexts,
};

/// English.
pub(super) static ENGLISH: Texts = Texts {
    language: Language::English,
    frame: FrameTexts {
        skip: "Skip to main content",
        test_label: "Test payment",
        test_tag: "Test",
        test: "This is a practice payment. Nobody is charged.",
        test_cards: "See the test cards",
        provided_by: "This service is run by",
        telephone: "Telephone:",
        new_tab: "(opens in a new tab)",
        handled_by: "Payments handled by",
        help: "Help:",
    },
    summary: SummaryTexts {
        heading: "Payment summary",
        amount: "Amount",
        fee: "Corporate card fee:",
        total: "Total amount:",
        credit_fee: |fee| format!("Paying with a corporate credit card costs {fee} more."),
        debit_fee: |fee| format!("Paying with a corporate debit card costs {fee} more."),
    },
    card: CardTexts {
        heading: "Enter card details",
        all_cards: "Credit and debit cards you can use",
        debit_only: "Pay with a debit card. Credit cards cannot be used here.",
        credit_only: "Pay with a credit card. Debit cards cannot be used here.",
        stored_for: "Your card will also be stored, so that later payments can be taken for:",
        number: "Card number",
        expiry: "Expiry date",
        expiry_hint: "For example,",
        month: "Month",
        year: "Year",
        holder: "Name on card",
        code: "Card security code",
        code_hint: "The 3 digits at the end of the strip on the back.",
        code_hint_amex: "American Express: the 4 digits printed on the front.",
        address: "Billing address",
        address_hint: "The address your bank has for this card",
        line1: "Address line 1",
        line2: "Address line 2 (optional)",
        city: "Town or city",
        country: "Country or territory",
        choose_country: "Choose a country or territory",
        postcode: "Postcode",
        contact: "Contact details",
        email: "Email",
        email_optional: "Email (optional)",
        email_hint: "A confirmation will be sent to this address once you have paid.",
        email_goes_to: "Your confirmation will be sent to:",
        which_email: "Which email address is right?",
        which_email_hint: "Choose one, or change it in the box above.",
        card_again: "Then enter the card number and security code again: we do not keep them.",
        as_typed: "(as you typed it)",
        submit: "Continue",
        cancel: "Cancel payment",
    },
    mistakes: MistakeTexts {
        heading: "Check your answers",
        prefix: "Error:",
        number_missing: "Enter the card number",
        number_not_digits: "Enter the card number in digits only",
        number_length: "Check the card number: it should have 12 to 19 digits",
        number_check_digit: "Check the card number: at least one digit is wrong",
        card_unknown: "This type of card cannot be used here",
        brand_refused: |brand| format!("{brand} cards cannot be used here"),
        debit_refused: |brand| format!("{brand} debit cards cannot be used here"),
        credit_refused: |brand| format!("{brand} credit cards cannot be used here"),
        prepaid_refused: "Prepaid cards cannot be used here",
        expiry_missing: "Enter the expiry date of the card",
        expiry_shape: "Enter the expiry date as a month and a year, for example 10 and 29",
        expiry_past: "The expiry date must be in the future",
        holder_missing: "Enter the name on the card",
        holder_long: "Shorten the name to 200 characters",
        holder_numbers: "Enter the name on the card, not its numbers",
        code_missing: "Enter the card security code",
        code_not_digits: "Enter the card security code in digits: 3 on most cards, 4 on American Express",
        code_length_amex: "The security code on an American Express card has 4 digits",
        code_length: "The security code on this card has 3 digits",
        line1: "Enter address line 1, usually the building and the street",
        line2_long: "Shorten address line 2 to 100 characters",
        line2_number: "Check address line 2: it cannot hold a card number",
        city: "Enter the town or city",
        country: "Choose the country or territory",
        postcode_missing: "Enter the postcode",
        postcode: "Enter the full postcode, like AB1 2CD",
        email_missing: "Enter your email address",
        email_shape: "Enter an email address in the correct format, like name@example.com",
        email_typo: "Check your email address: the part after the @ may be misspelt",
    },
    confirm: ConfirmTexts {
        heading: "Confirm your payment",
        entered: "What you entered",
        confirmation_email: "Confirmation email",
        email: "Email",
        submit: "Confirm payment",
    },
    waiting: WaitingTexts {
        title: "Your payment is being processed",
        bank: "Asking your bank",
        capture: "Completing your payment",
        explanation: "This takes a few seconds. Please stay on this page; it moves on by itself.",
        picture: "waiting",
        still: "Still working on it. This page moves on by itself.",
    },
    outcomes: OutcomeTexts {
        in_progress: OutcomeText {
            title: "Payment not finished",
            heading: "This payment is not finished",
            sentences: &[
                "You have begun this payment already. Carry on where you stopped, or cancel it and go back to the service.",
            ],
        },
        paid: OutcomeText {
            title: "Payment complete",
            heading: "Your payment is complete",
            sentences: &["If something about it has to change, contact the service you paid."],
        },
        capture_failed: OutcomeText {
            title: "Payment not completed",
            heading: "Your payment could not be completed",
            sentences: &["Your account has not been charged. Go back to the service to try again."],
        },
        declined: OutcomeText {
            title: "Payment declined",
            heading: "Your card was declined",
            sentences: &[
                "Your account has not been charged. Your bank can tell you why it said no; we are not told.",
                "To use another card, go back to the service and begin a new payment.",
            ],
        },
        failed: OutcomeText {
            title: "Payment failed",
            heading: "Something went wrong with your payment",
            sentences: &[
                "The payment provider could not process it, and your account has not been charged. Go back to the service to try again.",
            ],
        },
        expired: OutcomeText {
            title: "Payment timed out",
            heading: "This payment has timed out",
            sentences: &[
                "It was not finished in time, so your account has not been charged. Go back to the service to begin again.",
            ],
        },
        cancelled_by_paying_user: OutcomeText {
            title: "Payment cancelled",
            heading: "You cancelled this payment",
            sentences: &["Your account has not been charged."],
        },
        cancelled_by_service: OutcomeText {
            title: "Payment cancelled",
            heading: "The service cancelled this payment",
            sentences: &["Your account has not been charged. The service can tell you more."],
        },
        no_session: OutcomeText {
            title: "Payment session ended",
            heading: "This payment page can no longer be used",
            sentences: &[
                "Payment links work once, in one browser, for a limited time. You may have paid already, or waited too long.",
                "To continue, go back to the service where you began.",
            ],
        },
        not_begun: OutcomeText {
            title: "There is a problem",
            heading: "We cannot show that page",
            sentences: &["This payment has not reached this page yet."],
        },
        foreign_form: OutcomeText {
            title: "There is a problem",
            heading: "We could not accept that form",
            sentences: &[
                "It did not come from the page open in this browser. Go back, reload the page, and try again.",
            ],
        },
        not_found: OutcomeText {
            title: "Page not found",
            heading: "We cannot find that page",
            sentences: &[
                "Check the address. If you were paying, go back to the service and begin again.",
            ],
        },
        request_denied: OutcomeText {
            title: "Request refused",
            heading: "We could not handle that request",
            sentences: &["Wait a little and try again."],
        },
        broken: OutcomeText {
            title: "There is a problem",
            heading: "Something went wrong on our side",
            sentences: &[
                "Try again in a few minutes. Before you pay a second time, ask the service whether the first payment arrived.",
            ],
        },
    },
    ways_out: WayOutTexts {
        carry_on: "Carry on with your payment",
        give_up: "Cancel this payment and go back",
        see_summary: "See your payment summary",
        start_again: "Start again",
        go_on: "Continue",
        go_back: "Go back to the service",
    },
};
