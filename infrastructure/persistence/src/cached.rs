//! API keys that were found lately, so that a busy service costs one look-up a
//! minute. Only good answers are kept: an unknown key may be made at any time.

use std::time::Duration;

use domain::ApiKeyId;
use domain::account::api_key::KeyDigest;
use domain::ports::queries::FoundKey;
use moka::future::Cache;

/// How long a good answer is believed.
const BELIEVED_FOR: Duration = Duration::from_secs(60);
/// How long a revoked key is remembered. Longer than any answer that was given
/// before it was revoked.
const DISTRUSTED_FOR: Duration = Duration::from_secs(3 * 60);
/// Most keys remembered.
const KEYS_MAX: u64 = 10_000;

/// Keys found lately, and keys that this process revoked lately.
pub(crate) struct KeyCache {
    found: Cache<KeyDigest, FoundKey>,
    revoked: Cache<ApiKeyId, ()>,
}

impl Default for KeyCache {
    fn default() -> Self {
        Self {
            found: Cache::builder()
                .max_capacity(KEYS_MAX)
                .time_to_live(BELIEVED_FOR)
                .build(),
            revoked: Cache::builder()
                .max_capacity(KEYS_MAX)
                .time_to_live(DISTRUSTED_FOR)
                .build(),
        }
    }
}

impl KeyCache {
    /// The first of these keys that was found lately and not revoked since.
    pub(crate) async fn find(&self, digests: &[KeyDigest]) -> Option<FoundKey> {
        for digest in digests {
            if let Some(found) = self.found.get(digest).await
                && !self.revoked.contains_key(&found.key.id)
            {
                return Some(FoundKey {
                    fresh: false,
                    ..found
                });
            }
        }
        None
    }

    /// Remembers a key that the store just gave. One that is being revoked is
    /// remembered in vain: [`Self::find`] asks again.
    pub(crate) async fn remember(&self, found: &FoundKey) {
        self.found.insert(found.key.digest, found.clone()).await;
    }

    /// No longer answers with this key.
    pub(crate) async fn distrust(&self, key: ApiKeyId) {
        self.revoked.insert(key, ()).await;
    }

    /// Asks the store anew about every key.
    pub(crate) fn forget_all(&self) {
        self.found.invalidate_all();
    }
}
