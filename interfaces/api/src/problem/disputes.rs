//! Why disputes were not found.

use application::searching::SearchError;

use super::NO_SUCH_PAGE;
use super::body::{plain, system_error};
use crate::generated::public::SearchDisputesFailure;

pub(crate) fn search(error: SearchError) -> SearchDisputesFailure {
    use SearchDisputesFailure as Failure;
    match error {
        SearchError::NoSuchPage => Failure::NotFound(plain("P0402", NO_SUCH_PAGE)),
        SearchError::Store(error) => Failure::InternalServerError(system_error("P0498", &error)),
    }
}
