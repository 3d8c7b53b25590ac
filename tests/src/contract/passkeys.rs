//! People's passkeys, which are saved with them.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::PasskeyId;
use domain::staff::{Passkey, Role, StaffMember};

use super::{Fixture, START};

impl Fixture {
    /// A passkey that nobody has.
    pub(super) fn passkey(&self) -> Passkey {
        let id = PasskeyId::from_random(self.fresh());
        Passkey {
            name: "Ada’s 'phone' 😀".to_owned(),
            credential: format!(r#"{{"id":"{id}","counter":0,"\"":"\\"}}"#),
            id,
            added_at: START,
            used_at: None,
        }
    }
}

async fn assert_kept(fixture: &Fixture, member: &StaffMember) -> Result<()> {
    let mut unit = fixture.unit().await?;
    let found = unit.staff().get(&member.id).await?;
    assert_eq!(found.as_ref(), Some(member));
    let found = unit.staff().by_email(&member.email).await?;
    assert_eq!(found.as_ref(), Some(member));
    drop(unit);
    let shown = fixture.queries.member(&member.id).await?;
    assert_eq!(shown.as_ref(), Some(member));
    Ok(())
}

pub async fn passkeys_come_back_in_their_order(fixture: &Fixture) -> Result<()> {
    let mut member = fixture.stranger()?;
    member.passkeys = (0..5).map(|_| fixture.passkey()).collect();
    fixture.add_member(&mut member).await?;
    assert_kept(fixture, &member).await?;

    // The second goes, and two more come.
    member.passkeys.remove(1);
    member
        .passkeys
        .extend([fixture.passkey(), fixture.passkey()]);
    fixture.save_member(&mut member).await?;
    assert_kept(fixture, &member).await?;

    member.passkeys.clear();
    fixture.save_member(&mut member).await?;
    assert_kept(fixture, &member).await
}

pub async fn the_use_of_a_passkey_comes_back_as_it_was_saved(fixture: &Fixture) -> Result<()> {
    let mut member = fixture.stranger()?;
    member.passkeys = vec![fixture.passkey(), fixture.passkey()];
    fixture.add_member(&mut member).await?;

    let used = member.passkeys.last_mut().context("no passkey")?;
    used.name = "renamed".to_owned();
    used.credential = "counter 1".to_owned();
    used.used_at = Some(START.plus(Duration::from_millis(1)));
    fixture.save_member(&mut member).await?;

    assert_kept(fixture, &member).await
}

pub async fn everybodys_passkeys_are_their_own(fixture: &Fixture) -> Result<()> {
    let service = fixture.service();
    let bare = fixture.member_of(service, Role::Viewer).await?;
    let mut members = Vec::new();
    for _ in 0..2 {
        let mut member = fixture.stranger()?;
        member.join(service.clone(), Role::Viewer);
        member.passkeys = vec![fixture.passkey(), fixture.passkey()];
        fixture.add_member(&mut member).await?;
        members.push(member);
    }
    members.push(bare);

    let team = fixture.queries.team(service).await?;

    assert_eq!(team.len(), 3);
    assert!(members.iter().all(|member| team.contains(member)));
    Ok(())
}

pub async fn a_session_shows_the_passkeys_of_its_person(fixture: &Fixture) -> Result<()> {
    let mut member = fixture.stranger()?;
    member.passkeys = vec![fixture.passkey()];
    fixture.add_member(&mut member).await?;
    let session = fixture.session(&member, START).await?;

    let shown = fixture.queries.session(&[session.digest]).await?;

    assert_eq!(shown, Some((session, member)));
    Ok(())
}
