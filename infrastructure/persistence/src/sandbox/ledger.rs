//! The sandbox PSP's books. Every entry is committed before the call answers.

use async_trait::async_trait;
use domain::operation::{OrderCode, PspReference};
use domain::ports::StoreError;
use domain::ports::sandbox::{
    LedgerAuthorisation, LedgerMovement, Movement, MovementKind, SandboxLedger,
};
use domain::{OperationId, PaymentId, RefundId, Timestamp};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::Database;
use crate::entity::{sandbox_authorisations as authorisations, sandbox_movements as movements};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::{Impossible, amount, named, present, word};

#[async_trait]
impl SandboxLedger for Database {
    async fn authorise(
        &self,
        entry: LedgerAuthorisation,
    ) -> Result<LedgerAuthorisation, StoreError> {
        let first_stays = OnConflict::column(authorisations::Column::OrderCode)
            .do_nothing()
            .to_owned();
        let transaction = self.transaction().await?;
        let entered =
            authorisations::Entity::insert(authorisation_to_row(&entry).into_active_model())
                .on_conflict(first_stays)
                .exec_without_returning(&transaction)
                .await
                .map_err(failed)?;
        if entered > 0 {
            transaction.commit().await.map_err(failed)?;
            return Ok(entry);
        }
        let row = first(
            authorisations::Entity::find_by_id(entry.order_code.as_str())
                .all(&transaction)
                .await,
        )?;
        Ok(authorisation_from_row(present("order_code", row)?)?)
    }

    async fn authorisation(
        &self,
        order_code: &OrderCode,
    ) -> Result<Option<LedgerAuthorisation>, StoreError> {
        let row = first(
            authorisations::Entity::find_by_id(order_code.as_str())
                .all(self.readers())
                .await,
        )?;
        Ok(row.map(authorisation_from_row).transpose()?)
    }

    async fn enter(&self, entry: LedgerMovement) -> Result<Movement, StoreError> {
        let transaction = self.transaction().await?;
        // The lock makes movements of one authorisation follow one another.
        let authorisation = first(
            authorisations::Entity::find_by_id(entry.order_code.as_str())
                .lock_exclusive()
                .all(&transaction)
                .await,
        )?;
        let Some(authorisation) = authorisation.map(authorisation_from_row).transpose()? else {
            return Ok(Movement::NotPermitted);
        };
        let before = movements_of(&transaction, &entry.order_code).await?;
        if let Some(first) = before.iter().find(|other| other.kind == entry.kind) {
            return Ok(Movement::Entered(first.clone()));
        }
        if !authorisation.permits(&before, &entry) {
            return Ok(Movement::NotPermitted);
        }
        movements::Entity::insert(movement_to_row(&entry))
            .exec_without_returning(&transaction)
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        Ok(Movement::Entered(entry))
    }

    async fn movements(&self, order_code: &OrderCode) -> Result<Vec<LedgerMovement>, StoreError> {
        movements_of(self.readers(), order_code).await
    }
}

async fn movements_of(
    connection: &impl ConnectionTrait,
    order_code: &OrderCode,
) -> Result<Vec<LedgerMovement>, StoreError> {
    let rows = movements::Entity::find()
        .filter(movements::Column::OrderCode.eq(order_code.as_str()))
        .order_by_asc(movements::Column::Sequence)
        .all(connection)
        .await
        .map_err(failed)?;
    rows.iter().map(|row| Ok(movement_from_row(row)?)).collect()
}

fn authorisation_to_row(entry: &LedgerAuthorisation) -> authorisations::Model {
    authorisations::Model {
        order_code: entry.order_code.as_str().to_owned(),
        psp_reference: entry.psp_reference.as_str().to_owned(),
        payment: entry.payment.as_str().to_owned(),
        amount: entry.amount.minor(),
        verdict: word(entry.verdict),
        kept: entry.kept.map(word),
        at: entry.at.as_millis(),
    }
}

fn authorisation_from_row(row: authorisations::Model) -> Result<LedgerAuthorisation, Impossible> {
    Ok(LedgerAuthorisation {
        order_code: OrderCode::stored(row.order_code),
        psp_reference: PspReference::given(row.psp_reference),
        payment: present("payment", PaymentId::parse(&row.payment))?,
        amount: amount(row.amount)?,
        verdict: named("verdict", &row.verdict)?,
        kept: row.kept.map(|kept| named("kept", &kept)).transpose()?,
        at: Timestamp::from_millis(row.at),
    })
}

fn movement_to_row(entry: &LedgerMovement) -> movements::ActiveModel {
    let (kind, subject) = match &entry.kind {
        MovementKind::Captured(operation) => ("captured", operation.as_str()),
        MovementKind::Cancelled => ("cancelled", ""),
        MovementKind::Refunded(refund) => ("refunded", refund.as_str()),
    };
    movements::ActiveModel {
        sequence: NotSet,
        order_code: Set(entry.order_code.as_str().to_owned()),
        kind: Set(kind.to_owned()),
        subject: Set(subject.to_owned()),
        amount: Set(entry.amount.minor()),
        at: Set(entry.at.as_millis()),
    }
}

fn movement_from_row(row: &movements::Model) -> Result<LedgerMovement, Impossible> {
    let kind = match row.kind.as_str() {
        "captured" => MovementKind::Captured(present("subject", OperationId::parse(&row.subject))?),
        "cancelled" => MovementKind::Cancelled,
        "refunded" => MovementKind::Refunded(present("subject", RefundId::parse(&row.subject))?),
        _ => return Err(Impossible::new("kind")),
    };
    Ok(LedgerMovement {
        order_code: OrderCode::stored(row.order_code.clone()),
        kind,
        amount: amount(row.amount)?,
        at: Timestamp::from_millis(row.at),
    })
}
