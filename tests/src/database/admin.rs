//! Statements to a server outside any test's runtime: each call has a thread, a
//! runtime and a connection of its own, so that it works from anywhere, even
//! while a test is being torn down.

use sea_orm::{ConnectOptions, ConnectionTrait, DbErr};

/// Runs a future to its end on a thread of its own.
pub(super) fn block_on<T: Send>(future: impl Future<Output = T> + Send) -> T {
    std::thread::scope(|scope| {
        let work = scope.spawn(|| {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime can be made")
                .block_on(future)
        });
        work.join().expect("the thread ends by itself")
    })
}

/// Executes statements at this URL, one after the other.
pub(super) fn execute(url: &str, statements: &[String]) -> Result<(), DbErr> {
    block_on(async {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let connection = sea_orm::Database::connect(options).await?;
        for statement in statements {
            connection.execute_unprepared(statement).await?;
        }
        connection.close().await
    })
}
