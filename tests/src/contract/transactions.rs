//! The list of payments, refunds and disputes that staff look through, page by page and
//! bit by bit: compared with what looking at every single one would find.

pub(super) mod world;

use anyhow::Result;
use domain::ports::queries::{
    FoundTransaction, Sheet, TransactionCursor, TransactionPart, TransactionSearch,
    TransactionStatus,
};
use domain::{AccountId, PaymentId, Timestamp};
use strum::IntoEnumIterator;

use self::world::{EMAILS, HOLDERS, REFERENCES, Transactions, seconds};
use super::{Fixture, START};

/// What a transaction is, to compare by.
type Seen = (Timestamp, String, PaymentId, TransactionPart);

fn seen(found: &[FoundTransaction]) -> Vec<Seen> {
    let seen = found.iter().map(|one| {
        let TransactionCursor { created_at, id } = one.cursor();
        (created_at, id, one.payment.id.clone(), one.part.clone())
    });
    seen.collect()
}

/// Every page of what is found, each of so many.
async fn by_pages(
    fixture: &Fixture,
    accounts: &[AccountId],
    search: &TransactionSearch,
    display_size: u64,
) -> Result<(Vec<FoundTransaction>, u64)> {
    let mut all = Vec::new();
    for page in 1.. {
        let sheet = Sheet { page, display_size };
        let search = TransactionSearch {
            sheet,
            ..search.clone()
        };
        let found = fixture.queries.transactions(accounts, &search).await?;
        let is_last = found.items.is_empty();
        all.extend(found.items);
        if is_last {
            return Ok((all, found.total));
        }
    }
    Ok((all, 0))
}

/// All of what is found, so many at a time.
async fn bit_by_bit(
    fixture: &Fixture,
    accounts: &[AccountId],
    search: &TransactionSearch,
    limit: u64,
) -> Result<Vec<FoundTransaction>> {
    let mut all: Vec<FoundTransaction> = Vec::new();
    loop {
        let after = all.last().map(FoundTransaction::cursor);
        let found = fixture
            .queries
            .transactions_after(accounts, search, after.as_ref(), limit)
            .await?;
        assert!(found.len() as u64 <= limit);
        if found.is_empty() {
            return Ok(all);
        }
        all.extend(found);
    }
}

/// One search for each thing that can be asked, with values that find some, none and all.
fn single_searches(world: &Transactions) -> Vec<TransactionSearch> {
    type Set = fn(&mut TransactionSearch, String);
    let texts: [(&[&str], Set); 6] = [
        (&REFERENCES, |search, text| search.reference = Some(text)),
        (&["LICENCE", "ŵ", "%", "_", "nobody's"], |search, text| {
            search.reference = Some(text)
        }),
        (&EMAILS, |search, text| search.email = Some(text)),
        (&HOLDERS, |search, text| search.cardholder_name = Some(text)),
        (&["0001", "001", "9999"], |search, text| {
            search.last_digits = Some(text);
        }),
        (
            &[
                "AB-1",
                "ab-1",
                "AB",
                "1.50",
                "1.5",
                "true",
                "false",
                "",
                "nought\0",
                "a\"},{\\ %_\n",
                "ledger",
            ],
            |search, text| search.metadata_value = Some(text),
        ),
    ];
    let mut searches = vec![TransactionSearch::default()];
    for (texts, set) in texts {
        for text in texts {
            let mut search = TransactionSearch::default();
            set(&mut search, (*text).to_owned());
            searches.push(search);
        }
    }
    for brands in [
        vec!["visa"],
        vec!["maestro", "master-card", "jcb"],
        vec!["Visa"],
    ] {
        searches.push(TransactionSearch {
            brands: brands.into_iter().map(str::to_owned).collect(),
            ..TransactionSearch::default()
        });
    }
    searches.push(TransactionSearch {
        agreement: Some(world.agreement.clone()),
        ..TransactionSearch::default()
    });
    for status in TransactionStatus::iter() {
        searches.push(TransactionSearch {
            statuses: vec![status, TransactionStatus::RefundError],
            ..TransactionSearch::default()
        });
        searches.push(TransactionSearch {
            statuses: vec![status],
            ..TransactionSearch::default()
        });
    }
    for (from, to) in [
        (None, Some(5)),
        (Some(5), None),
        (Some(4), Some(6)),
        (Some(6), Some(4)),
    ] {
        searches.push(TransactionSearch {
            from: from.map(seconds),
            to: to.map(seconds),
            ..TransactionSearch::default()
        });
    }
    searches
}

/// Both of two searches at once; where both ask about the same, what the first asks.
fn both(one: &TransactionSearch, other: &TransactionSearch) -> TransactionSearch {
    let either = |one: &Option<String>, other: &Option<String>| one.clone().or(other.clone());
    TransactionSearch {
        reference: either(&one.reference, &other.reference),
        email: either(&one.email, &other.email),
        cardholder_name: either(&one.cardholder_name, &other.cardholder_name),
        last_digits: either(&one.last_digits, &other.last_digits),
        brands: [one.brands.clone(), other.brands.clone()].concat(),
        metadata_value: either(&one.metadata_value, &other.metadata_value),
        agreement: one.agreement.clone().or(other.agreement.clone()),
        statuses: [one.statuses.clone(), other.statuses.clone()].concat(),
        from: one.from.or(other.from),
        to: one.to.or(other.to),
        sheet: one.sheet,
    }
}

pub async fn every_filter_finds_what_looking_at_each_would_find(fixture: &Fixture) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    let mut found_some = 0;
    for search in single_searches(&world) {
        let expected = world.that_match(&search);
        let page = fixture
            .queries
            .transactions(&world.accounts, &search)
            .await?;
        assert_eq!(seen(&page.items), seen(&expected), "{search:?}");
        assert_eq!(page.total, expected.len() as u64, "{search:?}");
        for (found, expected) in page.items.iter().zip(&expected) {
            assert_eq!(*found.payment, *expected.payment);
        }
        found_some += usize::from(!expected.is_empty());
    }
    assert!(found_some > 40, "only {found_some} searches found anything");
    Ok(())
}

pub async fn filters_narrow_one_another(fixture: &Fixture) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    let single = single_searches(&world);
    let others = single.iter().cycle().skip(7).step_by(11);
    for (one, other) in single.iter().zip(others) {
        let search = both(one, other);
        let expected = world.that_match(&search);
        let page = fixture
            .queries
            .transactions(&world.accounts, &search)
            .await?;
        assert_eq!(seen(&page.items), seen(&expected), "{search:?}");
        assert_eq!(page.total, expected.len() as u64, "{search:?}");
    }
    Ok(())
}

pub async fn pages_of_transactions_follow_one_another(fixture: &Fixture) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    for search in single_searches(&world).iter().step_by(5) {
        let expected = world.that_match(search);
        for display_size in [1, 7, 500] {
            if display_size == 1 && expected.len() > 20 {
                continue;
            }
            let (found, total) = by_pages(fixture, &world.accounts, search, display_size).await?;
            assert_eq!(
                seen(&found),
                seen(&expected),
                "{search:?} by {display_size}"
            );
            assert_eq!(total, expected.len() as u64);
        }
    }
    Ok(())
}

pub async fn transactions_read_bit_by_bit_are_those_of_the_pages(fixture: &Fixture) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    for search in single_searches(&world) {
        let expected = world.that_match(&search);
        let limit = 2 + expected.len() as u64 / 5;
        let found = bit_by_bit(fixture, &world.accounts, &search, limit).await?;
        assert_eq!(seen(&found), seen(&expected), "{search:?} by {limit}");
    }
    Ok(())
}

pub async fn the_sheet_counts_for_nothing_when_reading_bit_by_bit(fixture: &Fixture) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    let search = TransactionSearch {
        sheet: Sheet {
            page: 3,
            display_size: 1,
        },
        ..TransactionSearch::default()
    };

    let found = bit_by_bit(fixture, &world.accounts, &search, u64::MAX).await?;

    assert_eq!(seen(&found), seen(&world.that_match(&search)));
    Ok(())
}

pub async fn transactions_are_read_on_from_a_place_where_nothing_is(
    fixture: &Fixture,
) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    let search = TransactionSearch::default();
    let all = seen(&world.that_match(&search));
    for (at, id) in [
        (seconds(5), ""),
        (seconds(5), "zzz"),
        (START, ""),
        (seconds(99), "h"),
    ] {
        let after = TransactionCursor {
            created_at: at,
            id: id.to_owned(),
        };
        let found = fixture
            .queries
            .transactions_after(&world.accounts, &search, Some(&after), 500)
            .await?;
        let is_after = |(created_at, name, ..): &&Seen| (*created_at, name.as_str()) < (at, id);
        let expected: Vec<Seen> = all.iter().filter(is_after).cloned().collect();
        assert_eq!(seen(&found), expected, "{after:?}");
    }
    Ok(())
}

pub async fn of_no_accounts_there_are_no_transactions(fixture: &Fixture) -> Result<()> {
    Transactions::added(fixture).await?;
    let (queries, search) = (&fixture.queries, TransactionSearch::default());

    let page = queries.transactions(&[], &search).await?;
    assert_eq!((page.items.len(), page.total), (0, 0));
    assert!(
        queries
            .transactions_after(&[], &search, None, 9)
            .await?
            .is_empty()
    );
    assert!(queries.metadata_keys(&[], &search).await?.is_empty());
    Ok(())
}

pub async fn transactions_of_very_many_accounts_come_in_one_list(fixture: &Fixture) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    let any = TransactionSearch::default();
    let narrow = TransactionSearch {
        metadata_value: Some("AB-1".to_owned()),
        ..any.clone()
    };
    for (number, search) in [(80, &any), (600, &any), (80, &narrow), (600, &narrow)] {
        let nobodys = (0..number).map(|_| AccountId::from_random(fixture.fresh()));
        let accounts: Vec<AccountId> = nobodys.chain(world.accounts.clone()).collect();
        let expected = seen(&world.that_match(search));

        let page = fixture.queries.transactions(&accounts, search).await?;
        assert_eq!(seen(&page.items), expected);
        assert_eq!(page.total, expected.len() as u64);
        let found = bit_by_bit(fixture, &accounts, search, 50).await?;
        assert_eq!(seen(&found), expected);
    }
    Ok(())
}

pub async fn the_keys_of_metadata_are_those_of_what_matches(fixture: &Fixture) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    let queries = &fixture.queries;
    let keys = queries
        .metadata_keys(&world.accounts, &TransactionSearch::default())
        .await?;
    let all = [
        "AB-1",
        "Zebra",
        "ledger",
        "nought\0",
        "paid \"twice\"",
        "zebra",
        "Åre",
    ];
    assert_eq!(keys, all);
    for search in single_searches(&world) {
        let keys = queries.metadata_keys(&world.accounts, &search).await?;
        assert_eq!(keys, world.keys_of(&search), "{search:?}");
    }
    Ok(())
}

pub async fn texts_that_nothing_can_have_find_no_transactions(fixture: &Fixture) -> Result<()> {
    let world = Transactions::added(fixture).await?;
    for text in ["x\0", "\0", &"x".repeat(100_000)] {
        let text = || Some(text.to_owned());
        let any = TransactionSearch::default;
        for search in [
            TransactionSearch {
                reference: text(),
                ..any()
            },
            TransactionSearch {
                email: text(),
                ..any()
            },
            TransactionSearch {
                cardholder_name: text(),
                ..any()
            },
            TransactionSearch {
                last_digits: text(),
                ..any()
            },
            TransactionSearch {
                metadata_value: text(),
                ..any()
            },
            TransactionSearch {
                brands: text().into_iter().collect(),
                ..any()
            },
        ] {
            let page = fixture
                .queries
                .transactions(&world.accounts, &search)
                .await?;
            assert_eq!((page.items.len(), page.total), (0, 0));
            let found = bit_by_bit(fixture, &world.accounts, &search, 9).await?;
            assert!(found.is_empty());
            let keys = fixture
                .queries
                .metadata_keys(&world.accounts, &search)
                .await?;
            assert!(keys.is_empty());
        }
    }
    Ok(())
}
