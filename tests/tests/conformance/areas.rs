//! Every area, in the order in which it is prepared and run. One at a time, since
//! some of them move the clock.

use crate::row::Tally;
use crate::world::World;
use crate::{
    agreements, authorise, cards, conversation, create_payment, disputes, expiry, faults, modes,
    operator, refunds, repeating, searches, states, telephone,
};

/// Runs every area.
pub(crate) async fn run_all(world: &World, tally: &mut Tally) {
    create_payment::run(world, tally).await;
    states::run(world, tally).await;
    refunds::run(world, tally).await;
    agreements::run(world, tally).await;
    authorise::run(world, tally).await;
    cards::run(world, tally).await;
    modes::run(world, tally).await;
    telephone::run(world, tally).await;
    disputes::run(world, tally).await;
    conversation::run(world, tally).await;
    searches::run(world, tally).await;
    faults::run(world, tally).await;
    operator::run(world, tally).await;
    expiry::run(world, tally).await;
    repeating::run(world, tally).await;
}
