//! HTTP itself: keys, paths, methods, media types, sizes and caching, and which
//! failure is told first.

mod answers;
mod bodies;
mod keys;
mod limits;
mod order;
mod paths;

use system_tests::client::exchange::Sent;
use system_tests::contract_check::Operation;

use crate::row::Tally;
use crate::world::World;

/// Every area of the conversation.
pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(keys::area(world).await).await;
    tally.run(paths::area(world)).await;
    tally.run(bodies::area(world).await).await;
    tally.run(answers::area(world).await).await;
    tally.run(order::area(world).await).await;
    limits::run(world, tally).await;
}

/// Where an operation is, with ids that nobody has.
fn path_of(operation: &Operation) -> String {
    operation.path_with(|_| "hu20sqlact5260q2nanm0q8u93".to_owned())
}

/// An operation's own example of a request, about something that nobody has.
fn request_of(operation: &Operation) -> Sent {
    let sent = Sent::new(&operation.method, &path_of(operation));
    match operation.request_example() {
        Some(body) => sent
            .header("content-type", "application/json")
            .body(body.to_string()),
        None => sent,
    }
}
