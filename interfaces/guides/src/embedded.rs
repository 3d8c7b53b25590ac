//! The files of `docs/guides/` and `docs/images/`, listed by the build script.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// What has changed in the contracts, as it stands beside them.
pub(crate) const REVISION_HISTORY: &str = include_str!("../../../openapi/CHANGELOG.md");
