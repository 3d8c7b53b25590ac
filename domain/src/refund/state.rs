//! How far a refund has come, and the table of what may follow what.

use strum::{EnumDiscriminants, IntoStaticStr};

use super::RefundStatus;
use crate::operation::PspReference;

/// Everything a refund can be.
#[derive(Clone, Debug, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(
    name(RefundStateName),
    derive(
        Hash,
        PartialOrd,
        Ord,
        IntoStaticStr,
        strum::EnumString,
        strum::EnumIter
    )
)]
#[strum_discriminants(strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "The bare name of a [`RefundState`].")]
pub enum RefundState {
    /// Recorded here; the PSP may not know of it yet.
    Requested,
    /// The PSP has it and will say how it ended.
    Submitted(PspReference),
    /// The PSP gave the money back.
    Succeeded(PspReference),
    /// The PSP would not.
    Failed,
}

/// What may happen to a refund.
#[derive(Clone, Debug, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(name(RefundStepName), derive(Hash, PartialOrd, Ord, IntoStaticStr))]
#[strum_discriminants(strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "The bare name of a [`RefundStep`].")]
pub enum RefundStep {
    /// The PSP accepts it.
    Submit(PspReference),
    /// The PSP has given the money back.
    Succeed(PspReference),
    /// The PSP refuses.
    Fail,
}

/// A step that the refund's present state does not permit. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a refund that is {from} cannot {step}", from = <&str>::from(from), step = <&str>::from(step))]
pub struct IllegalRefundStep {
    /// The state it is in.
    pub from: RefundStateName,
    /// The step that was refused.
    pub step: RefundStepName,
}

impl RefundState {
    /// The whole life cycle, one arm per permitted move.
    pub fn after(&self, step: &RefundStep) -> Result<Self, IllegalRefundStep> {
        Ok(match (self, step) {
            (Self::Requested, RefundStep::Submit(reference)) => Self::Submitted(reference.clone()),
            (Self::Requested | Self::Submitted(_), RefundStep::Succeed(reference)) => {
                Self::Succeeded(reference.clone())
            }
            (Self::Requested | Self::Submitted(_), RefundStep::Fail) => Self::Failed,
            (from, step) => {
                return Err(IllegalRefundStep {
                    from: from.name(),
                    step: step.into(),
                });
            }
        })
    }

    /// The state's bare name.
    pub fn name(&self) -> RefundStateName {
        self.into()
    }

    /// The public status.
    pub fn status(&self) -> RefundStatus {
        match self {
            Self::Requested | Self::Submitted(_) => RefundStatus::Submitted,
            Self::Succeeded(_) => RefundStatus::Success,
            Self::Failed => RefundStatus::Error,
        }
    }
}
