//! What was said between us and PSPs, and its rows.

use domain::operation::{Exchange, OrderCode};
use domain::{PaymentId, Timestamp};
use sea_orm::ActiveValue::{NotSet, Set};

use super::{Impossible, present};
use crate::entity::exchanges::{ActiveModel, Model};

/// The row of an exchange, which gets its place among all when it is added.
pub(crate) fn to_row(exchange: &Exchange) -> ActiveModel {
    ActiveModel {
        sequence: NotSet,
        payment: Set(exchange.payment.as_str().to_owned()),
        at: Set(exchange.at.as_millis()),
        order_code: Set(exchange.order_code.as_str().to_owned()),
        asked: Set(exchange.asked.clone()),
        answered: Set(exchange.answered.clone()),
    }
}

pub(crate) fn from_row(row: Model) -> Result<Exchange, Impossible> {
    let payment = PaymentId::parse(&row.payment);
    let name = row.sequence.to_string();
    Ok(Exchange {
        payment: present("payment", payment).map_err(|e| e.in_row("exchange", &name))?,
        at: Timestamp::from_millis(row.at),
        order_code: OrderCode::stored(row.order_code),
        asked: row.asked,
        answered: row.answered,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::TryIntoModel;

    use super::*;

    #[test]
    fn exchanges_read_back() {
        let exchange = Exchange {
            payment: PaymentId::from_random([1; 26]),
            at: Timestamp::from_millis(5),
            order_code: OrderCode::stored("an order"),
            asked: "capture 250 pence".to_owned(),
            answered: "‘no’\n".to_owned(),
        };
        let row = ActiveModel {
            sequence: Set(7),
            ..to_row(&exchange)
        };

        assert_eq!(from_row(row.try_into_model().unwrap()), Ok(exchange));
    }
}
