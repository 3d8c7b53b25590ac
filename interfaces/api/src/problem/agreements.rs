//! Why an agreement was not made, found or ended.

use application::agreements::cancel::CancelAgreementError;
use application::agreements::create::CreateAgreementError;
use application::agreements::get::GetAgreementError;
use application::searching::SearchError;

use super::body::{self, plain, system_error};
use super::{NO_SUCH_PAGE, NOT_FOUND};
use crate::generated::public::{
    CancelAgreementFailure, CreateAgreementFailure, GetAgreementFailure, SearchAgreementsFailure,
};
use crate::settings::ApiSettings;

pub(crate) fn create(
    error: CreateAgreementError,
    settings: &ApiSettings,
) -> CreateAgreementFailure {
    use CreateAgreementFailure as Failure;
    match error {
        CreateAgreementError::RecurringDisabled => {
            Failure::UnprocessableContent(body::recurring_disabled(settings))
        }
        CreateAgreementError::KeyInUse(_) => Failure::Conflict(body::key_in_use()),
        CreateAgreementError::Store(error) => {
            Failure::InternalServerError(system_error("P2198", &error))
        }
    }
}

pub(crate) fn get(error: GetAgreementError) -> GetAgreementFailure {
    use GetAgreementFailure as Failure;
    match error {
        GetAgreementError::NotFound => Failure::NotFound(plain("P2200", NOT_FOUND)),
        GetAgreementError::Store(error) => {
            Failure::InternalServerError(system_error("P2298", &error))
        }
    }
}

pub(crate) fn search(error: SearchError) -> SearchAgreementsFailure {
    use SearchAgreementsFailure as Failure;
    match error {
        SearchError::NoSuchPage => Failure::NotFound(plain("P2402", NO_SUCH_PAGE)),
        SearchError::Store(error) => Failure::InternalServerError(system_error("P2498", &error)),
    }
}

pub(crate) fn cancel(error: CancelAgreementError) -> CancelAgreementFailure {
    use CancelAgreementFailure as Failure;
    match error {
        CancelAgreementError::NotFound => Failure::NotFound(plain("P2500", NOT_FOUND)),
        CancelAgreementError::NotActive => {
            Failure::BadRequest(plain("P2501", "Cancellation of agreement failed"))
        }
        CancelAgreementError::Store(error) => {
            Failure::InternalServerError(system_error("P2598", &error))
        }
    }
}
