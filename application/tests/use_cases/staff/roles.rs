//! The role walk: every use case of staff, tried by everybody in accounts of either mode,
//! against the one table of permissions.
//!
//! A cell that is permitted has to get as far as its subject: what is missing, or refused
//! for another reason, is no cell that was tried.

mod answers;
mod money;
mod oneself;
mod platform;
mod settings;
mod team;
mod webhooks;

use std::collections::BTreeSet;

use application::staff::Staff;
use application::staff::members::NewMember;
use domain::ServiceId;
use domain::account::Mode;
use domain::staff::{Permission, Role, Standing};
use strum::IntoEnumIterator;

use self::answers::{Answer, Refusal};
use super::{ADA, password};
use crate::scene::Scene;

/// Who tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// One of the service's people, or a platform administrator who has entered it.
    Inside(Standing),
    /// A platform administrator who has not.
    Outside,
    /// Somebody who belongs to no service.
    Nobody,
}

/// What a use case needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    /// To be signed in.
    Nothing,
    /// To be something in the service.
    Standing,
    /// This, in accounts of the mode.
    May(Permission),
    /// This, in the service as a whole.
    MayInService(Permission),
    /// The same, and to look after the platform.
    MayForThePlatform(Permission),
    /// To look after the platform.
    Platform,
    /// The same, and to have entered the service.
    PlatformInside,
}

/// A use case that somebody tried.
struct Cell {
    /// The use case, and what was tried of it after a colon, if there are several.
    name: &'static str,
    needs: Needs,
    answer: Answer,
}

/// Somebody on their way through all use cases.
struct Walk {
    scene: Scene,
    staff: Staff,
    house: ServiceId,
    mode: Mode,
    cells: Vec<Cell>,
}

impl Who {
    fn all() -> impl Iterator<Item = Self> {
        let inside = Standing::all().map(Self::Inside);
        inside.chain([Self::Outside, Self::Nobody])
    }

    fn looks_after_the_platform(self) -> bool {
        match self {
            Self::Inside(Standing::PlatformAdmin) | Self::Outside => true,
            Self::Inside(Standing::Member(_)) | Self::Nobody => false,
        }
    }

    async fn enters(self, scene: &Scene) -> Staff {
        match self {
            Self::Inside(Standing::Member(role)) => scene.member(ADA, role).await.1,
            Self::Inside(Standing::PlatformAdmin) => scene.inside().await.1,
            Self::Outside => scene.platform_admin().await.1,
            Self::Nobody => {
                let new = NewMember {
                    email: ADA.to_owned(),
                    password: password(),
                    is_platform_admin: false,
                    place: None,
                };
                scene.application.create_member(new).await.unwrap();
                scene.first_sign_in(ADA).await.1
            }
        }
    }
}

impl Needs {
    /// What somebody is to be told.
    fn answer(self, who: Who, mode: Mode) -> Answer {
        let permitted = |permission, mode| match who {
            Who::Inside(standing) if standing.may(permission, mode) => Answer::Permitted,
            Who::Inside(_) => Answer::NotPermitted(permission),
            Who::Outside | Who::Nobody => Answer::NoSuchThing,
        };
        match self {
            Self::Nothing => Answer::Permitted,
            Self::Standing => match who {
                Who::Inside(_) => Answer::Permitted,
                Who::Outside | Who::Nobody => Answer::NoSuchThing,
            },
            Self::May(permission) => permitted(permission, mode),
            Self::MayInService(permission) => permitted(permission, Mode::Live),
            Self::MayForThePlatform(permission) => match who {
                Who::Inside(Standing::Member(_)) => Answer::NotPermitted(permission),
                Who::Inside(Standing::PlatformAdmin) | Who::Outside | Who::Nobody => {
                    permitted(permission, mode)
                }
            },
            Self::Platform if who.looks_after_the_platform() => Answer::Permitted,
            Self::Platform => Answer::NoSuchThing,
            Self::PlatformInside => match who {
                Who::Inside(Standing::PlatformAdmin) => Answer::Permitted,
                Who::Outside => Answer::NotEntered,
                Who::Inside(Standing::Member(_)) | Who::Nobody => Answer::NoSuchThing,
            },
        }
    }
}

impl Walk {
    async fn new(who: Who, mode: Mode) -> Self {
        let scene = Scene::new().await;
        // The service always has another admin.
        let house = scene.house().await;
        let chief = NewMember {
            email: "chief@example.org".to_owned(),
            password: password(),
            is_platform_admin: false,
            place: Some((house.id.clone(), Role::ServiceAdmin)),
        };
        scene.application.create_member(chief).await.unwrap();
        let staff = who.enters(&scene).await;
        let scene = match mode {
            Mode::Test => scene,
            Mode::Live => scene.live().await,
        };
        Self {
            house: house.id,
            scene,
            staff,
            mode,
            cells: Vec::new(),
        }
    }

    fn note<T>(&mut self, name: &'static str, needs: Needs, result: Result<T, impl Refusal>) {
        let answer = match result {
            Ok(_) => Answer::Permitted,
            Err(error) => error.answer(),
        };
        self.tell(name, needs, answer);
    }

    fn tell(&mut self, name: &'static str, needs: Needs, answer: Answer) {
        self.cells.push(Cell {
            name,
            needs,
            answer,
        });
    }

    async fn all(&mut self) {
        money::walk(self).await;
        settings::walk(self).await;
        webhooks::walk(self).await;
        team::walk(self).await;
        oneself::walk(self).await;
        platform::walk(self).await;
    }
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_nothing_else() {
    let (mut count, mut wrong) = (0, Vec::new());
    for mode in [Mode::Test, Mode::Live] {
        for who in Who::all() {
            let mut walk = Walk::new(who, mode).await;
            walk.all().await;
            for cell in walk.cells {
                let expected = cell.needs.answer(who, mode);
                if cell.answer != expected {
                    let (name, answer) = (cell.name, cell.answer);
                    wrong.push(format!(
                        "{name}: {who:?}, {mode:?}: {answer:?} instead of {expected:?}"
                    ));
                }
                count += 1;
            }
        }
    }
    println!("role walk: {count} cells");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 1_000, "{count}");
}

/// A use case that is added is added here too.
#[tokio::test]
async fn no_use_case_of_staff_is_left_out() {
    let who = Who::Inside(Standing::Member(Role::ServiceAdmin));
    let mut walk = Walk::new(who, Mode::Test).await;
    walk.all().await;
    let walked: BTreeSet<String> = walk
        .cells
        .iter()
        .map(|cell| cell.name.split(':').next().unwrap().to_owned())
        .collect();

    assert_eq!(walked, answers::use_cases_of_staff());
}

/// Whatever there is to be permitted is needed by something.
#[tokio::test]
async fn every_permission_is_walked() {
    let who = Who::Inside(Standing::Member(Role::ServiceAdmin));
    let mut walk = Walk::new(who, Mode::Test).await;
    walk.all().await;
    let walked: BTreeSet<Permission> = walk
        .cells
        .iter()
        .filter_map(|cell| match cell.needs {
            Needs::May(permission)
            | Needs::MayInService(permission)
            | Needs::MayForThePlatform(permission) => Some(permission),
            Needs::Nothing | Needs::Standing | Needs::Platform | Needs::PlatformInside => None,
        })
        .collect();

    assert_eq!(walked, Permission::iter().collect());
}
