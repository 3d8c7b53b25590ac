//! The record of what was done, against those who can write to the file.

use domain::audit::{Action, BrokenLink, Chain, Deed, Doer, Link, Walk};
use domain::ports::{Queries, Store, StoreError};
use sea_orm::ConnectionTrait;

use super::{NOW, Scratch};

/// No secret is needed to see what the tables refuse.
fn hash(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [7_u8; 32];
    for (place, byte) in bytes.iter().enumerate() {
        let slot = &mut hash[place % 32];
        *slot = slot.wrapping_mul(31).wrapping_add(*byte);
    }
    hash
}

async fn append(scratch: &Scratch, target: &str) -> Result<Link, StoreError> {
    let deed = Deed {
        chain: Chain::Platform,
        at: NOW,
        by: Doer::Operator,
        address: None,
        action: Action::StaffCreated,
        target: Some(target.to_owned()),
        reason: None,
        facts: Vec::new(),
    };
    let mut unit = scratch.database.begin().await?;
    let link = unit.audit().append(deed, &hash).await?;
    unit.commit().await?;
    Ok(link)
}

async fn links(scratch: &Scratch) -> (Vec<Link>, u64) {
    let links = scratch.database.audit_links(&Chain::Platform, 1, 99).await;
    links.unwrap()
}

#[tokio::test]
async fn nobody_changes_removes_or_replaces_a_link() {
    let scratch = Scratch::new().await;
    for target in ["first", "second", "third"] {
        append(&scratch, target).await.unwrap();
    }
    let before = links(&scratch).await;
    let put = |verb: &str, position: &str| {
        format!(
            "{verb} INTO audit_links (chain, position, at, doer, action, facts, previous, hash) \
             VALUES ('platform', {position}, 0, 'operator', 'signed-in', '[]', '', '')"
        )
    };
    for sql in [
        "UPDATE audit_links SET target = 'nobody' WHERE position = 2".to_owned(),
        "UPDATE audit_links SET position = 9 WHERE position = 3".to_owned(),
        "UPDATE OR REPLACE audit_links SET position = 1 WHERE position = 3".to_owned(),
        "DELETE FROM audit_links WHERE position = 3".to_owned(),
        "DELETE FROM audit_links".to_owned(),
        put("INSERT OR REPLACE", "3"),
        put("REPLACE", "1"),
        put("INSERT", "2") + " ON CONFLICT DO UPDATE SET at = 5",
    ] {
        let refused = scratch.execute(&sql).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }

    assert_eq!(links(&scratch).await, before);
}

#[tokio::test]
async fn a_link_that_was_taken_out_by_force_is_missed() {
    let scratch = Scratch::new().await;
    for target in ["first", "second", "third"] {
        append(&scratch, target).await.unwrap();
    }
    let outsider = scratch.outsider().await;
    let by_force = "DROP TRIGGER audit_links_are_not_removed; \
                    DELETE FROM audit_links WHERE position = 3";
    outsider.execute_unprepared(by_force).await.unwrap();
    outsider.close().await.unwrap();

    let (left, length) = links(&scratch).await;
    let mut walk = Walk::default();
    for link in &left {
        walk.step(link, |bytes, found| hash(bytes) == *found)
            .unwrap();
    }
    assert_eq!((left.len(), length), (2, 3));
    assert_eq!(walk.end(length), Err(BrokenLink::Missing(3)));

    let next = append(&scratch, "fourth").await;
    assert!(matches!(next, Err(StoreError::Corrupt(_))), "{next:?}");
}
