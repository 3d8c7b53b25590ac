//! Reads about e-mails.

use domain::email::OutgoingEmail;
use domain::ports::StoreError;
use domain::ports::queries::{DISPLAY_SIZE_MAX, EmailSearch, Page};
use domain::{EmailId, PaymentId};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::Database;
use crate::entity::emails::{Column, Entity};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::emails::from_row;
use crate::mapping::word;

impl Database {
    /// Every e-mail about a payment, oldest first.
    pub(super) async fn emails_found_about(
        &self,
        payment: &PaymentId,
    ) -> Result<Vec<OutgoingEmail>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Payment.eq(payment.as_str()))
            .order_by_asc(Column::WrittenAt)
            .order_by_asc(Column::Id)
            .all(self.readers())
            .await
            .map_err(failed)?;
        let emails = rows.into_iter().map(from_row);
        Ok(emails.collect::<Result<_, _>>()?)
    }

    /// One page of the e-mails that match, newest first.
    pub(super) async fn emails_found(
        &self,
        search: &EmailSearch,
    ) -> Result<Page<OutgoingEmail>, StoreError> {
        let size = Ord::min(search.sheet.display_size, DISPLAY_SIZE_MAX);
        let before = search.sheet.page.saturating_sub(1).saturating_mul(size);
        let snapshot = self.snapshot().await?;
        let state = search.state.map(|state| Column::State.eq(word(state)));
        let matching = Entity::find().filter(Condition::all().add_option(state));
        let total = matching.clone().count(&snapshot).await.map_err(failed)?;
        let rows = if before >= total {
            Vec::new()
        } else {
            matching
                .order_by_desc(Column::WrittenAt)
                .order_by_desc(Column::Id)
                .limit(size)
                .offset(before)
                .all(&snapshot)
                .await
                .map_err(failed)?
        };
        snapshot.commit().await.map_err(failed)?;
        let items = rows.into_iter().map(from_row);
        Ok(Page {
            items: items.collect::<Result<_, _>>()?,
            total,
        })
    }

    /// The e-mail of this name.
    pub(super) async fn email_found(
        &self,
        id: &EmailId,
    ) -> Result<Option<OutgoingEmail>, StoreError> {
        let row = first(Entity::find_by_id(id.as_str()).all(self.readers()).await)?;
        Ok(row.map(from_row).transpose()?)
    }
}
