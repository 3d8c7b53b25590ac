//! The stylesheet, the script and the mark, embedded in the binary.
//!
//! Their addresses carry a hash of their content, so browsers may keep them for ever and a
//! new version is a new address.

use crate::pictures::{self, Picture};

/// Where assets are served.
pub(crate) const ROOT: &str = "/docs/assets/";

/// How every page looks.
pub(crate) const STYLESHEET: Asset =
    Asset::new("guides", "css", include_bytes!("../assets/guides.css"));
/// What a script adds; no page needs it.
pub(crate) const SCRIPT: Asset = Asset::new("guides", "js", include_bytes!("../assets/guides.js"));
/// The icon in the browser's tab.
pub(crate) const MARK: Asset = Asset::new("mark", "svg", include_bytes!("../assets/mark.svg"));

/// A file that pages load.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset {
    stem: &'static str,
    extension: &'static str,
    content: &'static [u8],
    hash: u64,
}

impl Asset {
    /// A file of this name and content.
    pub(crate) const fn new(
        stem: &'static str,
        extension: &'static str,
        content: &'static [u8],
    ) -> Self {
        Self {
            stem,
            extension,
            content,
            hash: fnv_1a(content),
        }
    }

    /// The address of this version of the file.
    pub(crate) fn path(&self) -> String {
        format!("{ROOT}{}", self.name())
    }

    /// What is in the file.
    pub(crate) fn content(&self) -> &'static [u8] {
        self.content
    }

    /// How it is announced.
    pub(crate) fn media_type(&self) -> &'static str {
        match self.extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            _ => "application/octet-stream",
        }
    }

    fn name(&self) -> String {
        format!("{}.{:016x}.{}", self.stem, self.hash, self.extension)
    }
}

/// The asset with this name, hash and all.
pub(crate) fn find(name: &str) -> Option<Asset> {
    [STYLESHEET, SCRIPT, MARK]
        .into_iter()
        .chain(pictures::all().map(Picture::asset))
        .find(|asset| asset.name() == name)
}

/// The 64-bit FNV-1a hash: enough to tell versions of something apart, and the compiler can
/// compute it.
pub(crate) const fn fnv_1a(content: &[u8]) -> u64 {
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
    fn an_asset_is_found_by_its_address_alone() {
        let path = STYLESHEET.path();
        let name = path.strip_prefix(ROOT).unwrap();

        assert!(find(name).is_some());
        assert!(find("guides.css").is_none());
    }

    #[test]
    fn the_stylesheet_and_the_script_stay_small() {
        assert!(STYLESHEET.content.len() < 16_000 && SCRIPT.content.len() < 3_000);
    }
}
