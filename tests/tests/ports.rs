//! The port contracts, on every adapter.
#![cfg(test)]

use system_tests::contract::Fixture;
use system_tests::contract::psp::PspFixture;
use system_tests::contract::rate_limits::RateLimitsFixture;

/// A fixture on storage that every machine has.
async fn here<F>(fixture: impl Future<Output = anyhow::Result<F>>) -> anyhow::Result<Option<F>> {
    fixture.await.map(Some)
}

mod memory {
    use super::{Fixture, here};

    system_tests::port_contracts!(here(Fixture::memory()));
}

mod sqlite {
    use super::{Fixture, here};

    system_tests::port_contracts!(here(Fixture::sqlite()));
}

mod sqlite_without_a_file {
    use super::{Fixture, here};

    system_tests::port_contracts!(here(Fixture::sqlite_memory()));
}

mod postgres {
    use super::Fixture;

    system_tests::port_contracts!(Fixture::postgres());
}

mod psp_in_memory {
    use super::{PspFixture, here};

    system_tests::psp_contracts!(here(PspFixture::memory()));
}

mod psp_sandbox {
    use super::{Fixture, PspFixture};

    async fn fixture() -> anyhow::Result<Option<PspFixture>> {
        let books = Fixture::memory().await?;
        Ok(Some(PspFixture::sandbox_over(books)))
    }

    system_tests::psp_contracts!(fixture());
}

mod psp_sandbox_on_sqlite {
    use super::{Fixture, PspFixture};

    async fn fixture() -> anyhow::Result<Option<PspFixture>> {
        let books = Fixture::sqlite().await?;
        Ok(Some(PspFixture::sandbox_over(books)))
    }

    system_tests::psp_contracts!(fixture());
}

mod psp_sandbox_on_postgres {
    use super::{Fixture, PspFixture};

    async fn fixture() -> anyhow::Result<Option<PspFixture>> {
        let books = Fixture::postgres().await?;
        Ok(books.map(PspFixture::sandbox_over))
    }

    system_tests::psp_contracts!(fixture());
}

mod rate_limits_in_memory {
    use super::{RateLimitsFixture, here};

    system_tests::rate_limit_contracts!(here(RateLimitsFixture::memory()));
}

mod rate_limits_of_one_process {
    use super::{RateLimitsFixture, here};

    system_tests::rate_limit_contracts!(here(RateLimitsFixture::local()));
}

mod rate_limits_of_two_processes {
    use super::RateLimitsFixture;

    system_tests::rate_limit_contracts!(RateLimitsFixture::shared());
}

/// The names of the functions that a module of the contract has.
fn sentences(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter_map(|line| line.strip_prefix("pub async fn "))
        .filter_map(|rest| rest.split_once('('))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_sentence_is_run() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src/");
    let mut lists = std::fs::read_to_string(format!("{root}contract/lists.rs")).unwrap();
    for list in std::fs::read_dir(format!("{root}contract/lists")).unwrap() {
        lists.push_str(&std::fs::read_to_string(list.unwrap().path()).unwrap());
    }
    let listed: Vec<&str> = lists.split_whitespace().collect();
    let mut number = 0;
    for file in std::fs::read_dir(format!("{root}contract")).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let source = std::fs::read_to_string(path).unwrap();
        for sentence in sentences(&source) {
            assert!(
                listed.contains(&sentence),
                "`{sentence}` is not in the lists of contract/lists, so nobody runs it",
            );
            number += 1;
        }
    }
    assert!(number > 100, "only {number} sentences were found");
}
