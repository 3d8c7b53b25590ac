//! Money is held: on a card, or on one that the PSP keeps.

use async_trait::async_trait;
use domain::agreement::StoredCard;
use domain::card::CardNumber;
use domain::card::test_cards::{TestCard, TestOutcome};
use domain::operation::{OrderCode, PspReference};
use domain::ports::psp::{
    AuthorisationOutcome, AuthorisationRequest, Hold, Retry, StoredAuthorisationRequest,
};
use domain::ports::sandbox::{LedgerAuthorisation, SandboxLedger, Verdict};
use domain::ports::{Clock, PspError, Recurring};

use super::script::{Behaviour, Call};
use super::{MemoryPsp, books_failed};

/// What names of kept cards begin with; the rest is the order code of the
/// authorisation that brought the card.
const KEPT: &str = "kept-";
/// The card that is good once, and declined when it is kept (as in GOV.UK Pay).
const GOOD_ONCE: &str = "5105105105105100";

#[async_trait]
impl Recurring for MemoryPsp {
    async fn authorise_stored(
        &self,
        request: &StoredAuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError> {
        let call = Call::AuthoriseStored;
        let behaviour = self.receive(call, &request.order_code).await?;
        let kept = self.kept(&request.card).await?;
        let (verdict, retry) = told(behaviour).unwrap_or((kept, Retry::Never));
        let entry = LedgerAuthorisation {
            order_code: request.order_code.clone(),
            psp_reference: reference(&request.order_code),
            payment: request.payment.clone(),
            amount: request.amount,
            verdict,
            kept: None,
            at: self.clock.now(),
        };
        let outcome = self.authorised(entry, retry).await?;
        self.reply(behaviour, outcome).await
    }
}

impl MemoryPsp {
    pub(super) async fn authorise_card(
        &self,
        request: &AuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError> {
        let behaviour = self.receive(Call::Authorise, &request.order_code).await?;
        let number = &request.card.number;
        let (verdict, retry) = told(behaviour).unwrap_or((usual(number), Retry::Unsaid));
        let keeps_card = request.keeps_card && verdict == Verdict::Authorised;
        let entry = LedgerAuthorisation {
            order_code: request.order_code.clone(),
            psp_reference: reference(&request.order_code),
            payment: request.payment.clone(),
            amount: request.amount,
            verdict,
            kept: keeps_card.then(|| usual_when_kept(number)),
            at: self.clock.now(),
        };
        let outcome = self.authorised(entry, retry).await?;
        self.reply(behaviour, outcome).await
    }

    /// Enters the authorisation, and says what the first entry of its key says.
    async fn authorised(
        &self,
        entry: LedgerAuthorisation,
        retry: Retry,
    ) -> Result<AuthorisationOutcome, PspError> {
        self.script.say(&entry.order_code, retry);
        let first = self.ledger.authorise(entry).await.map_err(books_failed)?;
        Ok(self.outcome_of(first))
    }

    /// What the books say of an authorisation.
    pub(super) fn outcome_of(&self, entry: LedgerAuthorisation) -> AuthorisationOutcome {
        match entry.verdict {
            Verdict::Authorised => AuthorisationOutcome::Authorised(Hold {
                psp_reference: entry.psp_reference,
                stored_card: entry
                    .kept
                    .map(|_| StoredCard::given(format!("{KEPT}{}", entry.order_code.as_str()))),
            }),
            Verdict::Declined => {
                AuthorisationOutcome::Declined(self.script.said(&entry.order_code))
            }
            Verdict::Failed => AuthorisationOutcome::Failed,
        }
    }

    /// How payments on this card end.
    async fn kept(&self, card: &StoredCard) -> Result<Verdict, PspError> {
        let Some(order_code) = card.as_str().strip_prefix(KEPT) else {
            return Ok(Verdict::Declined);
        };
        let order_code = OrderCode::stored(order_code);
        let set_up = self.ledger.authorisation(&order_code).await;
        Ok(set_up
            .map_err(books_failed)?
            .and_then(|set_up| set_up.kept)
            .unwrap_or(Verdict::Declined))
    }
}

fn reference(order_code: &OrderCode) -> PspReference {
    PspReference::given(format!("psp-{}", order_code.as_str()))
}

/// What the PSP was told to say, if it was told anything.
fn told(behaviour: Behaviour) -> Option<(Verdict, Retry)> {
    match behaviour {
        Behaviour::Refuse => Some((Verdict::Declined, Retry::Unsaid)),
        Behaviour::RefuseForNow => Some((Verdict::Declined, Retry::Later)),
        Behaviour::RefuseForGood => Some((Verdict::Declined, Retry::Never)),
        Behaviour::Fail => Some((Verdict::Failed, Retry::Unsaid)),
        Behaviour::Comply
        | Behaviour::Defer
        | Behaviour::LoseAnswer
        | Behaviour::LoseRequest
        | Behaviour::NotSend
        | Behaviour::Stall => None,
    }
}

/// The verdict on a card: a test card's own, and yes to any other.
fn usual(number: &CardNumber) -> Verdict {
    let card = TestCard::with_number(number.expose());
    match card.map(|card| card.outcome) {
        Some(TestOutcome::Authorised) | None => Verdict::Authorised,
        Some(
            TestOutcome::Declined
            | TestOutcome::DeclinedAsExpired
            | TestOutcome::DeclinedForSecurityCode,
        ) => Verdict::Declined,
        Some(TestOutcome::Failed | TestOutcome::NotAccepted) => Verdict::Failed,
    }
}

/// The verdict on later payments on a card.
fn usual_when_kept(number: &CardNumber) -> Verdict {
    if number.expose() == GOOD_ONCE {
        Verdict::Declined
    } else {
        Verdict::Authorised
    }
}
