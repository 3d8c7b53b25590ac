//! The role walk over addresses: every address of the site, asked and sent to by
//! everybody, in both modes, against the one table of permissions.

#[path = "role_walk/cast.rs"]
mod cast;
#[path = "role_walk/table.rs"]
mod table;

use domain::account::Mode;
use domain::staff::Permission;
use poem::http::StatusCode;

use self::cast::{Cast, Visitor};
use self::table::{Address, TABLE};
use crate::browser::Page;

/// Whom a door of the site is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    /// There is none.
    Wall,
    Anyone,
    SignedIn,
    /// Platform administrators.
    Platform,
    /// Those whose standing in the service permits this.
    Service(Permission),
    /// The same, but only where the account is a test account.
    TestService(Permission),
    /// Those who are one of some service's people, and permitted this there.
    SomeService(Permission),
    /// Whoever is signed in, and then no longer is.
    WayOut,
}

/// What somebody meets at a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    Wall,
    SignInPage,
    NotFound,
    Forbidden,
    Open,
    Broken,
}

#[test]
fn the_table_has_every_address_of_the_site() {
    let mut known: Vec<&str> = TABLE.iter().map(|address| address.at).collect();
    let mut served = admin::addresses();
    known.sort_unstable();
    served.sort_unstable();
    assert_eq!(known, served);
}

#[tokio::test]
async fn every_door_is_open_to_those_it_is_for_and_to_nobody_else() {
    let (mut cells, mut wrong) = (0, Vec::new());
    for visitor in Visitor::all() {
        let mut cast = Cast::new(visitor).await;
        for address in TABLE {
            let modes: &[Mode] = match address.at.contains("/:mode") {
                true => &[Mode::Test, Mode::Live],
                false => &[Mode::Live],
            };
            for mode in modes {
                for (method, door) in [("GET", address.get), ("POST", address.post)] {
                    let met = met(&cast.visit(method, address.at, *mode).await);
                    let expected = expected(door, visitor, *mode);
                    if met != expected {
                        let at = address.at;
                        wrong.push(format!(
                            "{visitor:?} {mode:?} {method} {at}: {met:?}, not {expected:?}"
                        ));
                    }
                    cells += 1;
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {cells}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    println!("role walk over addresses: {cells} cells");
    assert!(cells > 1_000);
}

fn expected(door: Door, visitor: Visitor, mode: Mode) -> Met {
    let permission = match door {
        Door::Wall => return Met::Wall,
        Door::Anyone => return Met::Open,
        _ if visitor == Visitor::Stranger => return Met::SignInPage,
        Door::SignedIn => return Met::Open,
        Door::WayOut => return Met::SignInPage,
        Door::Platform if visitor.looks_after_the_platform() => return Met::Open,
        Door::Platform => return Met::NotFound,
        Door::Service(permission)
        | Door::TestService(permission)
        | Door::SomeService(permission) => permission,
    };
    let there_is_none = mode == Mode::Live && matches!(door, Door::TestService(_));
    let is_member = matches!(visitor, Visitor::Member(_));
    match visitor.standing() {
        _ if !is_member && matches!(door, Door::SomeService(_)) => Met::NotFound,
        None => Met::NotFound,
        Some(standing) if !standing.may(permission, mode) => Met::Forbidden,
        Some(_) if there_is_none => Met::NotFound,
        Some(_) => Met::Open,
    }
}

fn met(page: &Page) -> Met {
    let leads_to_sign_in = page
        .location()
        .is_some_and(|location| location.starts_with("/admin/sign-in"));
    match page.status {
        StatusCode::METHOD_NOT_ALLOWED => Met::Wall,
        StatusCode::NOT_FOUND => Met::NotFound,
        StatusCode::FORBIDDEN => Met::Forbidden,
        StatusCode::SEE_OTHER if leads_to_sign_in => Met::SignInPage,
        status if status.is_server_error() => Met::Broken,
        _ => Met::Open,
    }
}

impl Address {
    /// The address with these parts in place of what varies.
    fn filled(at: &str, parts: &[(&str, String)]) -> String {
        let filled = at.split('/').map(|part| {
            let Some(name) = part.strip_prefix(':') else {
                return part.to_owned();
            };
            let found = parts.iter().find(|(known, _)| *known == name);
            found
                .unwrap_or_else(|| panic!("no :{name} for {at}"))
                .1
                .clone()
        });
        filled.collect::<Vec<_>>().join("/")
    }
}
