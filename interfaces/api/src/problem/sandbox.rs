//! Why the sandbox did not do it.

use application::sandbox::SandboxError;

use super::log;
use crate::contract::Json;
use crate::generated::sandbox::{self, AdvanceClockFailure, ReadClockFailure, ResetDataFailure};

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

fn failed(error: &SandboxError) -> Json<sandbox::SandboxError> {
    log(error);
    about(error, None)
}

fn about(error: &SandboxError, field: Option<&str>) -> Json<sandbox::SandboxError> {
    Json(sandbox::SandboxError {
        field: field.map(str::to_owned),
        description: error.to_string(),
    })
}
