//! The stylesheet, the script and the icon, embedded in the binary.
//!
//! Their addresses carry a hash of their content, so browsers may keep them for
//! ever and a new version is a new address.

use poem::http::{HeaderValue, StatusCode, header};
use poem::web::Path;
use poem::{Response, handler};

/// Where the assets are served.
pub(crate) const ROUTE: &str = "/admin/assets/:name";

/// Browsers may keep an asset for a year, which is as good as for ever.
const KEEP: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// A file that pages load.
#[derive(Debug)]
pub(crate) struct Asset {
    stem: &'static str,
    extension: &'static str,
    media_type: &'static str,
    content: &'static [u8],
    hash: u64,
}

/// How every page looks.
pub(crate) const STYLESHEET: Asset = Asset::new(
    "admin",
    "css",
    "text/css; charset=utf-8",
    concat!(
        include_str!("../assets/admin.css"),
        include_str!("../assets/dashboard.css"),
        include_str!("../assets/settings.css"),
        include_str!("../assets/transactions.css"),
        include_str!("../assets/platform.css"),
        include_str!("../assets/webhooks.css"),
    )
    .as_bytes(),
);
/// What scripts add; no page needs it.
pub(crate) const SCRIPT: Asset = Asset::new(
    "admin",
    "js",
    "text/javascript; charset=utf-8",
    include_bytes!("../assets/admin.js"),
);
/// Asks browsers for passkeys, on the pages that take one.
pub(crate) const PASSKEYS: Asset = Asset::new(
    "passkeys",
    "js",
    "text/javascript; charset=utf-8",
    include_bytes!("../assets/passkeys.js"),
);
/// The icon in the browser's tab.
pub(crate) const MARK: Asset = Asset::new(
    "mark",
    "svg",
    "image/svg+xml",
    include_bytes!("../assets/mark.svg"),
);
/// Everything that pages load.
pub(crate) const ALL: [Asset; 4] = [STYLESHEET, SCRIPT, PASSKEYS, MARK];

impl Asset {
    const fn new(
        stem: &'static str,
        extension: &'static str,
        media_type: &'static str,
        content: &'static [u8],
    ) -> Self {
        Self {
            stem,
            extension,
            media_type,
            content,
            hash: fnv_1a(content),
        }
    }

    /// The address of this version of the file.
    pub(crate) fn path(&self) -> String {
        format!("/admin/assets/{}", self.name())
    }

    /// What is in the file.
    fn content(&self) -> &'static [u8] {
        self.content
    }

    fn name(&self) -> String {
        format!("{}.{:016x}.{}", self.stem, self.hash, self.extension)
    }
}

/// Serves an asset by its hashed name; any other name is not found.
#[handler]
pub(crate) fn serve(Path(name): Path<String>) -> Response {
    match ALL.into_iter().find(|asset| asset.name() == name) {
        Some(asset) => Response::builder()
            .header(header::CONTENT_TYPE, asset.media_type)
            .header(header::CACHE_CONTROL, KEEP)
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .body(asset.content()),
        None => StatusCode::NOT_FOUND.into(),
    }
}

/// The 64-bit FNV-1a hash: enough to tell versions of a file apart, and it can
/// be computed by the compiler.
const fn fnv_1a(content: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut rest = content;
    while let [byte, tail @ ..] = rest {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        rest = tail;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_published_algorithm() {
        for (content, hash) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(fnv_1a(content.as_bytes()), hash, "{content}");
        }
    }

    #[test]
    fn the_stylesheet_stays_small() {
        assert!(STYLESHEET.content.len() < 60_000 && SCRIPT.content.len() < 4_000);
        assert!(PASSKEYS.content.len() < 6_000);
    }
}
