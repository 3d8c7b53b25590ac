//! The data directory: readable by its owner alone, since it holds the keys.

use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::Context;
use domain::ports::Random;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// The file with the secret key.
const SECRET_KEY: &str = "secret.key";
/// The file with shell variables for test suites.
const SANDBOX_ENV: &str = "sandbox.env";
/// The database.
const DATABASE: &str = "bursar.sqlite";
/// Bytes of randomness in a secret key.
const SECRET_KEY_BYTES: usize = 32;

/// An open data directory.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens the directory, made for its owner alone if it is not there.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(|| format!("cannot create the data directory {}", path.display()))?;
        Ok(Self {
            path: path.to_owned(),
        })
    }

    /// The directory as it is, to look into. It may not be there.
    pub fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// The address of the database in it. The file is made here, since SQLite
    /// would let everybody read it; its companions take after it.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn database_url(&self) -> anyhow::Result<SecretString> {
        let path = self.path.join(DATABASE);
        OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("cannot open {}", path.display()))?;
        Ok(SecretString::from(format!("sqlite:{}", path.display())))
    }

    /// Where the shell variables are written.
    pub fn sandbox_env(&self) -> PathBuf {
        self.path.join(SANDBOX_ENV)
    }

    /// The secret key, made if there is none.
    ///
    /// # Errors
    ///
    /// When it can be neither read nor written.
    pub fn secret_key(&self, random: &dyn Random) -> anyhow::Result<SecretString> {
        let path = self.path.join(SECRET_KEY);
        match fs::read_to_string(&path).map(Zeroizing::new) {
            Ok(text) => Ok(SecretString::from(text.trim())),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key = fresh_key(random);
                write_for_owner(&path, key.expose_secret())
                    .with_context(|| format!("cannot write {}", path.display()))?;
                Ok(key)
            }
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// The variables written on an earlier start, if any. Lines that are not
    /// ours are left out.
    pub fn read_variables(&self) -> BTreeMap<String, String> {
        let text = Zeroizing::new(fs::read_to_string(self.sandbox_env()).unwrap_or_default());
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('='))
            .map(|(name, value)| (name.to_owned(), unquoted(value)))
            .collect()
    }

    /// Replaces the file of shell variables.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write_variables<V: AsRef<str>>(&self, variables: &[(&str, V)]) -> anyhow::Result<()> {
        let mut text =
            String::from("# Written by bursar on every start. Use it: . ./sandbox.env\n");
        for (name, value) in variables {
            text.push_str(&format!("{name}={}\n", quoted(value.as_ref())));
        }
        let path = self.sandbox_env();
        write_for_owner(&path, &text).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Writes a file that only its owner can read, all of it or nothing.
fn write_for_owner(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("new");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, path)
}

fn fresh_key(random: &dyn Random) -> SecretString {
    let mut bytes = Zeroizing::new([0_u8; SECRET_KEY_BYTES]);
    random.fill(bytes.as_mut_slice());
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    SecretString::from(hex)
}

/// A value as a shell takes it literally.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@".contains(c);
    if value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    }
}

fn unquoted(value: &str) -> String {
    let inner = value
        .strip_prefix('\'')
        .and_then(|value| value.strip_suffix('\''));
    match inner {
        Some(inner) => inner.replace(r"'\''", "'"),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use platform::SystemRandom;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn everything_in_it_is_its_owners_alone() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("made/on/the/way");
        let folder = Folder::open(&path).unwrap();
        folder.secret_key(&SystemRandom).unwrap();
        folder.database_url().unwrap();
        folder.write_variables(&[("BURSAR_API_KEY", "k")]).unwrap();

        assert_eq!(mode(&path), 0o700);
        assert_eq!(mode(&path.join(SECRET_KEY)), 0o600);
        assert_eq!(mode(&path.join(DATABASE)), 0o600);
        assert_eq!(mode(&folder.sandbox_env()), 0o600);
    }

    #[test]
    fn the_secret_key_is_made_once() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = Folder::open(scratch.path()).unwrap();
        let first = folder.secret_key(&SystemRandom).unwrap();
        let second = folder.secret_key(&SystemRandom).unwrap();
        assert_eq!(first.expose_secret(), second.expose_secret());
        assert_eq!(first.expose_secret().len(), 2 * SECRET_KEY_BYTES);
    }

    #[test]
    fn any_value_comes_back_as_it_was() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = Folder::open(scratch.path()).unwrap();
        let values = ["plain-1:/x", "it's", "$HOME `x` \"y\"", "''", "a=b"];
        for value in values {
            folder.write_variables(&[("NAME", value)]).unwrap();
            assert_eq!(folder.read_variables().get("NAME").unwrap(), value);

            let script = format!(". {}; printf %s \"$NAME\"", folder.sandbox_env().display());
            let shell = std::process::Command::new("sh")
                .args(["-c", &script])
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(shell.stdout).unwrap(), value);
        }
    }
}
