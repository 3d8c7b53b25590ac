//! One page of a search, for services.

use domain::ports::StoreError;
use domain::ports::queries::Page;

/// Why there is no page of results.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// There are results, but not so many pages of them.
    #[error("there is no such page")]
    NoSuchPage,
    /// They could not be read.
    #[error("the results could not be read")]
    Store(#[from] StoreError),
}

/// A search without results has an empty page, whatever its number (as in GOV.UK Pay).
pub(crate) fn existing<T>(page: Page<T>) -> Result<Page<T>, SearchError> {
    if page.is_past_the_end() {
        Err(SearchError::NoSuchPage)
    } else {
        Ok(page)
    }
}
