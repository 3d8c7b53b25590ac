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
pub(super) fn created(
    column: impl ColumnTrait,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Condition {
    Condition::all()
        .add_option(from.map(|from| column.gte(from.as_millis())))
        .add_option(to.map(|to| column.lt(to.as_millis())))
}

/// Paid out on one of these days, both included.
pub(super) fn settled(column: impl ColumnTrait, days: &Settled) -> Condition {
    Condition::all()
        .add_option(days.from.map(|from| column.gte(day::to_text(from))))
        .add_option(days.to.map(|to| column.lte(day::to_text(to))))
}

/// Has this part, whatever its case. The column's texts are folded.
pub(super) fn contains(column: impl IntoColumnRef, part: &str) -> Expr {
    let mut pattern = String::from("%");
    for letter in part.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    Expr::col(column).like(LikeExpr::new(pattern).escape('\\'))
}

/// Whether one of these texts can be in no row: it is too long, or has the one
/// character that PostgreSQL cannot keep, nor be asked for.
pub(super) fn any_unstorable<'a>(texts: impl IntoIterator<Item = &'a Option<String>>) -> bool {
    let unstorable = |text: &String| text.len() > TEXT_MAX || text.contains('\0');
    texts.into_iter().flatten().any(unstorable)
}
