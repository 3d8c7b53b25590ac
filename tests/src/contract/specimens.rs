//! Payments to keep: plain ones, full ones, and one in each state.

use domain::account::Provider;
use domain::agreement::{Agreement, NewAgreement, StoredCard, UserIdentifier};
use domain::card::{Brand, CardSummary, CardType, Expiry, Holder};
use domain::money::Amount;
use domain::operation::{OrderCode, PspReference};
use domain::payment::metadata::MetadataValue;
use domain::payment::state::{
    Attempt, Authorisation, CancelledBy, CaptureAttempts, CleanUp, DeclineReason,
};
use domain::payment::step::Released;
use domain::payment::{
    Address, AgreementPart, AgreementPaymentType, AuthorisationMode, Description, Email, Language,
    Metadata, NewPayment, PaymentData, PaymentState, PrefilledCardholder, Reference, ReturnUrl,
    Step,
};
use domain::{Payment, Timestamp};
use strum::IntoEnumIterator as _;

use super::{Fixture, START};

/// £100.00, what payments here are over.
pub const AMOUNT: i64 = 10_000;

impl Fixture {
    /// What a service asks for at least.
    pub fn request(&self) -> anyhow::Result<NewPayment> {
        Ok(NewPayment {
            id: self.payment_id(),
            account: self.account.id.clone(),
            provider: Provider::Sandbox,
            amount: Amount::from_minor(AMOUNT)?,
            reference: Reference::parse("reference")?,
            description: Description::parse("description")?,
            mode: AuthorisationMode::Web,
            return_url: Some(ReturnUrl::parse("https://service.example/done")?),
            language: Language::English,
            moto: false,
            agreement: None,
            delayed_capture: false,
            email: None,
            metadata: Metadata::default(),
            prefilled: None,
        })
    }

    /// A plain payment of the fixture's account, not yet added.
    pub fn payment(&self) -> anyhow::Result<Payment> {
        self.payment_at(START)
    }

    /// A plain payment that was created at this instant, not yet added.
    pub fn payment_at(&self, now: Timestamp) -> anyhow::Result<Payment> {
        Ok(Payment::create(self.request()?, now))
    }

    /// A plain agreement of the fixture's account, not yet added.
    pub fn agreement(&self) -> anyhow::Result<Agreement> {
        self.agreement_at(START)
    }

    /// A plain agreement that was made at this instant, not yet added.
    pub fn agreement_at(&self, now: Timestamp) -> anyhow::Result<Agreement> {
        Ok(Agreement::create(self.new_agreement()?, now))
    }

    /// What a service asks for, with texts that need care.
    pub fn new_agreement(&self) -> anyhow::Result<NewAgreement> {
        Ok(NewAgreement {
            id: self.agreement_id(),
            account: self.account.id.clone(),
            reference: Reference::parse("agreement % reference")?,
            description: Description::parse("for 'parking', \"twice\"")?,
            user_identifier: Some(UserIdentifier::parse("user 😀")?),
        })
    }

    /// A payment with a value in every field that a payment of ours has, and texts
    /// that need care. Its agreement is in the store; it is not.
    pub async fn full_payment(&self) -> anyhow::Result<Payment> {
        let mut agreement = self.agreement()?;
        self.add_agreement(&mut agreement).await?;
        let address = Address {
            line1: Some("1 Main Street; -- 'quoted' \"twice\"".to_owned()),
            line2: Some("Ystradgynlais 😀".to_owned()),
            city: None,
            postcode: Some("AB1A 1AB".to_owned()),
            country: Some("GB".to_owned()),
        };
        let request = NewPayment {
            amount: Amount::from_minor(Amount::MAX.minor() - 1)?,
            reference: Reference::parse("Réf\u{301} \\ % _ 'x'")?,
            description: Description::parse("line one\nline two\ttab")?,
            return_url: Some(ReturnUrl::parse(
                "HTTPS://service.example//done?a=1&b=%20#x",
            )?),
            language: Language::Welsh,
            moto: true,
            agreement: Some(AgreementPart {
                agreement: agreement.id.clone(),
                payment_type: AgreementPaymentType::Unscheduled,
            }),
            delayed_capture: true,
            email: Some(email("ada@example.org")?),
            metadata: metadata()?,
            prefilled: Some(PrefilledCardholder {
                name: Some("Ada".to_owned()),
                billing_address: Some(address.clone()),
            }),
            ..self.request()?
        };
        let mut payment = Payment::create(request, START);
        payment.enter_card(CardSummary {
            billing_address: Some(address),
            ..card()?
        });
        payment.add_surcharge(Some(Amount::from_minor(1)?));
        payment.keep_stored_card(StoredCard::given("a card's 'name'"));
        Ok(payment)
    }

    /// A payment in this state, not yet added and without events.
    pub fn payment_in(&self, state: PaymentState) -> anyhow::Result<Payment> {
        let payment = self.payment()?;
        let data: &PaymentData = &payment;
        Ok(Payment::restore(PaymentData {
            state,
            ..data.clone()
        }))
    }

    /// An attempt that no other payment has.
    pub fn attempt(&self) -> Attempt {
        let operation = self.operation_id();
        Attempt {
            order_code: OrderCode::of(&operation),
            operation,
        }
    }

    /// An authorisation that no other payment has.
    pub fn authorisation(&self) -> Authorisation {
        Authorisation {
            order_code: OrderCode::of(&self.operation_id()),
            psp_reference: PspReference::given("psp reference/1"),
        }
    }

    /// Every state, with every value that is in one.
    pub fn states(&self) -> Vec<PaymentState> {
        use PaymentState as S;
        let attempts = CaptureAttempts {
            authorisation: self.authorisation(),
            failed: 3,
        };
        let mut states = vec![
            S::Created,
            S::Reported,
            S::Started,
            S::AuthorisationQueued,
            S::Authorising(self.attempt()),
            S::ChallengeRequired(self.attempt()),
            S::ChallengeSubmitted(self.attempt()),
            S::Authorised(self.authorisation()),
            S::Capturable(self.authorisation()),
            S::CaptureRequested(attempts.clone()),
            S::Capturing(attempts, self.operation_id()),
            S::CaptureSubmitted(self.authorisation()),
            S::Captured(self.authorisation(), START.date()),
            S::CaptureFailed(self.authorisation()),
        ];
        for by in CancelledBy::iter() {
            states.push(S::Cancelling(self.authorisation(), by));
            states.push(S::CancelSubmitted(self.authorisation(), by));
            states.extend(self.clean_ups().map(|clean_up| S::Cancelled(by, clean_up)));
        }
        states.extend(DeclineReason::iter().map(S::Declined));
        states.extend(self.clean_ups().map(S::AuthorisationFailed));
        states
    }

    /// Every step, with every value that is in one.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = vec![
            Step::Start,
            Step::QueueAuthorisation,
            Step::SubmitCard(self.attempt()),
            Step::RequireChallenge,
            Step::SubmitChallenge(self.attempt()),
            Step::Authorise(self.authorisation()),
            Step::FailAuthorisation,
            Step::LoseAuthorisation,
            Step::AwaitService,
            Step::RequestCapture,
            Step::BeginCapture(self.operation_id()),
            Step::PostponeCapture,
            Step::SubmitCapture(None),
            Step::SubmitCapture(Some(self.authorisation())),
            Step::ConfirmCapture(START.date()),
            Step::AbandonCapture,
            Step::SubmitCancel,
        ];
        steps.extend(DeclineReason::iter().map(Step::Decline));
        steps.extend(CancelledBy::iter().map(Step::Cancel));
        steps.extend(CancelledBy::iter().map(Step::BeginCancel));
        steps.extend(Released::iter().map(Step::FinishCancel));
        steps.extend(Released::iter().map(Step::CleanUp));
        steps
    }

    fn clean_ups(&self) -> [CleanUp; 4] {
        [
            CleanUp::NotNeeded,
            CleanUp::Due(self.attempt()),
            CleanUp::Done,
            CleanUp::Failed,
        ]
    }
}

/// A card as it rests, without an address.
pub fn card() -> anyhow::Result<CardSummary> {
    Ok(CardSummary {
        first_six: Some("424242".to_owned()),
        last_four: Some("0042".to_owned()),
        expiry: Some(Expiry::parse("1", "2031")?),
        holder: Some(Holder::parse("Ada Lovelace")?),
        brand: Some(Brand::Visa),
        card_type: Some(CardType::Credit),
        billing_address: None,
    })
}

/// An e-mail address.
pub fn email(text: &str) -> anyhow::Result<Email> {
    Ok(Email::parse(text)?)
}

fn metadata() -> anyhow::Result<Metadata> {
    let pairs = [
        ("zebra", MetadataValue::Text("9007199254740993".to_owned())),
        ("Number", MetadataValue::Number("1.50e2".to_owned())),
        (
            "large",
            MetadataValue::Number("9007199254740993".to_owned()),
        ),
        ("yes", MetadataValue::Bool(true)),
        ("a \"quoted\" key", MetadataValue::Text("true".to_owned())),
        ("no", MetadataValue::Bool(false)),
        ("empty", MetadataValue::Text(String::new())),
    ];
    let pairs = pairs.map(|(key, value)| (key.to_owned(), value));
    Metadata::parse(pairs.to_vec()).map_err(|broken| anyhow::anyhow!("{broken:?}"))
}
