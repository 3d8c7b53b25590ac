//! How often a service may call.

use std::time::Duration;

/// How many requests one account may make in each window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Requests that only read, all together.
    pub reads: u32,
    /// POST requests of one kind: creating payments, capturing, and all others.
    pub posts: u32,
    /// How long a window lasts, [`WINDOW_MIN`] to [`WINDOW_MAX`].
    pub window: Duration,
}

/// The shortest window.
pub const WINDOW_MIN: Duration = Duration::from_millis(500);
/// The longest window.
pub const WINDOW_MAX: Duration = Duration::from_secs(60);

/// What a request counts as. Each kind has a count of its own (as in GOV.UK Pay).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum RequestKind {
    /// It only reads.
    Read,
    /// It creates a payment.
    CreatePayment,
    /// It captures a payment.
    CapturePayment,
    /// Any other POST.
    OtherPost,
}

impl RateLimit {
    /// What an account has unless the operator says otherwise.
    pub const USUAL: Self = Self::of(75, 15, Duration::from_secs(1));
    /// For accounts with much traffic.
    pub const ELEVATED: Self = Self::of(100, 40, Duration::from_secs(1));
    /// For accounts with hardly any traffic.
    pub const LOW: Self = Self::of(4_500, 1, Duration::from_secs(60));
    /// What one process admits by itself while the shared count cannot be had.
    pub const LOCAL: Self = Self::of(25, 5, Duration::from_secs(1));

    /// So many reads, and posts of each kind, in each window.
    pub const fn of(reads: u32, posts: u32, window: Duration) -> Self {
        Self {
            reads,
            posts,
            window,
        }
    }

    /// How many requests of this kind are admitted in one window.
    pub fn admits(&self, kind: RequestKind) -> u32 {
        match kind {
            RequestKind::Read => self.reads,
            RequestKind::CreatePayment | RequestKind::CapturePayment | RequestKind::OtherPost => {
                self.posts
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn reads_have_one_limit_and_posts_of_each_kind_another() {
        for (limit, reads, posts, seconds) in [
            (RateLimit::USUAL, 75, 15, 1),
            (RateLimit::ELEVATED, 100, 40, 1),
            (RateLimit::LOW, 4_500, 1, 60),
            (RateLimit::LOCAL, 25, 5, 1),
        ] {
            for kind in RequestKind::iter() {
                let expected = if kind == RequestKind::Read {
                    reads
                } else {
                    posts
                };
                assert_eq!(limit.admits(kind), expected);
            }
            assert_eq!(limit.window, Duration::from_secs(seconds));
            assert!((WINDOW_MIN..=WINDOW_MAX).contains(&limit.window));
        }
    }
}
