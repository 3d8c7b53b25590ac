//! A payment's states and steps: a name and its facts.

use domain::payment::state::{CleanUp, CleanUpName, PaymentState, StateName};
use domain::payment::step::{Step, StepName};

use super::Impossible;
use super::facts::Facts;

/// The facts of a state.
pub(crate) fn state_facts(state: &PaymentState) -> Facts {
    let facts = Facts::default();
    match state {
        PaymentState::Created
        | PaymentState::Reported
        | PaymentState::Started
        | PaymentState::AuthorisationQueued => facts,
        PaymentState::Authorising(attempt)
        | PaymentState::ChallengeRequired(attempt)
        | PaymentState::ChallengeSubmitted(attempt) => facts.with_attempt(attempt),
        PaymentState::Authorised(authorisation)
        | PaymentState::Capturable(authorisation)
        | PaymentState::CaptureSubmitted(authorisation)
        | PaymentState::CaptureFailed(authorisation) => facts.with_authorisation(authorisation),
        PaymentState::CaptureRequested(captures) => facts.with_captures(captures),
        PaymentState::Capturing(captures, operation) => {
            facts.with_captures(captures).with_operation(operation)
        }
        PaymentState::Captured(authorisation, day) => facts
            .with_authorisation(authorisation)
            .with_captured_on(*day),
        PaymentState::Cancelling(authorisation, by)
        | PaymentState::CancelSubmitted(authorisation, by) => facts
            .with_authorisation(authorisation)
            .with_cancelled_by(*by),
        PaymentState::Cancelled(by, clean_up) => {
            with_clean_up(facts.with_cancelled_by(*by), clean_up)
        }
        PaymentState::Declined(reason) => facts.with_decline_reason(*reason),
        PaymentState::AuthorisationFailed(clean_up) => with_clean_up(facts, clean_up),
    }
}

/// The state of this name that these facts describe.
pub(crate) fn state(name: StateName, mut facts: Facts) -> Result<PaymentState, Impossible> {
    let state = match name {
        StateName::Created => PaymentState::Created,
        StateName::Reported => PaymentState::Reported,
        StateName::Started => PaymentState::Started,
        StateName::AuthorisationQueued => PaymentState::AuthorisationQueued,
        StateName::Authorising => PaymentState::Authorising(facts.attempt()?),
        StateName::ChallengeRequired => PaymentState::ChallengeRequired(facts.attempt()?),
        StateName::ChallengeSubmitted => PaymentState::ChallengeSubmitted(facts.attempt()?),
        StateName::Authorised => PaymentState::Authorised(facts.authorisation()?),
        StateName::Capturable => PaymentState::Capturable(facts.authorisation()?),
        StateName::CaptureRequested => PaymentState::CaptureRequested(facts.captures()?),
        StateName::Capturing => PaymentState::Capturing(facts.captures()?, facts.operation()?),
        StateName::CaptureSubmitted => PaymentState::CaptureSubmitted(facts.authorisation()?),
        StateName::Captured => PaymentState::Captured(facts.authorisation()?, facts.captured_on()?),
        StateName::CaptureFailed => PaymentState::CaptureFailed(facts.authorisation()?),
        StateName::Cancelling => {
            PaymentState::Cancelling(facts.authorisation()?, facts.cancelled_by()?)
        }
        StateName::CancelSubmitted => {
            PaymentState::CancelSubmitted(facts.authorisation()?, facts.cancelled_by()?)
        }
        StateName::Cancelled => {
            PaymentState::Cancelled(facts.cancelled_by()?, clean_up(&mut facts)?)
        }
        StateName::Declined => PaymentState::Declined(facts.decline_reason()?),
        StateName::AuthorisationFailed => PaymentState::AuthorisationFailed(clean_up(&mut facts)?),
    };
    facts.none_left()?;
    Ok(state)
}

/// The facts of a step.
pub(crate) fn step_facts(step: &Step) -> Facts {
    let facts = Facts::default();
    match step {
        Step::Start
        | Step::QueueAuthorisation
        | Step::RequireChallenge
        | Step::FailAuthorisation
        | Step::LoseAuthorisation
        | Step::AwaitService
        | Step::RequestCapture
        | Step::PostponeCapture
        | Step::AbandonCapture
        | Step::SubmitCancel
        | Step::SubmitCapture(None) => facts,
        Step::SubmitCard(attempt) | Step::SubmitChallenge(attempt) => facts.with_attempt(attempt),
        Step::Authorise(authorisation) | Step::SubmitCapture(Some(authorisation)) => {
            facts.with_authorisation(authorisation)
        }
        Step::Decline(reason) => facts.with_decline_reason(*reason),
        Step::BeginCapture(operation) => facts.with_operation(operation),
        Step::ConfirmCapture(day) => facts.with_captured_on(*day),
        Step::Cancel(by) | Step::BeginCancel(by) => facts.with_cancelled_by(*by),
        Step::FinishCancel(released) | Step::CleanUp(released) => facts.with_clean_up(*released),
    }
}

/// The step of this name that these facts describe.
pub(crate) fn step(name: StepName, mut facts: Facts) -> Result<Step, Impossible> {
    let step = match name {
        StepName::Start => Step::Start,
        StepName::QueueAuthorisation => Step::QueueAuthorisation,
        StepName::SubmitCard => Step::SubmitCard(facts.attempt()?),
        StepName::RequireChallenge => Step::RequireChallenge,
        StepName::SubmitChallenge => Step::SubmitChallenge(facts.attempt()?),
        StepName::Authorise => Step::Authorise(facts.authorisation()?),
        StepName::Decline => Step::Decline(facts.decline_reason()?),
        StepName::FailAuthorisation => Step::FailAuthorisation,
        StepName::LoseAuthorisation => Step::LoseAuthorisation,
        StepName::AwaitService => Step::AwaitService,
        StepName::RequestCapture => Step::RequestCapture,
        StepName::BeginCapture => Step::BeginCapture(facts.operation()?),
        StepName::PostponeCapture => Step::PostponeCapture,
        StepName::SubmitCapture => Step::SubmitCapture(facts.authorisation_if_any()?),
        StepName::ConfirmCapture => Step::ConfirmCapture(facts.captured_on()?),
        StepName::AbandonCapture => Step::AbandonCapture,
        StepName::Cancel => Step::Cancel(facts.cancelled_by()?),
        StepName::BeginCancel => Step::BeginCancel(facts.cancelled_by()?),
        StepName::SubmitCancel => Step::SubmitCancel,
        StepName::FinishCancel => Step::FinishCancel(facts.clean_up()?),
        StepName::CleanUp => Step::CleanUp(facts.clean_up()?),
    };
    facts.none_left()?;
    Ok(step)
}

fn with_clean_up(facts: Facts, clean_up: &CleanUp) -> Facts {
    let facts = facts.with_clean_up(CleanUpName::from(clean_up));
    match clean_up {
        CleanUp::Due(attempt) => facts.with_attempt(attempt),
        CleanUp::NotNeeded | CleanUp::Done | CleanUp::Failed => facts,
    }
}

fn clean_up(facts: &mut Facts) -> Result<CleanUp, Impossible> {
    Ok(match facts.clean_up()? {
        CleanUpName::NotNeeded => CleanUp::NotNeeded,
        CleanUpName::Due => CleanUp::Due(facts.attempt()?),
        CleanUpName::Done => CleanUp::Done,
        CleanUpName::Failed => CleanUp::Failed,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strum::IntoEnumIterator;

    use super::*;
    use crate::mapping::samples::{states, steps};
    use crate::mapping::{from_json, json};

    proptest! {
        #[test]
        fn every_state_reads_back(original in states()) {
            prop_assert_eq!(state(original.name(), state_facts(&original)), Ok(original));
        }

        #[test]
        fn every_step_reads_back_through_json(original in steps()) {
            let text = json(&step_facts(&original));
            let facts = from_json("detail", &text).unwrap();

            prop_assert_eq!(step(original.name(), facts), Ok(original));
        }

        #[test]
        fn facts_of_another_state_are_refused(one in states(), other in states()) {
            prop_assume!(state_facts(&one) != state_facts(&other));
            // Only states of the same shape can take each other's facts.
            if let Ok(read) = state(one.name(), state_facts(&other)) {
                prop_assert_eq!(state_facts(&read), state_facts(&other));
            }
        }
    }

    #[test]
    fn a_state_without_its_facts_is_impossible() {
        let bare = [
            StateName::Created,
            StateName::Reported,
            StateName::Started,
            StateName::AuthorisationQueued,
        ];
        for name in StateName::iter() {
            let read = state(name, Facts::default());
            assert_eq!(read.is_ok(), bare.contains(&name), "{name:?}");
        }
    }

    #[test]
    fn a_fact_too_many_is_impossible() {
        let facts = Facts::default().with_clean_up("done");

        assert!(state(StateName::Created, facts).is_err());
    }
}
