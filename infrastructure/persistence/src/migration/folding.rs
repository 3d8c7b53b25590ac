//! Folds texts of existing rows as this program does. Databases fold ASCII letters
//! alike, and all others each in their own way.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};
use sea_orm_migration::SchemaManagerConnection;

/// How many payments are read at a time.
const BATCH: usize = 1_000;

#[derive(FromQueryResult)]
struct Texts {
    id: String,
    email: Option<String>,
    card_holder: Option<String>,
}

/// Folds the e-mail addresses and cardholders' names that have other letters than
/// those of ASCII.
pub(super) async fn fold_existing(connection: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let mut after = String::new();
    loop {
        let batch = odd_texts(connection, &after).await?;
        for texts in &batch {
            fold(connection, texts).await?;
        }
        match batch.last() {
            Some(last) if batch.len() == BATCH => after.clone_from(&last.id),
            _ => return Ok(()),
        }
    }
}

/// The next payments whose texts have more bytes than letters.
async fn odd_texts(
    connection: &SchemaManagerConnection<'_>,
    after: &str,
) -> Result<Vec<Texts>, DbErr> {
    let backend = connection.get_database_backend();
    let odd = |column: &str| match backend {
        DbBackend::Sqlite => format!("length(CAST({column} AS BLOB)) <> length({column})"),
        _ => format!("octet_length({column}) <> length({column})"),
    };
    let question = format!(
        "SELECT id, email, card_holder FROM payments WHERE id > $1 AND ({} OR {}) \
         ORDER BY id LIMIT {BATCH}",
        odd("email"),
        odd("card_holder"),
    );
    let question = Statement::from_sql_and_values(backend, question, [after.into()]);
    Texts::find_by_statement(question).all(connection).await
}

async fn fold(connection: &SchemaManagerConnection<'_>, texts: &Texts) -> Result<(), DbErr> {
    let folded = |text: &Option<String>| Value::from(text.as_ref().map(|text| text.to_lowercase()));
    let update = Statement::from_sql_and_values(
        connection.get_database_backend(),
        "UPDATE payments SET email_lower = $1, card_holder_lower = $2 WHERE id = $3",
        [
            folded(&texts.email),
            folded(&texts.card_holder),
            texts.id.as_str().into(),
        ],
    );
    connection.execute_raw(update).await.map(drop)
}
