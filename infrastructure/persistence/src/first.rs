//! The one row of a look-up.
//!
//! A look-up by a key asks for all rows, of which there is one, instead of for
//! one: where the number of rows is limited by a bound value, which is how
//! sea-orm asks for one, SQLite plans the statement anew each time.

use domain::ports::StoreError;
use sea_orm::DbErr;

use crate::failure::failed;

/// The first of what a query found.
pub(crate) fn first<T>(found: Result<Vec<T>, DbErr>) -> Result<Option<T>, StoreError> {
    Ok(found.map_err(failed)?.into_iter().next())
}
