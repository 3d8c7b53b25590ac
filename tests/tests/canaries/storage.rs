//! Everything that was kept: every row of every table, and the bytes of files.

use std::path::Path;

use sea_orm::{
    ConnectOptions, DatabaseConnection, DbBackend, FromQueryResult, JsonValue, Statement,
};

/// Every row of every table, as JSON, named for its table.
pub(crate) async fn tables(url: &str) -> Vec<(String, String)> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let connection = sea_orm::Database::connect(options).await.unwrap();
    let mut rows = vec![];
    for table in names(&connection).await {
        for row in select(&connection, &format!("SELECT * FROM {table}")).await {
            rows.push((format!("table {table}"), row.to_string()));
        }
    }
    connection.close().await.unwrap();
    rows
}

async fn names(connection: &DatabaseConnection) -> Vec<String> {
    let sql = match connection.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name::text AS name FROM information_schema.tables \
             WHERE table_schema = 'public'"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    let rows = select(connection, sql).await;
    let names: Vec<String> = rows
        .iter()
        .filter_map(|row| Some(row.get("name")?.as_str()?.to_owned()))
        .collect();
    assert!(names.len() > 10, "{names:?}");
    names
}

async fn select(connection: &DatabaseConnection, sql: &str) -> Vec<JsonValue> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = JsonValue::find_by_statement(statement);
    rows.all(connection).await.unwrap()
}

/// The bytes of every file in a folder, as far as they are text.
pub(crate) fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            files.push((format!("file {}", path.display()), numbers_only(&text)));
        }
    }
    files
}

/// The files of a SQLite database: itself, its log and its index.
pub(crate) fn files_of(url: &str) -> Vec<(String, String)> {
    match url.strip_prefix("sqlite:") {
        Some(file) => files(Path::new(file).parent().unwrap()),
        None => vec![],
    }
}

/// Bytes of a database file stand beside one another without meaning, so short
/// numbers there say nothing; the tables are searched for those.
fn numbers_only(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for run in text.split(|c: char| !c.is_ascii_digit() && !" -+".contains(c)) {
        if run.chars().filter(char::is_ascii_digit).count() > 11 {
            kept.push_str(run);
            kept.push('\n');
        }
    }
    kept
}
