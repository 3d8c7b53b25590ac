//! The pictures that guides show.

use crate::assets::Asset;
use crate::embedded;

/// A picture as guides refer to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Picture {
    asset: Asset,
    written: &'static str,
}

impl Picture {
    fn of((written, content): &(&'static str, &'static [u8])) -> Option<Self> {
        let file = written.rsplit('/').next()?;
        let (stem, extension) = file.rsplit_once('.')?;
        Some(Self {
            asset: Asset::new(stem, extension, content),
            written,
        })
    }

    /// The file behind it.
    pub(crate) fn asset(self) -> Asset {
        self.asset
    }

    /// Its address.
    pub(crate) fn path(&self) -> String {
        self.asset.path()
    }

    /// Its width and height in pixels, so that a page keeps room for it.
    pub(crate) fn size(&self) -> Option<(u32, u32)> {
        let content = self.asset.content();
        match self.is_drawing() {
            true => size_of_drawing(std::str::from_utf8(content).ok()?),
            false => size_of_png(content),
        }
    }

    /// Whether it is drawn. Drawings scroll where they are too wide to read; photographs of a
    /// screen shrink.
    pub(crate) fn is_drawing(&self) -> bool {
        self.written.ends_with(".svg")
    }
}

/// Every picture.
pub(crate) fn all() -> impl Iterator<Item = Picture> {
    embedded::PICTURES.iter().filter_map(Picture::of)
}

/// The picture that a guide refers to by this path.
pub(crate) fn find(written: &str) -> Option<Picture> {
    all().find(|picture| picture.written == written)
}

/// What the last two numbers of a `viewBox` say.
fn size_of_drawing(text: &str) -> Option<(u32, u32)> {
    let (_, rest) = text.split_once("viewBox=\"0 0 ")?;
    let (width, height) = rest.split_once('"')?.0.split_once(' ')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

/// What the first chunk of a PNG says.
fn size_of_png(content: &[u8]) -> Option<(u32, u32)> {
    let number = |from: usize| {
        let bytes = content.get(from..from.checked_add(4)?)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    Some((number(16)?, number(20)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_says_how_large_it_is() {
        let life_cycle = find("pictures/life-cycle.svg").unwrap();
        assert_eq!(life_cycle.size(), Some((980, 470)));
        for picture in all() {
            assert!(picture.size().is_some(), "{}", picture.written);
        }
    }
}
