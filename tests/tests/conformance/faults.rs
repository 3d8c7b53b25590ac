//! Failures on our side and the PSP's: each operation has a code of its own for
//! them. The damage is done to servers of their own.

mod database;
mod psp;

use crate::row::Tally;
use crate::world::World;

/// Every area of failures.
pub(crate) async fn run(world: &World, tally: &mut Tally) {
    database::run(world, tally).await;
    psp::run(world, tally).await;
}
