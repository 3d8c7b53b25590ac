//! Invitations, and links to set a new password: each is used once.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::staff::{Invitation, Role};
use domain::{InvitationId, ServiceId, StaffId, Timestamp};
use strum::IntoEnumIterator;

use super::{Fixture, START, at_once};

fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

async fn get(fixture: &Fixture, id: &InvitationId) -> Result<Invitation> {
    let found = fixture.unit().await?.invitations().get(id).await?;
    found.context("the invitation is missing")
}

async fn end(fixture: &Fixture, id: &InvitationId, now: Timestamp) -> Result<bool> {
    let mut unit = fixture.unit().await?;
    let ended = unit.invitations().end(id, now).await?;
    unit.commit().await?;
    Ok(ended)
}

/// Makes a link to set a new password.
async fn add_reset(fixture: &Fixture, member: &StaffId, now: Timestamp) -> Result<[u8; 32]> {
    let digest = fixture.digest();
    let mut unit = fixture.unit().await?;
    unit.invitations().add_reset(member, &digest, now).await?;
    unit.commit().await?;
    Ok(digest)
}

async fn use_reset(fixture: &Fixture, digest: &[u8; 32]) -> Result<Option<(StaffId, Timestamp)>> {
    let mut unit = fixture.unit().await?;
    let used = unit.invitations().use_reset(digest).await?;
    unit.commit().await?;
    Ok(used)
}

/// The names of the open invitations to a service, as a unit finds them.
async fn open(fixture: &Fixture, service: &ServiceId) -> Result<Vec<InvitationId>> {
    let mut unit = fixture.unit().await?;
    let found = unit.invitations().of_service(service).await?;
    let mut names: Vec<InvitationId> = found.into_iter().map(|one| one.id).collect();
    names.sort();
    Ok(names)
}

pub async fn an_invitation_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let sender = fixture.member().await?;
    for role in Role::iter() {
        for sent_by in [None, Some(sender.id.clone())] {
            let invitation = Invitation {
                id: InvitationId::from_random(fixture.fresh()),
                digest: fixture.digest(),
                email: fixture.stranger()?.email,
                service: fixture.service().clone(),
                role,
                sent_by,
                sent_at: seconds(1),
                ended_at: None,
            };
            fixture.add_invitation(&invitation).await?;

            assert_eq!(get(fixture, &invitation.id).await?, invitation);
            let mut unit = fixture.unit().await?;
            let found = unit.invitations().by_digest(&invitation.digest).await?;
            assert_eq!(found, Some(invitation));
        }
    }
    Ok(())
}

pub async fn an_invitation_nobody_added_is_neither_found_nor_ended(
    fixture: &Fixture,
) -> Result<()> {
    fixture.invitation(fixture.service(), START).await?;
    let id = InvitationId::from_random(fixture.fresh());
    let digest = fixture.digest();

    assert!(!end(fixture, &id, START).await?);
    let mut unit = fixture.unit().await?;
    assert_eq!(unit.invitations().get(&id).await?, None);
    assert_eq!(unit.invitations().by_digest(&digest).await?, None);
    Ok(())
}

pub async fn invitations_that_have_not_ended_are_shown_newest_first(
    fixture: &Fixture,
) -> Result<()> {
    let service = fixture.service();
    let other = fixture.other_account().await?.service;
    let theirs = fixture.invitation(&other, seconds(5)).await?;
    let mut sent = Vec::new();
    for second in [2, 4, 1, 3] {
        sent.push(fixture.invitation(service, seconds(second)).await?);
    }
    let ended = sent.pop().context("one was sent last")?;
    end(fixture, &ended.id, seconds(6)).await?;

    let shown = fixture.queries.invitations(service).await?;
    let mut names: Vec<InvitationId> = sent.iter().map(|one| one.id.clone()).collect();
    names.sort();
    assert_eq!(open(fixture, service).await?, names);
    sent.sort_by_key(|one| std::cmp::Reverse(one.sent_at));
    assert_eq!(shown, sent);
    assert_eq!(fixture.queries.invitations(&other).await?, [theirs]);
    Ok(())
}

pub async fn an_invitation_ends_once(fixture: &Fixture) -> Result<()> {
    let invitation = fixture.invitation(fixture.service(), START).await?;

    assert!(end(fixture, &invitation.id, seconds(60)).await?);
    assert!(!end(fixture, &invitation.id, seconds(61)).await?);

    let ended = Invitation {
        ended_at: Some(seconds(60)),
        ..invitation
    };
    assert_eq!(get(fixture, &ended.id).await?, ended);
    Ok(())
}

pub async fn of_many_who_end_an_invitation_one_is_told_true(fixture: &Fixture) -> Result<()> {
    let invitation = fixture.invitation(fixture.service(), START).await?;

    let told = at_once((0..20).map(|_| {
        let (store, id) = (fixture.store.clone(), invitation.id.clone());
        async move {
            let mut unit = store.begin().await?;
            let ended = unit.invitations().end(&id, START).await?;
            tokio::task::yield_now().await;
            unit.commit().await?;
            Ok(ended)
        }
    }))
    .await?;
    let told: Vec<bool> = told.into_iter().collect::<Result<_>>()?;

    assert_eq!(told.iter().filter(|ended| **ended).count(), 1);
    Ok(())
}

pub async fn an_ending_that_is_rolled_back_can_be_repeated(fixture: &Fixture) -> Result<()> {
    let invitation = fixture.invitation(fixture.service(), START).await?;
    let mut unit = fixture.unit().await?;
    assert!(unit.invitations().end(&invitation.id, START).await?);
    drop(unit);

    assert!(end(fixture, &invitation.id, START).await?);
    Ok(())
}

pub async fn a_link_for_a_new_password_says_whose_it_was_and_is_used_once(
    fixture: &Fixture,
) -> Result<()> {
    let (member, other) = (fixture.member().await?, fixture.member().await?);
    let digest = add_reset(fixture, &member.id, seconds(1)).await?;
    let theirs = add_reset(fixture, &other.id, seconds(2)).await?;

    let used = use_reset(fixture, &digest).await?;
    assert_eq!(used, Some((member.id, seconds(1))));
    assert_eq!(use_reset(fixture, &digest).await?, None);
    let used = use_reset(fixture, &theirs).await?;
    assert_eq!(used, Some((other.id, seconds(2))));
    Ok(())
}

pub async fn a_new_link_takes_the_place_of_the_one_before(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    let before = add_reset(fixture, &member.id, seconds(1)).await?;
    let after = add_reset(fixture, &member.id, seconds(2)).await?;

    assert_eq!(use_reset(fixture, &before).await?, None);
    let used = use_reset(fixture, &after).await?;
    assert_eq!(used, Some((member.id.clone(), seconds(2))));

    let again = add_reset(fixture, &member.id, seconds(3)).await?;
    let used = use_reset(fixture, &again).await?;
    assert_eq!(used, Some((member.id, seconds(3))));
    Ok(())
}

pub async fn a_link_nobody_made_is_not_used(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    add_reset(fixture, &member.id, START).await?;

    assert_eq!(use_reset(fixture, &fixture.digest()).await?, None);
    Ok(())
}

pub async fn of_many_who_use_a_link_one_is_told_whose_it_was(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    let digest = add_reset(fixture, &member.id, START).await?;

    let told = at_once((0..20).map(|_| {
        let store = fixture.store.clone();
        async move {
            let mut unit = store.begin().await?;
            let used = unit.invitations().use_reset(&digest).await?;
            tokio::task::yield_now().await;
            unit.commit().await?;
            Ok(used)
        }
    }))
    .await?;
    let told: Vec<_> = told.into_iter().collect::<Result<_>>()?;

    let told: Vec<_> = told.into_iter().flatten().collect();
    assert_eq!(told, [(member.id, START)]);
    Ok(())
}
