//! Platform administrators look after services, people, payments and work: with a
//! reason, on record, and without seeing who pays.

mod payments;
mod people;
mod services;
mod work;

use application::staff::Staff;
use application::staff::platform::PlatformError;
use application::staff::services::AccessError;
use domain::ports::Clock;
use domain::staff::Role;

use super::ADA;
use crate::scene::Scene;

const WHY: &str = "they asked for help";

/// A platform administrator, and an admin of the service who is none.
async fn both(scene: &Scene) -> (Staff, Staff) {
    let (_, grace) = scene.platform_admin().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    (grace, ada)
}

/// The same person, asking now.
fn now(scene: &Scene, staff: &Staff) -> Staff {
    Staff {
        at: scene.world.clock.now(),
        ..staff.clone()
    }
}

/// Whether there is no such thing, for them.
fn hidden<T>(done: Result<T, PlatformError>) -> bool {
    matches!(done, Err(PlatformError::Access(AccessError::NotFound)))
}

/// Whether they have to say why.
fn wants_reason<T>(done: Result<T, PlatformError>) -> bool {
    matches!(done, Err(PlatformError::NoReason))
}
