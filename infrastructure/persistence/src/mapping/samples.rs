//! Payments and agreements of every shape, for tests.

mod parts;

use domain::account::Provider;
use domain::agreement::{
    AgreementStatus, NewAgreement, PaymentInstrument, StoredCard, UserIdentifier,
};
use domain::card::{Brand, CardSummary, CardType, Expiry, Holder};
use domain::dispute::DisputeStatus;
use domain::operation::{OrderCode, PspReference};
use domain::payment::metadata::MetadataValue;
use domain::payment::report::{ReportedCode, ReportedFailure, ReportedOutcome};
use domain::payment::state::{
    Attempt, Authorisation, CancelledBy, CaptureAttempts, CleanUp, DeclineReason,
};
use domain::payment::step::Released;
use domain::payment::{
    Address, AgreementPart, AgreementPaymentType, AuthorisationMode, Change, Description, Email,
    Event, Language, Metadata, NewPayment, Payment, PaymentData, PaymentState, PrefilledCardholder,
    Reference, Report, ReturnUrl, Status, Step,
};
use domain::refund::{RefundState, RefundStatus};
use domain::{
    AccountId, Agreement, AgreementId, Amount, DisputeId, OperationId, PaymentId, RefundId,
    Timestamp,
};
use proptest::prelude::*;
use strum::IntoEnumIterator;
use time::Date;

pub(crate) use self::parts::approvals;
use self::parts::{approval_outcomes, disputes, refund_states, refunds};

/// A payment as it was just asked for.
pub(crate) fn sample() -> Payment {
    Payment::create(
        NewPayment {
            id: PaymentId::from_random([1; 26]),
            account: AccountId::from_random([2; 26]),
            provider: Provider::Sandbox,
            amount: Amount::from_minor(14_500).unwrap(),
            reference: Reference::parse("Straße ÄRGER 7").unwrap(),
            description: Description::parse("A licence").unwrap(),
            mode: AuthorisationMode::Web,
            return_url: Some(ReturnUrl::parse("https://service.example/done").unwrap()),
            language: Language::English,
            moto: false,
            agreement: None,
            delayed_capture: false,
            email: None,
            metadata: Metadata::default(),
            prefilled: None,
        },
        Timestamp::from_millis(1_000),
    )
}

/// An agreement as it was just asked for.
pub(crate) fn agreement() -> Agreement {
    Agreement::create(
        NewAgreement {
            id: AgreementId::from_random([5; 26]),
            account: AccountId::from_random([2; 26]),
            reference: Reference::parse("Straße ÄRGER 7").unwrap(),
            description: Description::parse("A licence a year").unwrap(),
            user_identifier: None,
        },
        Timestamp::from_millis(1_000),
    )
}

pub(crate) fn states() -> impl Strategy<Value = PaymentState> {
    use PaymentState as S;
    prop_oneof![
        Just(S::Created),
        Just(S::Reported),
        Just(S::Started),
        Just(S::AuthorisationQueued),
        attempts().prop_map(S::Authorising),
        attempts().prop_map(S::ChallengeRequired),
        attempts().prop_map(S::ChallengeSubmitted),
        authorisations().prop_map(S::Authorised),
        authorisations().prop_map(S::Capturable),
        captures().prop_map(S::CaptureRequested),
        (captures(), operation_ids()).prop_map(|(c, o)| S::Capturing(c, o)),
        authorisations().prop_map(S::CaptureSubmitted),
        (authorisations(), days()).prop_map(|(a, d)| S::Captured(a, d)),
        authorisations().prop_map(S::CaptureFailed),
        (authorisations(), any_of::<CancelledBy>()).prop_map(|(a, by)| S::Cancelling(a, by)),
        (authorisations(), any_of::<CancelledBy>()).prop_map(|(a, by)| S::CancelSubmitted(a, by)),
        (any_of::<CancelledBy>(), clean_ups()).prop_map(|(by, c)| S::Cancelled(by, c)),
        any_of::<DeclineReason>().prop_map(S::Declined),
        clean_ups().prop_map(S::AuthorisationFailed),
    ]
}

pub(crate) fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        prop::sample::select(vec![
            Step::Start,
            Step::QueueAuthorisation,
            Step::RequireChallenge,
            Step::FailAuthorisation,
            Step::LoseAuthorisation,
            Step::AwaitService,
            Step::RequestCapture,
            Step::PostponeCapture,
            Step::AbandonCapture,
            Step::SubmitCancel,
        ]),
        attempts().prop_map(Step::SubmitCard),
        attempts().prop_map(Step::SubmitChallenge),
        authorisations().prop_map(Step::Authorise),
        any_of::<DeclineReason>().prop_map(Step::Decline),
        operation_ids().prop_map(Step::BeginCapture),
        prop::option::of(authorisations()).prop_map(Step::SubmitCapture),
        days().prop_map(Step::ConfirmCapture),
        any_of::<CancelledBy>().prop_map(Step::Cancel),
        any_of::<CancelledBy>().prop_map(Step::BeginCancel),
        any_of::<Released>().prop_map(Step::FinishCancel),
        any_of::<Released>().prop_map(Step::CleanUp),
    ]
}

pub(crate) fn events() -> impl Strategy<Value = Event> {
    let changes = prop_oneof![
        Just(Change::Created),
        (steps(), any_of::<Status>()).prop_map(|(step, status)| Change::Stepped(step, status)),
        (ids(), amounts(), refund_states()).prop_map(|(id, amount, state)| Change::Refunded {
            refund: RefundId::from_random(id),
            amount,
            status: match state {
                RefundState::Requested | RefundState::Submitted(_) => RefundStatus::Submitted,
                RefundState::Succeeded(_) => RefundStatus::Success,
                RefundState::Failed => RefundStatus::Error,
            },
        }),
        (ids(), amounts()).prop_map(|(id, amount)| Change::ApprovalAsked {
            refund: RefundId::from_random(id),
            amount,
        }),
        (ids(), amounts(), approval_outcomes()).prop_map(|(id, amount, outcome)| {
            Change::ApprovalDecided {
                refund: RefundId::from_random(id),
                amount,
                outcome,
            }
        }),
        (ids(), amounts(), any_of::<DisputeStatus>()).prop_map(|(id, amount, status)| {
            Change::Disputed {
                dispute: DisputeId::from_random(id),
                amount,
                status,
            }
        }),
        days().prop_map(Change::Settled),
        Just(Change::Redacted),
    ];
    (ids(), 1..u32::MAX, instants(), changes).prop_map(|(id, position, at, change)| Event {
        payment: PaymentId::from_random(id),
        position,
        at,
        change,
    })
}

prop_compose! {
    pub(crate) fn payment_data()(
        state in states(),
        (refunds, approvals) in (
            prop::collection::vec(refunds(), 0..3),
            prop::collection::vec(approvals(), 0..3),
        ),
        card in prop::option::of(cards()),
        prefilled in prop::option::of(cardholders()),
        email in prop::option::of("[a-z<>@]{0,254}"),
        metadata in metadata(),
        (reference, created_at, updated_at) in ("[^<>|\\s\\x00]{1,60}", instants(), instants()),
        (amount, delayed_capture) in (amounts(), any::<bool>()),
        (capture_submitted_at, events, version) in
            (prop::option::of(instants()), 1..u32::MAX, 0..u64::from(u32::MAX)),
        (mode, language, moto, has_return_url) in
            (any_of::<AuthorisationMode>(), any_of::<Language>(), any::<bool>(), any::<bool>()),
        (agreement, surcharge, stored_card) in (
            prop::option::of(agreement_parts()),
            prop::option::of(amounts()),
            prop::option::of(stored_cards()),
        ),
        (report, disputes, settled_on) in (
            prop::option::of(reports()),
            prop::collection::vec(disputes(), 0..3),
            prop::option::of(days()),
        ),
    ) -> PaymentData {
        let new = sample();
        PaymentData {
            mode,
            language,
            moto,
            return_url: new.return_url.clone().filter(|_| has_return_url),
            agreement,
            surcharge,
            stored_card,
            report,
            disputes,
            settled_on,
            state,
            refunds,
            approvals,
            card,
            prefilled,
            email: email.map(|text| Email::parse(text).unwrap()),
            metadata,
            reference: Reference::parse(reference).unwrap(),
            created_at,
            updated_at,
            amount,
            delayed_capture,
            capture_submitted_at,
            events,
            version,
            ..(*new).clone()
        }
    }
}

prop_compose! {
    fn cards()(
        first_six in prop::option::of("[0-9]{6}"),
        last_four in prop::option::of("[0-9]{4}"),
        expiry in prop::option::of((1..=12u8, 1000..=2099u16)),
        holder in prop::option::of("\\PC{0,40}"),
        brand in prop::option::of(any_of::<Brand>()),
        card_type in prop::option::of(any_of::<CardType>()),
        billing_address in prop::option::of(addresses()),
    ) -> CardSummary {
        CardSummary {
            first_six,
            last_four,
            expiry: expiry.map(|(month, year)| {
                Expiry::parse(&month.to_string(), &year.to_string()).unwrap()
            }),
            holder: holder.map(Holder::stored),
            brand,
            card_type,
            billing_address,
        }
    }
}

prop_compose! {
    fn addresses()(fields in prop::array::uniform5(prop::option::of("\\PC{0,20}"))) -> Address {
        let [line1, line2, city, postcode, country] = fields;
        Address { line1, line2, city, postcode, country }
    }
}

prop_compose! {
    fn cardholders()(
        name in prop::option::of("\\PC{0,20}"),
        billing_address in prop::option::of(addresses()),
    ) -> PrefilledCardholder {
        PrefilledCardholder { name, billing_address }
    }
}

prop_compose! {
    fn reports()(
        (processor_id, provider_id) in ("\\PC{0,20}", "\\PC{0,20}"),
        failure in prop::option::of((
            prop::sample::select(vec![
                ReportedCode::Declined,
                ReportedCode::Cancelled,
                ReportedCode::Error,
            ]),
            prop::option::of("\\PC{0,20}"),
            prop::option::of("\\PC{0,20}"),
        )),
        (created_at, authorised_at) in
            (prop::option::of(instants()), prop::option::of(instants())),
        auth_code in prop::option::of("\\PC{0,20}"),
        telephone_number in prop::option::of("\\+[0-9]{1,12}"),
    ) -> Report {
        let outcome = match failure {
            None => ReportedOutcome::Success,
            Some((code, error_code, error_message)) => {
                ReportedOutcome::Failed(ReportedFailure { code, error_code, error_message })
            }
        };
        Report {
            processor_id,
            provider_id,
            outcome,
            created_at,
            authorised_at,
            auth_code,
            telephone_number,
        }
    }
}

prop_compose! {
    fn agreement_parts()(id in ids(), payment_type in any_of::<AgreementPaymentType>())
        -> AgreementPart {
        AgreementPart { agreement: AgreementId::from_random(id), payment_type }
    }
}

prop_compose! {
    pub(crate) fn agreements()(
        id in ids(),
        (created_at, cancelled_at) in (instants(), prop::option::of(instants())),
        user_identifier in prop::option::of("[^\\x00]{1,60}"),
        status in any_of::<AgreementStatus>(),
        instrument in prop::option::of((instants(), cards(), stored_cards())),
        version in 0..u64::from(u32::MAX),
    ) -> Agreement {
        Agreement {
            id: AgreementId::from_random(id),
            created_at,
            user_identifier: user_identifier.map(|text| UserIdentifier::parse(text).unwrap()),
            status,
            instrument: instrument.map(|(created_at, card, stored)| PaymentInstrument {
                created_at,
                card,
                stored,
            }),
            cancelled_at,
            version,
            ..agreement()
        }
    }
}

fn stored_cards() -> impl Strategy<Value = StoredCard> {
    "\\PC{1,20}".prop_map(StoredCard::given)
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let value = prop_oneof![
        "\\PC{0,50}".prop_map(MetadataValue::Text),
        "-?[0-9]{1,20}(\\.[0-9]{1,9})?".prop_map(MetadataValue::Number),
        any::<bool>().prop_map(MetadataValue::Bool),
    ];
    prop::collection::btree_map("[a-z]{1,10}", value, 0..15)
        .prop_map(|pairs| pairs.into_iter().rev().collect::<Vec<_>>())
        .prop_map(|pairs| Metadata::parse(pairs).unwrap())
}

fn clean_ups() -> impl Strategy<Value = CleanUp> {
    prop_oneof![
        Just(CleanUp::NotNeeded),
        Just(CleanUp::Done),
        Just(CleanUp::Failed),
        attempts().prop_map(CleanUp::Due),
    ]
}

fn captures() -> impl Strategy<Value = CaptureAttempts> {
    (authorisations(), any::<u32>()).prop_map(|(authorisation, failed)| CaptureAttempts {
        authorisation,
        failed,
    })
}

fn attempts() -> impl Strategy<Value = Attempt> {
    operation_ids().prop_map(|operation| Attempt {
        order_code: OrderCode::of(&operation),
        operation,
    })
}

fn authorisations() -> impl Strategy<Value = Authorisation> {
    (operation_ids(), references()).prop_map(|(operation, psp_reference)| Authorisation {
        order_code: OrderCode::of(&operation),
        psp_reference,
    })
}

fn references() -> impl Strategy<Value = PspReference> {
    "\\PC{1,20}".prop_map(PspReference::given)
}

fn operation_ids() -> impl Strategy<Value = OperationId> {
    ids().prop_map(OperationId::from_random)
}

fn ids() -> impl Strategy<Value = [u8; 26]> {
    prop::collection::vec(any::<u8>(), 26).prop_map(|bytes| bytes.try_into().unwrap())
}

fn amounts() -> impl Strategy<Value = Amount> {
    (1..=10_000_000i64).prop_map(|minor| Amount::from_minor(minor).unwrap())
}

fn instants() -> impl Strategy<Value = Timestamp> {
    any::<i64>().prop_map(Timestamp::from_millis)
}

fn days() -> impl Strategy<Value = Date> {
    (1..=9_999i32, 1..=366u16).prop_filter_map("not every year has 366 days", |(year, day)| {
        Date::from_ordinal_date(year, day).ok()
    })
}

fn any_of<T: IntoEnumIterator + Clone + std::fmt::Debug + 'static>() -> impl Strategy<Value = T> {
    prop::sample::select(T::iter().collect::<Vec<_>>())
}
