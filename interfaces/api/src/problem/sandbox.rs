//! Why the sandbox did not do it.

use std::error::Error;

use application::sandbox::SandboxError;
use application::sandbox::disputes::SandboxDisputeError;
use domain::dispute::DisputeError;

use super::log;
use crate::contract::Json;
use crate::generated::sandbox::{
    self, AdvanceClockFailure, MoveDisputeFailure, OpenDisputeFailure, ReadClockFailure,
    ResetDataFailure, SettleFailure,
};

pub(crate) fn read_clock(error: SandboxError) -> ReadClockFailure {
    ReadClockFailure::InternalServerError(failed(&error))
}

pub(crate) fn advance_clock(error: SandboxError) -> AdvanceClockFailure {
    match error {
        SandboxError::Advance => {
            AdvanceClockFailure::UnprocessableContent(about(&error, Some("seconds")))
        }
        SandboxError::NotSandbox | SandboxError::Store(_) => {
            AdvanceClockFailure::InternalServerError(failed(&error))
        }
    }
}

pub(crate) fn reset_data(error: SandboxError) -> ResetDataFailure {
    ResetDataFailure::InternalServerError(failed(&error))
}

pub(crate) fn open_dispute(error: SandboxDisputeError) -> OpenDisputeFailure {
    use OpenDisputeFailure as Failure;
    use SandboxDisputeError as E;
    match &error {
        E::NoSuchPayment | E::Refused(DisputeError::NoSuchDispute) => {
            Failure::NotFound(about(&error, None))
        }
        E::Refused(DisputeError::Amount) => {
            Failure::UnprocessableContent(about(&error, Some("amount")))
        }
        E::Refused(
            DisputeError::NotCaptured | DisputeError::DisputedAlready | DisputeError::WrongStatus,
        ) => Failure::Conflict(about(&error, None)),
        E::Sandbox(error) => Failure::InternalServerError(failed(error)),
    }
}

pub(crate) fn move_dispute(error: SandboxDisputeError) -> MoveDisputeFailure {
    use MoveDisputeFailure as Failure;
    use SandboxDisputeError as E;
    match &error {
        E::NoSuchPayment | E::Refused(DisputeError::NoSuchDispute) => {
            Failure::NotFound(about(&error, None))
        }
        E::Refused(
            DisputeError::Amount
            | DisputeError::NotCaptured
            | DisputeError::DisputedAlready
            | DisputeError::WrongStatus,
        ) => Failure::Conflict(about(&error, None)),
        E::Sandbox(error) => Failure::InternalServerError(failed(error)),
    }
}

pub(crate) fn settle(error: SandboxError) -> SettleFailure {
    SettleFailure::InternalServerError(failed(&error))
}

fn failed(error: &SandboxError) -> Json<sandbox::SandboxError> {
    log(error);
    about(error, None)
}

fn about(error: &dyn Error, field: Option<&str>) -> Json<sandbox::SandboxError> {
    Json(sandbox::SandboxError {
        field: field.map(str::to_owned),
        description: error.to_string(),
    })
}
