//! Lists the guides, their samples and their pictures, so that the binary carries them.
//!
//! A new file is taken in by being there; nobody keeps a list.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let docs = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../docs");
    let guides = docs.join("guides");

    let mut list = String::new();
    write_list(
        &mut list,
        "GUIDES",
        "&str",
        "include_str",
        &markdown(&guides)?,
    )?;
    write_list(
        &mut list,
        "SAMPLES",
        "&str",
        "include_str",
        &samples(&guides)?,
    )?;
    write_list(
        &mut list,
        "PICTURES",
        "&[u8]",
        "include_bytes",
        &pictures(&docs)?,
    )?;

    let target = Path::new(&std::env::var("OUT_DIR")?).join("embedded.rs");
    fs::write(target, list)?;

    let mut cargo = io::stdout().lock();
    for watched in [guides, docs.join("images"), PathBuf::from("build.rs")] {
        writeln!(cargo, "cargo::rerun-if-changed={}", watched.display())?;
    }
    Ok(())
}

/// The name under which something is known, and the file that holds it.
type Named = (String, PathBuf);

fn markdown(guides: &Path) -> io::Result<Vec<Named>> {
    Ok(files(guides)?
        .into_iter()
        .filter_map(|(name, path)| Some((name.strip_suffix(".md")?.to_owned(), path)))
        .collect())
}

/// Every file of every sample, as `sample/file`.
fn samples(guides: &Path) -> io::Result<Vec<Named>> {
    let mut found = Vec::new();
    let folder = guides.join("samples");
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(sample) = name_of(&path).filter(|_| path.is_dir()) else {
            continue;
        };
        for (file, path) in files(&path)? {
            found.push((format!("{sample}/{file}"), path));
        }
    }
    found.sort();
    Ok(found)
}

/// Pictures that guides show, as they refer to them, seen from their folder.
fn pictures(docs: &Path) -> io::Result<Vec<Named>> {
    let mut text = String::new();
    for (_, path) in markdown(&docs.join("guides"))? {
        text.push_str(&fs::read_to_string(path)?);
    }
    let mut found = Vec::new();
    for (folder, prefix) in [("guides/pictures", "pictures"), ("images", "../images")] {
        for (name, path) in files(&docs.join(folder))? {
            found.push((format!("{prefix}/{name}"), path));
        }
    }
    found.retain(|(written, _)| text.contains(&format!("]({written})")));
    Ok(found)
}

/// The files of a folder, sorted; not what is hidden.
fn files(folder: &Path) -> io::Result<Vec<Named>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = name_of(&path).filter(|name| path.is_file() && !name.starts_with('.'));
        found.extend(name.map(|name| (name, path)));
    }
    found.sort();
    Ok(found)
}

fn name_of(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_str()?.to_owned())
}

fn write_list(
    list: &mut String,
    name: &str,
    content: &str,
    include: &str,
    files: &[Named],
) -> Result<(), Box<dyn Error>> {
    writeln!(list, "pub(crate) const {name}: &[(&str, {content})] = &[")?;
    for (name, path) in files {
        let path = fs::canonicalize(path)?;
        writeln!(list, "    ({name:?}, {include}!({path:?})),")?;
    }
    writeln!(list, "];")?;
    Ok(())
}
