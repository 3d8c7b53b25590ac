//! Looking for what staff did, in all chains of the record.

use std::cmp::Reverse;
use std::time::Duration;

use anyhow::Result;
use domain::audit::{Action, Chain, Deed, Doer, Link};
use domain::ports::queries::{AuditSearch, Sheet};

use super::{Fixture, START};

/// Deeds of several people in three chains, in no order of time.
async fn deeds(fixture: &Fixture) -> Result<Vec<Link>> {
    let other = fixture.other_account().await?;
    let chains = [
        Chain::Platform,
        Chain::Service(fixture.service().clone()),
        Chain::Service(other.service),
    ];
    let staff = |email: &str| Doer::Staff {
        id: fixture.staff_id(),
        email: email.to_owned(),
    };
    let doers = [
        staff("ada@example.org"),
        Doer::Operator,
        staff("tŷ_100%@example.org"),
        Doer::Stranger("Ada@Elsewhere.ORG; 'quoted'".to_owned()),
        Doer::Stranger("TŶ".to_owned()),
    ];
    let targets = [
        None,
        Some("Trwydded Ŵ 100%"),
        Some("licence_7"),
        Some("a\\b"),
        Some(""),
    ];
    let actions = [
        Action::SignedIn,
        Action::Exported,
        Action::KeyCreated,
        Action::KeyRevoked,
    ];
    let mut links = Vec::new();
    for (place, chain) in (0_u64..36).zip(chains.into_iter().cycle()) {
        let number = usize::try_from(place)?;
        let by = doers.iter().cycle().nth(number);
        let target = targets.iter().cycle().nth(number / 2).copied().flatten();
        let action = actions.iter().cycle().nth(number / 3);
        let deed = Deed {
            at: START.plus(Duration::from_secs(place / 3 * 5 % 7)),
            by: by.cloned().unwrap_or(Doer::Operator),
            target: target.map(str::to_owned),
            action: action.copied().unwrap_or(Action::SignedOut),
            ..fixture.deed(chain)
        };
        links.push(fixture.append(deed).await?);
    }
    Ok(links)
}

fn searches(fixture: &Fixture) -> Vec<AuditSearch> {
    let any = AuditSearch::default;
    let mut searches = vec![
        any(),
        AuditSearch {
            chain: Some(Chain::Platform),
            ..any()
        },
        AuditSearch {
            chain: Some(Chain::Service(fixture.service().clone())),
            actions: vec![Action::Exported, Action::SignedIn],
            ..any()
        },
        AuditSearch {
            actions: vec![Action::ServiceDisabled],
            ..any()
        },
    ];
    for text in [
        "ADA",
        "tŷ",
        "TŶ",
        "_",
        "%",
        "\\",
        "example.org; ",
        "'quoted'",
        "",
        "\0",
        "ŵ 1",
    ] {
        searches.push(AuditSearch {
            doer: Some(text.to_owned()),
            ..any()
        });
        searches.push(AuditSearch {
            target: Some(text.to_owned()),
            ..any()
        });
        searches.push(AuditSearch {
            target: Some(text.to_owned()),
            actions: vec![Action::KeyCreated, Action::SignedIn],
            ..any()
        });
    }
    let at = |seconds| Some(START.plus(Duration::from_secs(seconds)));
    for (from, to) in [(None, at(3)), (at(3), None), (at(2), at(4)), (at(4), at(2))] {
        searches.push(AuditSearch { from, to, ..any() });
    }
    searches
}

fn keys(links: &[Link]) -> Vec<(&Chain, u64)> {
    let keys = links.iter().map(|link| (&link.deed.chain, link.position));
    keys.collect()
}

/// Newest first: what was done at the same time comes in no order that is promised.
fn assert_newest_first(links: &[Link]) {
    assert!(links.is_sorted_by_key(|link| Reverse(link.deed.at)));
}

pub async fn every_search_of_the_record_finds_what_matches(fixture: &Fixture) -> Result<()> {
    let all = deeds(fixture).await?;
    for search in searches(fixture) {
        let page = fixture.queries.search_audit(&search).await?;
        assert_newest_first(&page.items);
        let mut expected: Vec<Link> = all.clone();
        expected.retain(|link| search.matches(link));
        let by_key = |one: &Link, other: &Link| {
            (&one.deed.chain, one.position).cmp(&(&other.deed.chain, other.position))
        };
        let mut found = page.items;
        found.sort_by(by_key);
        expected.sort_by(by_key);
        assert_eq!(found, expected, "{search:?}");
        assert_eq!(page.total, expected.len() as u64, "{search:?}");
    }
    Ok(())
}

pub async fn links_of_one_chain_and_instant_come_last_first(fixture: &Fixture) -> Result<()> {
    deeds(fixture).await?;
    let search = AuditSearch {
        chain: Some(Chain::Platform),
        ..AuditSearch::default()
    };

    let page = fixture.queries.search_audit(&search).await?;

    let places = page.items.iter().map(|link| (link.deed.at, link.position));
    assert!(places.is_sorted_by_key(Reverse));
    Ok(())
}

pub async fn pages_of_the_record_follow_one_another(fixture: &Fixture) -> Result<()> {
    deeds(fixture).await?;
    for search in searches(fixture).into_iter().take(6) {
        let whole = fixture.queries.search_audit(&search).await?;
        let mut found = Vec::new();
        for page in 1..=8 {
            let sheet = Sheet {
                page,
                display_size: 7,
            };
            let search = AuditSearch {
                sheet,
                ..search.clone()
            };
            let page = fixture.queries.search_audit(&search).await?;
            assert_eq!(page.total, whole.total);
            found.extend(page.items);
        }
        assert_eq!(keys(&found), keys(&whole.items), "{search:?}");
    }
    Ok(())
}
