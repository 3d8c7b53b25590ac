//! A service calls, and may have called too often.
//!
//! Replicas share one count. While it cannot be had, each counts for itself,
//! with lower limits.

use std::time::Duration;

use domain::account::{RateLimit, RequestKind};

use crate::Application;
use crate::actor::Service;
use crate::staff::Staff;

/// How many forms one address may send before anybody is signed in: a whole office
/// signs in of a morning.
const STAFF_FORMS: RateLimit = RateLimit::of(60, 60, Duration::from_secs(60));

/// How many forms one person who is signed in may send: far more than anybody types.
const FORMS_OF_ONE: RateLimit = RateLimit::of(120, 120, Duration::from_secs(60));

impl Application {
    /// Counts a service's request, and says whether it is admitted.
    pub async fn admit(&self, service: &Service, kind: RequestKind) -> bool {
        let account = &service.account;
        let limit = account.rate_limit.unwrap_or(RateLimit::USUAL);
        let bucket = match kind {
            RequestKind::Read => format!("read-{}", account.id),
            RequestKind::CreatePayment => format!("create-payment-{}", account.id),
            RequestKind::CapturePayment => format!("capture-payment-{}", account.id),
            RequestKind::OtherPost => format!("post-{}", account.id),
        };
        self.count(&bucket, limit, kind).await
    }

    /// Counts a request that carries no key: all such requests share one count
    /// (as in GOV.UK Pay).
    pub async fn admit_without_key(&self) -> bool {
        self.count("post", RateLimit::USUAL, RequestKind::OtherPost)
            .await
    }

    /// Counts a form of the staff site that anybody may send, and says whether this
    /// address may send it.
    pub async fn admit_staff_form(&self, address: &str) -> bool {
        let bucket = format!("staff-form-{address}");
        self.count(&bucket, STAFF_FORMS, RequestKind::OtherPost)
            .await
    }

    /// Counts a form of somebody who is signed in, and says whether they may send it.
    pub async fn admit_form_of(&self, staff: &Staff) -> bool {
        let bucket = format!("form-of-{}", staff.member.id);
        self.count(&bucket, FORMS_OF_ONE, RequestKind::OtherPost)
            .await
    }

    async fn count(&self, bucket: &str, limit: RateLimit, kind: RequestKind) -> bool {
        let limits = &self.ports.rate_limits;
        match limits.admit(bucket, limit.admits(kind), limit.window).await {
            Ok(admitted) => admitted,
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the shared rate limits did not answer"
                );
                let local = RateLimit::LOCAL;
                self.ports
                    .local_rate_limits
                    .admit(bucket, local.admits(kind), local.window)
                    .await
                    .unwrap_or(true)
            }
        }
    }
}
