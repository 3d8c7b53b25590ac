//! Signed-in browsers.

use std::time::Duration;

use anyhow::{Context, Result};
use domain::staff::session::{IDLE_MAX, SECOND_FACTOR_WITHIN, SESSION_MAX, Stage};
use domain::staff::{Role, ServiceEntry, Session};
use domain::{SessionId, StaffId, Timestamp};

use super::{Fixture, START};

fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

async fn by_digest(fixture: &Fixture, session: &Session) -> Result<Option<Session>> {
    let mut unit = fixture.unit().await?;
    Ok(unit.sessions().by_digest(&session.digest).await?)
}

async fn save(fixture: &Fixture, session: &Session) -> Result<()> {
    let mut unit = fixture.unit().await?;
    unit.sessions().save(session).await?;
    Ok(unit.commit().await?)
}

async fn end(fixture: &Fixture, member: &StaffId, id: &SessionId) -> Result<bool> {
    let mut unit = fixture.unit().await?;
    let ended = unit.sessions().end(member, id).await?;
    unit.commit().await?;
    Ok(ended)
}

pub async fn a_session_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let member = fixture.member_of(fixture.service(), Role::Viewer).await?;
    for _ in 0..2 {
        let session = fixture.session(&member, START).await?;

        let found = by_digest(fixture, &session).await?;
        assert_eq!(found.as_ref(), Some(&session));
        let shown = fixture.queries.session(&[session.digest]).await?;
        assert_eq!(shown, Some((session, member.clone())));
    }
    Ok(())
}

pub async fn a_session_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    fixture.session(&member, START).await?;
    let unknown = fixture.digest();

    let found = fixture.unit().await?.sessions().by_digest(&unknown).await?;
    assert_eq!(found, None);
    assert_eq!(fixture.queries.session(&[unknown]).await?, None);
    assert_eq!(fixture.queries.session(&[]).await?, None);
    Ok(())
}

pub async fn a_session_is_found_by_any_of_its_digests(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    fixture.session(&member, START).await?;
    let session = fixture.session(&member, START).await?;
    let other = fixture.digest();

    for digests in [[session.digest, other], [other, session.digest]] {
        let (found, _) = fixture
            .queries
            .session(&digests)
            .await?
            .context("the session is missing")?;
        assert_eq!(found, session);
    }
    Ok(())
}

pub async fn a_session_shows_its_person_as_they_are_now(fixture: &Fixture) -> Result<()> {
    let mut member = fixture.member_of(fixture.service(), Role::Viewer).await?;
    let session = fixture.session(&member, START).await?;
    member.join(fixture.service().clone(), Role::ServiceAdmin);
    member.disabled = true;
    fixture.save_member(&mut member).await?;

    let shown = fixture.queries.session(&[session.digest]).await?;

    assert_eq!(shown, Some((session, member)));
    Ok(())
}

pub async fn how_far_a_session_has_come_is_saved(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    let mut session = fixture.session(&member, START).await?;
    let untouched = fixture.session(&member, START).await?;
    for (stage, second) in [
        (Stage::SecondFactor, 60),
        (Stage::SetUp, 120),
        (Stage::SignedIn, 180),
    ] {
        session.stage = stage;
        session.seen_at = seconds(second);
        save(fixture, &session).await?;

        let found = by_digest(fixture, &session).await?;
        assert_eq!(found.as_ref(), Some(&session));
    }
    assert_eq!(by_digest(fixture, &untouched).await?, Some(untouched));
    Ok(())
}

pub async fn what_a_session_has_entered_is_saved(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    let mut session = fixture.session(&member, START).await?;
    let entry = |service, second| ServiceEntry {
        service,
        at: seconds(second),
    };
    let other = fixture.other_account().await?.service;
    for entered in [
        Some(entry(fixture.service().clone(), 1)),
        Some(entry(other, 2)),
        None,
    ] {
        session.entered = entered;
        save(fixture, &session).await?;

        assert_eq!(by_digest(fixture, &session).await?.as_ref(), Some(&session));
        let shown = fixture.queries.session(&[session.digest]).await?;
        assert_eq!(shown.map(|(shown, _)| shown).as_ref(), Some(&session));
        let shown = fixture.queries.sessions(&member.id, START).await?;
        assert_eq!(shown, [session.clone()]);
    }
    Ok(())
}

pub async fn saving_a_session_that_has_ended_does_not_revive_it(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    let session = fixture.session(&member, START).await?;
    end(fixture, &member.id, &session.id).await?;

    save(fixture, &session).await?;

    assert_eq!(by_digest(fixture, &session).await?, None);
    Ok(())
}

pub async fn a_session_ends_once(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    let session = fixture.session(&member, START).await?;
    let other = fixture.session(&member, START).await?;

    assert!(end(fixture, &member.id, &session.id).await?);
    assert!(!end(fixture, &member.id, &session.id).await?);

    assert_eq!(by_digest(fixture, &session).await?, None);
    assert_eq!(fixture.queries.session(&[session.digest]).await?, None);
    assert_eq!(by_digest(fixture, &other).await?, Some(other));
    Ok(())
}

pub async fn nobody_ends_the_session_of_another(fixture: &Fixture) -> Result<()> {
    let (member, stranger) = (fixture.member().await?, fixture.member().await?);
    let session = fixture.session(&member, START).await?;

    assert!(!end(fixture, &stranger.id, &session.id).await?);

    assert_eq!(by_digest(fixture, &session).await?, Some(session));
    Ok(())
}

pub async fn every_session_of_a_person_ends_but_the_one_that_is_named(
    fixture: &Fixture,
) -> Result<()> {
    let (member, stranger) = (fixture.member().await?, fixture.member().await?);
    let theirs = fixture.session(&stranger, START).await?;
    let kept = fixture.session(&member, START).await?;
    for _ in 0..2 {
        fixture.session(&member, START).await?;
    }

    for (but, ended, left) in [(Some(&kept.id), 2, 1), (Some(&kept.id), 0, 1), (None, 1, 0)] {
        let mut unit = fixture.unit().await?;
        assert_eq!(unit.sessions().end_all(&member.id, but).await?, ended);
        unit.commit().await?;
        let sessions = fixture.queries.sessions(&member.id, START).await?;
        assert_eq!(sessions.len(), left);
        assert!(sessions.iter().all(|session| *session == kept));
    }
    assert_eq!(by_digest(fixture, &theirs).await?, Some(theirs));
    Ok(())
}

pub async fn old_sessions_are_removed_a_few_at_a_time(fixture: &Fixture) -> Result<()> {
    let member = fixture.member().await?;
    let before = seconds(10);
    for second in 0..3 {
        let mut session = fixture.session(&member, seconds(second)).await?;
        // When it was last used does not matter.
        session.seen_at = seconds(20);
        save(fixture, &session).await?;
    }
    let young = fixture.session(&member, before).await?;

    let mut removed = Vec::new();
    for _ in 0..3 {
        let mut unit = fixture.unit().await?;
        removed.push(unit.sessions().remove_before(before, 2).await?);
        unit.commit().await?;
    }

    assert_eq!(removed, [2, 1, 0]);
    let left = fixture.queries.sessions(&member.id, before).await?;
    assert_eq!(left, [young]);
    Ok(())
}

pub async fn sessions_that_are_not_over_are_shown_last_used_first(fixture: &Fixture) -> Result<()> {
    let (member, stranger) = (fixture.member().await?, fixture.member().await?);
    fixture.session(&stranger, START).await?;
    let mut sessions = Vec::new();
    for (stage, began, seen) in [
        (Stage::SignedIn, 0, 40),
        (Stage::SignedIn, 30, 30),
        (Stage::SecondFactor, 20, 20),
    ] {
        let mut session = fixture.session(&member, seconds(began)).await?;
        session.stage = stage;
        session.seen_at = seconds(seen);
        save(fixture, &session).await?;
        sessions.push(session);
    }

    let (waiting, idle) = (SECOND_FACTOR_WITHIN.as_secs(), IDLE_MAX.as_secs());
    for (now, shown) in [
        (40, 3),
        (20 + waiting, 2),
        (30 + idle, 1),
        (40 + idle, 0),
        (SESSION_MAX.as_secs(), 0),
    ] {
        let found = fixture.queries.sessions(&member.id, seconds(now)).await?;
        assert_eq!(found, sessions.get(..shown).unwrap_or_default(), "{now}");
    }
    Ok(())
}
