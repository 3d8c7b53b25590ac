//! The record of what was done: chains that only grow.

use anyhow::{Context, Result};
use domain::audit::{Action, BEGINNING, Chain, Deed, Doer, Link, Walk};
use domain::ports::StoreError;
use strum::IntoEnumIterator;

use super::fixture::people::link_hash;
use super::{Fixture, START, at_once};

/// All of a chain, after a walk along it.
async fn whole(fixture: &Fixture, chain: &Chain) -> Result<Vec<Link>> {
    let (links, length) = fixture.queries.audit_links(chain, 1, 10_000).await?;
    let mut walk = Walk::default();
    for link in &links {
        walk.step(link, |bytes, hash| link_hash(bytes) == *hash)?;
    }
    assert_eq!(walk.end(length)?, length);
    Ok(links)
}

/// The chain of the fixture's service.
fn of_service(fixture: &Fixture) -> Chain {
    Chain::Service(fixture.service().clone())
}

pub async fn every_deed_comes_back_as_it_was_appended(fixture: &Fixture) -> Result<()> {
    let chain = of_service(fixture);
    let doers = [
        Doer::Staff {
            id: fixture.staff_id(),
            email: "ada@example.org".to_owned(),
        },
        Doer::Operator,
        Doer::Stranger("“nobody”; 'quoted' 😀".to_owned()),
    ];
    let mut appended = Vec::new();
    for (action, by) in Action::iter().zip(doers.into_iter().cycle()) {
        let deed = Deed {
            by,
            action,
            address: Some("2001:db8::7".to_owned()),
            reason: Some(String::new()),
            facts: vec![
                ("to".to_owned(), "a\"b\\c\n".to_owned()),
                ("from".to_owned(), String::new()),
                ("to".to_owned(), "twice".to_owned()),
            ],
            ..fixture.deed(chain.clone())
        };
        appended.push(fixture.append(deed).await?);
    }
    let bare = Deed {
        target: None,
        ..fixture.deed(chain.clone())
    };
    appended.push(fixture.append(bare).await?);

    assert_eq!(whole(fixture, &chain).await?, appended);
    Ok(())
}

pub async fn each_link_follows_the_one_before_it(fixture: &Fixture) -> Result<()> {
    let deeds = [(); 3].map(|()| fixture.deed(Chain::Platform));
    let mut previous = BEGINNING;
    for (position, deed) in (1..).zip(deeds) {
        let link = fixture.append(deed.clone()).await?;

        let expected = Link {
            position,
            hash: link_hash(&deed.bytes(position, &previous)),
            previous,
            deed,
        };
        assert_eq!(link, expected);
        previous = link.hash;
    }
    assert_eq!(whole(fixture, &Chain::Platform).await?.len(), 3);
    Ok(())
}

pub async fn deeds_of_one_unit_follow_one_another(fixture: &Fixture) -> Result<()> {
    let mut unit = fixture.unit().await?;
    let mut appended = Vec::new();
    for _ in 0..3 {
        let deed = fixture.deed(Chain::Platform);
        appended.push(unit.audit().append(deed, &link_hash).await?);
    }
    unit.commit().await?;

    assert_eq!(whole(fixture, &Chain::Platform).await?, appended);
    Ok(())
}

pub async fn chains_do_not_share_their_links(fixture: &Fixture) -> Result<()> {
    let other = Chain::Service(fixture.other_account().await?.service);
    let chains = [Chain::Platform, of_service(fixture), other];
    for chain in chains.iter().chain(&chains) {
        fixture.append(fixture.deed(chain.clone())).await?;
    }

    for chain in &chains {
        let links = whole(fixture, chain).await?;
        assert_eq!(links.len(), 2);
        assert!(links.iter().all(|link| link.deed.chain == *chain));
    }
    Ok(())
}

pub async fn every_chain_there_is_is_named(fixture: &Fixture) -> Result<()> {
    assert_eq!(fixture.queries.audit_chains().await?, []);

    let other = Chain::Service(fixture.other_account().await?.service);
    let mut chains = vec![of_service(fixture), Chain::Platform, other];
    for chain in &chains {
        for _ in 0..2 {
            fixture.append(fixture.deed(chain.clone())).await?;
        }
    }

    let mut named = fixture.queries.audit_chains().await?;
    named.sort();
    chains.sort();
    assert_eq!(named, chains);
    Ok(())
}

pub async fn links_are_read_from_a_position_on(fixture: &Fixture) -> Result<()> {
    let mut appended = Vec::new();
    for _ in 0..5 {
        appended.push(fixture.append(fixture.deed(Chain::Platform)).await?);
    }

    for (from, limit, expected) in [(1, 2, 0..2), (3, 2, 2..4), (4, 99, 3..5), (6, 99, 5..5)] {
        let found = fixture.queries.audit_links(&Chain::Platform, from, limit);
        let (links, length) = found.await?;
        let expected = appended.get(expected).context("there are five")?;
        assert_eq!((links.as_slice(), length), (expected, 5), "from {from}");
    }
    Ok(())
}

pub async fn a_chain_without_deeds_is_empty(fixture: &Fixture) -> Result<()> {
    fixture.append(fixture.deed(Chain::Platform)).await?;
    let chain = of_service(fixture);

    let found = fixture.queries.audit_links(&chain, 1, 99).await?;

    assert_eq!(found, (Vec::new(), 0));
    Ok(())
}

pub async fn a_deed_that_is_rolled_back_leaves_no_gap(fixture: &Fixture) -> Result<()> {
    for chain in [Chain::Platform, of_service(fixture)] {
        for kept in 1..=2 {
            let mut unit = fixture.unit().await?;
            let deed = fixture.deed(chain.clone());
            let lost = unit.audit().append(deed, &link_hash).await?;
            drop(unit);

            let link = fixture.append(fixture.deed(chain.clone())).await?;
            assert_eq!((lost.position, link.position), (kept, kept));
        }
        assert_eq!(whole(fixture, &chain).await?.len(), 2);
    }
    Ok(())
}

/// Of each three units that begin the chain together, one gives up.
pub async fn units_at_once_make_one_chain_without_gaps(fixture: &Fixture) -> Result<()> {
    for chain in [Chain::Platform, of_service(fixture)] {
        let appended = at_once((0..24).map(|number| {
            let (store, deed) = (fixture.store.clone(), fixture.deed(chain.clone()));
            async move {
                let mut unit = store.begin().await?;
                let link = unit.audit().append(deed, &link_hash).await?;
                tokio::task::yield_now().await;
                if number % 3 == 0 {
                    return Ok(None);
                }
                unit.commit().await?;
                Ok::<_, StoreError>(Some(link))
            }
        }))
        .await?;

        let appended: Vec<Option<Link>> = appended.into_iter().collect::<Result<_, _>>()?;
        let mut appended: Vec<Link> = appended.into_iter().flatten().collect();
        appended.sort_by_key(|link| link.position);
        assert_eq!(appended.len(), 16);
        assert_eq!(whole(fixture, &chain).await?, appended);
    }
    Ok(())
}

pub async fn nothing_in_the_record_is_changed_or_removed_behind_the_back(
    fixture: &Fixture,
) -> Result<()> {
    for _ in 0..3 {
        fixture.append(fixture.deed(Chain::Platform)).await?;
    }
    let before = whole(fixture, &Chain::Platform).await?;

    for statement in [
        "UPDATE audit_links SET target = 'nobody' WHERE position = 2",
        "DELETE FROM audit_links WHERE position = 3",
        "DELETE FROM audit_links",
    ] {
        let Some(done) = fixture.behind_the_back(statement).await? else {
            return Ok(());
        };
        let refusal = done.err().context(statement)?;
        assert!(refusal.contains("append-only"), "{statement}: {refusal}");
    }

    assert_eq!(whole(fixture, &Chain::Platform).await?, before);
    let next = fixture.append(fixture.deed(Chain::Platform)).await?;
    assert_eq!((next.position, next.deed.at), (4, START));
    Ok(())
}
