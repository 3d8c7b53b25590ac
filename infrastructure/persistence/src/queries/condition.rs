//! The conditions of searches.

use domain::Timestamp;
use domain::ports::queries::Settled;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, LikeExpr};
use sea_orm::{ColumnTrait, Condition};

use crate::mapping::day;

/// The longest text that anything stored could match, in bytes. SQLite refuses to look
/// for much longer ones.
const TEXT_MAX: usize = 4 * 1024;

/// Created in this span: its beginning is included, its end is not.
pub(in crate::queries) fn created(
    column: impl ColumnTrait,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Condition {
    Condition::all()
        .add_option(from.map(|from| column.gte(from.as_millis())))
        .add_option(to.map(|to| column.lt(to.as_millis())))
}

/// Paid out on one of these days, both included.
pub(in crate::queries) fn settled(column: impl ColumnTrait, days: &Settled) -> Condition {
    Condition::all()
        .add_option(days.from.map(|from| column.gte(day::to_text(from))))
        .add_option(days.to.map(|to| column.lte(day::to_text(to))))
}

/// Has this part, whatever its case. The column's texts are folded.
pub(in crate::queries) fn contains(column: impl IntoColumnRef, part: &str) -> Expr {
    has_part(Expr::col(column), part)
}

/// The same of any folded text.
pub(in crate::queries) fn has_part(folded: Expr, part: &str) -> Expr {
    let mut pattern = String::from("%");
    for letter in part.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    folded.like(LikeExpr::new(pattern).escape('\\'))
}

/// Whether one of these texts can be in no row.
pub(in crate::queries) fn any_unstorable<'a>(
    texts: impl IntoIterator<Item = &'a Option<String>>,
) -> bool {
    let mut texts = texts.into_iter().flatten();
    texts.any(|text| !is_storable(text))
}

/// Whether a text can be in a row: it is not too long, and is without the one character
/// that PostgreSQL cannot keep, nor be asked for.
pub(in crate::queries) fn is_storable(text: &str) -> bool {
    text.len() <= TEXT_MAX && !text.contains('\0')
}
