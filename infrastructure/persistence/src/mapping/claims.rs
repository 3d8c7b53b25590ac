//! What idempotency keys were used for, and its rows.

use domain::idempotency::{Claim, IdempotencyKey, Made};
use domain::{AccountId, AgreementId, PaymentId, RefundId, Timestamp};

use super::{Impossible, hex, present, sound};
use crate::entity::idempotency_claims::Model;

pub(crate) fn to_row(claim: &Claim) -> Model {
    let (payment, refund, agreement) = match &claim.made {
        Made::Payment(payment) => (Some(payment), None, None),
        Made::Refund(payment, refund) => (Some(payment), Some(refund), None),
        Made::Agreement(agreement) => (None, None, Some(agreement)),
    };
    Model {
        account: claim.account.as_str().to_owned(),
        key: claim.key.as_str().to_owned(),
        fingerprint: hex::to_text(claim.fingerprint),
        payment: payment.map(|id| id.as_str().to_owned()),
        refund: refund.map(|id| id.as_str().to_owned()),
        agreement: agreement.map(|id| id.as_str().to_owned()),
        at: claim.at.as_millis(),
    }
}

pub(crate) fn from_row(row: Model) -> Result<Claim, Impossible> {
    let made = match (&row.payment, &row.refund, &row.agreement) {
        (Some(payment), None, None) => Made::Payment(payment_id(payment)?),
        (Some(payment), Some(refund), None) => Made::Refund(
            payment_id(payment)?,
            present("refund", RefundId::parse(refund))?,
        ),
        (None, None, Some(agreement)) => {
            Made::Agreement(present("agreement", AgreementId::parse(agreement))?)
        }
        _ => return Err(Impossible::new("payment")),
    };
    Ok(Claim {
        account: present("account", AccountId::parse(&row.account))?,
        key: sound("key", IdempotencyKey::parse(row.key))?,
        fingerprint: present("fingerprint", hex::digest(&row.fingerprint))?,
        made,
        at: Timestamp::from_millis(row.at),
    })
}

fn payment_id(text: &str) -> Result<PaymentId, Impossible> {
    present("payment", PaymentId::parse(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(made: Made) -> Claim {
        Claim {
            account: AccountId::from_random([1; 26]),
            key: IdempotencyKey::parse("Key-1").unwrap(),
            fingerprint: [0xa7; 32],
            made,
            at: Timestamp::from_millis(5),
        }
    }

    #[test]
    fn claims_read_back() {
        let payment = PaymentId::from_random([2; 26]);
        for made in [
            Made::Payment(payment.clone()),
            Made::Refund(payment, RefundId::from_random([3; 26])),
            Made::Agreement(AgreementId::from_random([4; 26])),
        ] {
            let claim = claim(made);
            assert_eq!(from_row(to_row(&claim)), Ok(claim));
        }
    }

    #[test]
    fn a_claim_for_nothing_is_impossible() {
        let payment = PaymentId::from_random([2; 26]);
        let nothing = Model {
            payment: None,
            ..to_row(&claim(Made::Payment(payment)))
        };
        assert_eq!(from_row(nothing), Err(Impossible::new("payment")));
    }
}
