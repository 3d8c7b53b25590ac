//! Many at once: whoever comes first, money moves once, and every promise that
//! was made holds in the PSP's books.
#![cfg(test)]

/// Runs each race once per database, as tests of their own.
macro_rules! on_both_databases {
    ($($race:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $race() {
                    let database = system_tests::database::TestDatabase::sqlite().await;
                    super::$race(crate::ground::Ground::over(database).await).await;
                }
            )+
        }
        mod on_postgresql {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $race() {
                    if let Some(database) = system_tests::database::TestDatabase::postgres() {
                        super::$race(crate::ground::Ground::over(database).await).await;
                    }
                }
            )+
        }
    };
}

mod approvals;
mod cards;
mod ground;
mod keys;
mod limiter;
mod payments;
mod replicas;
mod settling;
