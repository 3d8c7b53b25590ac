//! Searches: what matches, which parameters are refused, and how pages lead to each
//! other.

mod agreements;
mod catalogue;
mod disputes;
mod page;
mod paging;
mod payments;
mod refunds;
mod wrong;

use crate::row::Tally;
use crate::world::World;

/// Every area of searches.
pub(crate) async fn run(world: &World, tally: &mut Tally) {
    let catalogue = catalogue::prepare(world).await;
    tally
        .run(payments::area(world, &catalogue, "/v1/payments"))
        .await;
    tally
        .run(payments::area(world, &catalogue, "/v1/transactions"))
        .await;
    tally.run(paging::area(world, &catalogue)).await;
    tally.run(paging::at_once(world).await).await;
    tally.run(wrong::area(world)).await;
    tally.run(refunds::area(world).await).await;
    tally.run(disputes::area(world).await).await;
    tally.run(agreements::area(world).await).await;
    tally.run(agreements::many(world).await).await;
}
