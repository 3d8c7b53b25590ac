//! One part of the list of transactions: the payments, the refunds or the disputes that
//! match.

use domain::AccountId;
use domain::ports::StoreError;
use domain::ports::queries::{TransactionCursor, TransactionSearch};
use sea_orm::sea_query::{ColumnRef, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait};

use super::listed::Listed;
use super::wanted::Wanted;
use crate::counters::{self, Counted};
use crate::entity::{disputes, payments, refunds};
use crate::failure::failed;
use crate::mapping::count;
use crate::queries::condition::created;
use crate::queries::search::order;

/// What tells transactions of one age apart, in every list.
pub(super) const ID: &str = "id";
/// Whose payment each is about, in every list.
pub(super) const PAYMENT: &str = "payment";
/// How old each is, in every list.
pub(super) const CREATED_AT: &str = "created_at";

/// Of how many accounts the lists are merged one by one. Where there are more, what
/// matches is gathered and sorted: statements cannot grow for ever.
const MERGED_ACCOUNTS_MAX: usize = 100;

/// The payments, refunds or disputes that match, whosever they are.
pub(super) struct Branch {
    /// They, without saying what is to be known of them.
    matching: SelectStatement,
    /// What counts them, where everything matches.
    counted: Option<Counted>,
    account: ColumnRef,
    id: ColumnRef,
    pub(super) payment: ColumnRef,
    created_at: ColumnRef,
    /// By what the newest of so many are found.
    order: fn(u64) -> Expr,
    /// Whether they are named, and therefore few.
    are_named: bool,
}

/// Which of those that match are wanted.
#[derive(Clone, Copy)]
pub(super) struct Newest<'a> {
    /// Of how many.
    pub(super) of: u64,
    /// How many at most.
    pub(super) limit: u64,
    /// Only what comes after this.
    pub(super) after: Option<&'a TransactionCursor>,
}

impl Branch {
    /// What must be looked through to find everything that matches.
    pub(super) async fn all(
        connection: &impl ConnectionTrait,
        accounts: &[AccountId],
        search: &TransactionSearch,
    ) -> Result<Vec<Self>, StoreError> {
        let wanted = Wanted::by(connection, accounts, search).await?;
        let branches = [
            Self::of::<payments::Entity>(search, &wanted),
            Self::of::<refunds::Entity>(search, &wanted),
            Self::of::<disputes::Entity>(search, &wanted),
        ];
        Ok(branches.into_iter().flatten().collect())
    }

    /// What matches in one table; nothing where no status of it is looked for.
    fn of<E: Listed>(search: &TransactionSearch, wanted: &Wanted) -> Option<Self> {
        let mut matching = Query::select();
        matching.from(E::default());
        let words = E::words(&search.statuses);
        if !words.is_empty() {
            matching.and_where(E::STATUS.is_in(words));
        } else if !search.statuses.is_empty() {
            return None;
        }
        match wanted {
            Wanted::All => {}
            Wanted::These(payments) => {
                matching.and_where(E::PAYMENT.is_in(payments));
            }
            Wanted::That(fit) => {
                let payment = E::PAYMENT.as_column_ref();
                let itself = payments::Column::Id.as_column_ref();
                if payment != itself {
                    matching.inner_join(payments::Entity, Expr::col(itself).equals(payment));
                }
                matching.cond_where(fit.clone());
            }
        }
        matching.cond_where(created(E::CREATED_AT, search.from, search.to));
        Some(Self {
            matching,
            counted: search.matches_all().then_some(E::COUNTED),
            account: E::ACCOUNT.as_column_ref().into(),
            id: E::ID.as_column_ref().into(),
            payment: E::PAYMENT.as_column_ref().into(),
            created_at: E::CREATED_AT.as_column_ref().into(),
            order: order::<E>,
            are_named: matches!(wanted, Wanted::These(_)),
        })
    }

    /// Those of these accounts that match.
    pub(super) fn matching(&self, accounts: &[AccountId]) -> SelectStatement {
        let account = Expr::col(self.account.clone());
        let mut matching = self.matching.clone();
        match accounts {
            [one] => matching.and_where(account.eq(one.as_str())),
            many => matching.and_where(account.is_in(many.iter().map(AccountId::as_str))),
        };
        matching
    }

    /// How many of these accounts match.
    pub(super) async fn number(
        &self,
        connection: &impl ConnectionTrait,
        accounts: &[AccountId],
    ) -> Result<u64, StoreError> {
        if let Some(counted) = self.counted {
            return counters::total_of_all(connection, accounts, counted).await;
        }
        let mut number = self.matching(accounts);
        number.expr(Expr::cust("COUNT(*)"));
        let row = connection.query_one(&number).await.map_err(failed)?;
        let number = row.map(|row| row.try_get_by_index::<i64>(0)).transpose();
        Ok(count(
            "number",
            number.map_err(failed)?.unwrap_or_default(),
        )?)
    }

    /// The newest of these accounts that match, account by account; of all of them in one
    /// list where there are many accounts or little that matches.
    pub(super) fn lists(&self, accounts: &[AccountId], newest: Newest<'_>) -> Vec<SelectStatement> {
        if self.are_named || accounts.len() > MERGED_ACCOUNTS_MAX {
            return vec![self.newest(accounts, newest)];
        }
        let accounts = accounts.chunks(1);
        accounts
            .map(|account| self.newest(account, newest))
            .collect()
    }

    /// The names of the newest of these accounts that match, newest first.
    fn newest(&self, accounts: &[AccountId], newest: Newest<'_>) -> SelectStatement {
        let mut names = self.matching(accounts);
        names.expr_as(Expr::col(self.id.clone()), ID);
        names.expr_as(Expr::col(self.payment.clone()), PAYMENT);
        names.expr_as(Expr::col(self.created_at.clone()), CREATED_AT);
        if let Some(after) = newest.after {
            let place = [&self.created_at, &self.id].map(|column| Expr::col(column.clone()));
            let beyond = [
                Expr::val(after.created_at.as_millis()),
                Expr::val(after.id.as_str()),
            ];
            names.and_where(Expr::tuple(place).lt(Expr::tuple(beyond)));
        }
        names.order_by_expr((self.order)(newest.of), Order::Desc);
        names.order_by(self.id.clone(), Order::Desc);
        names.limit(newest.limit);
        // SQLite lets no part of a union be sorted by itself, but a table of its own.
        let mut list = Query::select();
        list.columns([ID, PAYMENT, CREATED_AT]);
        list.from_subquery(names, "newest");
        list
    }
}
