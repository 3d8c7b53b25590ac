//! The people of services.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::StaffId;
use domain::ports::StoreError;
use domain::staff::{Authenticator, Failures, PasswordHash, Role, StaffEmail, StaffMember};
use strum::IntoEnumIterator;

use super::{Fixture, START, at_once, number_first, was_first};

async fn get(fixture: &Fixture, id: &StaffId) -> Result<StaffMember> {
    let found = fixture.unit().await?.staff().get(id).await?;
    found.context("the person is missing")
}

pub async fn a_person_comes_back_as_they_were_added(fixture: &Fixture) -> Result<()> {
    let mut member = fixture.stranger()?;
    for role in Role::iter() {
        let service = fixture.other_account().await?.service;
        member.join(service, role);
    }
    fixture.add_member(&mut member).await?;

    assert_eq!(get(fixture, &member.id).await?, member);
    let found = fixture.unit().await?.staff().by_email(&member.email).await;
    assert_eq!(found?.as_ref(), Some(&member));
    let shown = fixture.queries.member(&member.id).await?;
    assert_eq!(shown, Some(member));
    Ok(())
}

pub async fn everything_about_a_person_comes_back_as_it_was_saved(fixture: &Fixture) -> Result<()> {
    let mut member = fixture.member().await?;
    let bare = member.clone();
    let later = |seconds| START.plus(Duration::from_secs(seconds));
    let full = StaffMember {
        email: StaffEmail::parse("Élodie+new@Exämple.org")?,
        password: Some(PasswordHash::stored(
            "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
        )),
        authenticator: Some(Authenticator {
            sealed_secret: vec![0, 0xff, b'\'', b'\\', 0x80],
            set_up_at: later(1),
            last_step: i64::MAX,
        }),
        passkeys: vec![fixture.passkey(), fixture.passkey()],
        recovery_codes: vec![fixture.digest(), [0; 32], fixture.digest()],
        wrong_passwords: Failures {
            count: u32::MAX,
            last_at: Some(later(2)),
        },
        wrong_codes: Failures {
            count: 1,
            last_at: Some(later(3)),
        },
        disabled: true,
        is_platform_admin: true,
        signed_in_at: Some(later(4)),
        ..bare.clone()
    };

    for shape in [full, bare] {
        member = StaffMember {
            version: member.version,
            ..shape
        };
        fixture.save_member(&mut member).await?;
        assert_eq!(get(fixture, &member.id).await?, member);
    }
    Ok(())
}

pub async fn what_somebody_is_in_services_comes_back_in_its_order(fixture: &Fixture) -> Result<()> {
    let (first, second) = (
        fixture.service().clone(),
        fixture.other_account().await?.service,
    );
    let mut member = fixture.member_of(&first, Role::Viewer).await?;
    member.join(second.clone(), Role::Accountant);
    fixture.save_member(&mut member).await?;
    assert_eq!(get(fixture, &member.id).await?, member);

    // Now the first is behind the second.
    member.join(first.clone(), Role::ServiceAdmin);
    fixture.save_member(&mut member).await?;
    assert_eq!(get(fixture, &member.id).await?, member);

    assert!(member.leave(&second));
    fixture.save_member(&mut member).await?;
    let found = get(fixture, &member.id).await?;
    assert_eq!(found.role_in(&first), Some(Role::ServiceAdmin));
    assert_eq!(found.role_in(&second), None);
    Ok(())
}

pub async fn a_person_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    let stranger = fixture.stranger()?;

    assert_eq!(fixture.queries.member(&stranger.id).await?, None);
    let mut unit = fixture.unit().await?;
    assert_eq!(unit.staff().get(&stranger.id).await?, None);
    assert_eq!(unit.staff().by_email(&stranger.email).await?, None);
    Ok(())
}

pub async fn a_person_is_found_inside_the_unit_that_added_them(fixture: &Fixture) -> Result<()> {
    let mut member = fixture.stranger()?;
    member.join(fixture.service().clone(), Role::Viewer);

    let mut unit = fixture.unit().await?;
    unit.staff().add(&mut member).await?;

    let found = unit.staff().get(&member.id).await?;
    assert_eq!(found.as_ref(), Some(&member));
    let found = unit.staff().by_email(&member.email).await?;
    assert_eq!(found.as_ref(), Some(&member));
    let team = unit.staff().of_service(fixture.service()).await?;
    assert_eq!(team, std::slice::from_ref(&member));
    drop(unit);
    assert_eq!(fixture.queries.member(&member.id).await?, None);
    Ok(())
}

pub async fn adding_somebody_whose_address_is_taken_is_stale(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    let mut second = StaffMember {
        email: StaffEmail::parse(&member.email.as_str().to_uppercase())?,
        ..fixture.stranger()?
    };

    let added = fixture.add_member(&mut second).await;

    assert!(matches!(added, Err(StoreError::Stale)), "{added:?}");
    assert_eq!(fixture.queries.member(&second.id).await?, None);
    assert_eq!(get(fixture, &member.id).await?, member);
    Ok(())
}

pub async fn of_many_who_add_one_address_one_succeeds(fixture: &Fixture) -> Result<()> {
    let email = fixture.stranger()?.email;
    let added = at_once((0..12).map(|_| {
        let (store, id, email) = (fixture.store.clone(), fixture.staff_id(), email.clone());
        async move {
            let mut mine = StaffMember::new(id, email, START);
            let mut unit = store.begin().await?;
            was_first(match unit.staff().add(&mut mine).await {
                Ok(()) => unit.commit().await,
                Err(error) => Err(error),
            })
        }
    }))
    .await?;

    assert_eq!(number_first(added)?, 1);
    let found = fixture.unit().await?.staff().by_email(&email).await?;
    assert!(found.is_some());
    Ok(())
}

pub async fn everybody_of_a_service_is_found_and_nobody_else(fixture: &Fixture) -> Result<()> {
    let service = fixture.service();
    let other = fixture.other_account().await?.service;
    let mut both = fixture.member_of(service, Role::Viewer).await?;
    both.join(other.clone(), Role::Developer);
    fixture.save_member(&mut both).await?;
    let here = fixture.member_of(service, Role::ServiceAdmin).await?;
    let there = fixture.member_of(&other, Role::ServiceAdmin).await?;
    fixture.member().await?;
    let mut left = fixture.member_of(service, Role::Viewer).await?;
    left.leave(service);
    fixture.save_member(&mut left).await?;

    for (service, expected) in [(service, [&both, &here]), (&other, [&both, &there])] {
        let found = fixture.unit().await?.staff().of_service(service).await?;
        let shown = fixture.queries.team(service).await?;
        for team in [found, shown] {
            assert_eq!(team.len(), 2);
            assert!(expected.iter().all(|member| team.contains(member)));
        }
    }
    Ok(())
}

pub async fn a_team_is_shown_by_address(fixture: &Fixture) -> Result<()> {
    let addresses = [
        "a-c@example.org",
        "a.b@example.org",
        "a_a@example.org",
        "ab@example.org",
        "zoe@example.org",
        "écrin@example.org",
    ];
    for address in addresses.iter().rev() {
        let mut member = fixture.stranger()?;
        member.email = StaffEmail::parse(address)?;
        member.join(fixture.service().clone(), Role::Viewer);
        fixture.add_member(&mut member).await?;
    }

    let team = fixture.queries.team(fixture.service()).await?;

    let shown: Vec<&str> = team.iter().map(|member| member.email.as_str()).collect();
    assert_eq!(shown, addresses);
    Ok(())
}

pub async fn each_save_makes_the_next_version_of_a_person(fixture: &Fixture) -> Result<()> {
    let mut member = fixture.member().await?;
    let first = member.version;

    fixture.save_member(&mut member).await?;

    assert_eq!(member.version, first + 1);
    assert_eq!(get(fixture, &member.id).await?, member);
    Ok(())
}

pub async fn saving_a_person_that_another_has_saved_is_stale(fixture: &Fixture) -> Result<()> {
    let mut member = fixture.member_of(fixture.service(), Role::Viewer).await?;
    let mut behind = member.clone();
    member.disabled = true;
    fixture.save_member(&mut member).await?;

    behind.join(fixture.service().clone(), Role::ServiceAdmin);
    let saved = fixture.save_member(&mut behind).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    assert_eq!(get(fixture, &member.id).await?, member);
    Ok(())
}

pub async fn saving_a_person_nobody_added_is_stale(fixture: &Fixture) -> Result<()> {
    let mut stranger = fixture.stranger()?;

    let saved = fixture.save_member(&mut stranger).await;

    assert!(matches!(saved, Err(StoreError::Stale)), "{saved:?}");
    assert_eq!(fixture.queries.member(&stranger.id).await?, None);
    Ok(())
}

pub async fn of_many_who_save_one_version_of_a_person_one_succeeds(
    fixture: &Fixture,
) -> Result<()> {
    let member = fixture.member_of(fixture.service(), Role::Viewer).await?;

    let saved = at_once(Role::iter().chain(Role::iter()).map(|role| {
        let (store, mut mine) = (fixture.store.clone(), member.clone());
        let service = fixture.service().clone();
        async move {
            mine.join(service, role);
            let mut unit = store.begin().await?;
            was_first(match unit.staff().save(&mut mine).await {
                Ok(()) => unit.commit().await,
                Err(error) => Err(error),
            })
        }
    }))
    .await?;

    assert_eq!(number_first(saved)?, 1);
    let found = get(fixture, &member.id).await?;
    assert_eq!(found.version, member.version + 1);
    assert_eq!(found.memberships.len(), 1);
    Ok(())
}

/// Each would demote the next, and sees to it that an admin is left.
pub async fn of_many_who_change_one_team_each_sees_what_the_others_made_of_it(
    fixture: &Fixture,
) -> Result<()> {
    for _ in 0..5 {
        let service = fixture.other_account().await?.service;
        let mut admins = Vec::new();
        for _ in 0..6 {
            admins.push(fixture.member_of(&service, Role::ServiceAdmin).await?.id);
        }

        let demoted = at_once(admins.into_iter().map(|admin| {
            let (store, service) = (fixture.store.clone(), service.clone());
            async move {
                let mut unit = store.begin().await?;
                let mut team = unit.staff().of_service(&service).await?;
                tokio::task::yield_now().await;
                team.retain(|one| one.role_in(&service) == Some(Role::ServiceAdmin));
                if team.len() == 1 {
                    return Ok(false);
                }
                let mut mine = team.into_iter().find(|one| one.id == admin);
                let mine = mine.as_mut().context("nobody else demotes them")?;
                mine.join(service, Role::Viewer);
                was_first(match unit.staff().save(mine).await {
                    Ok(()) => unit.commit().await,
                    Err(error) => Err(error),
                })
            }
        }))
        .await?;

        let team = fixture.queries.team(&service).await?;
        let left = team.iter().filter_map(|member| member.role_in(&service));
        let left = left.filter(|role| *role == Role::ServiceAdmin).count();
        assert_eq!(left, 6 - number_first(demoted)?);
        assert!(left >= 1, "nobody is left");
    }
    Ok(())
}
