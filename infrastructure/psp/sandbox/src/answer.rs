//! What the books say of an authorisation, in the port's words.

use domain::agreement::StoredCard;
use domain::operation::OrderCode;
use domain::ports::psp::{AuthorisationOutcome, Hold, Retry};
use domain::ports::sandbox::{LedgerAuthorisation, Verdict};

/// What names of kept cards begin with. The rest is the order code of the
/// authorisation that brought the card, so that a repetition gives the same name.
const KEPT: &str = "sandbox-card-";

/// How the authorisation ended. A card that is refused stays refused, and the
/// sandbox says so (as in GOV.UK Pay).
pub(crate) fn of(entry: LedgerAuthorisation) -> AuthorisationOutcome {
    match entry.verdict {
        Verdict::Authorised => AuthorisationOutcome::Authorised(Hold {
            stored_card: entry.kept.map(|_| name(&entry.order_code)),
            psp_reference: entry.psp_reference,
        }),
        Verdict::Declined => AuthorisationOutcome::Declined(Retry::Never),
        Verdict::Failed => AuthorisationOutcome::Failed,
    }
}

fn name(order_code: &OrderCode) -> StoredCard {
    StoredCard::given(format!("{KEPT}{}", order_code.as_str()))
}

/// The authorisation that brought the card of this name, if it is one of ours.
pub(crate) fn brought_by(card: &StoredCard) -> Option<OrderCode> {
    card.as_str().strip_prefix(KEPT).map(OrderCode::stored)
}
