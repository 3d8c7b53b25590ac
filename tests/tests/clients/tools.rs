//! The programs of other languages: where they are found, and how one is run.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use system_tests::harness::require;
use tokio::process::Command;

/// The longest that any program may take, compilers on a busy machine included.
const PATIENCE: Duration = Duration::from_secs(300);

/// The folder of the whole project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Whether each of these programs is here and content; otherwise says that the
/// test is skipped.
///
/// `kind` is the word that makes them required.
pub(crate) async fn are_here(kind: &str, checks: &[&[&str]]) -> bool {
    for check in checks {
        let works = match find(check[0]) {
            Some(_) => said(command(root(), check)).await.content,
            None => false,
        };
        if !works {
            require::skip(kind, &format!("`{}` fails", check.join(" ")));
            return false;
        }
    }
    true
}

/// Where a program is.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path())
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// A program, ready to be run in a folder. It is stopped when nobody waits for it.
pub(crate) fn command(folder: &Path, words: &[&str]) -> Command {
    let path = find(words[0]).unwrap_or_else(|| panic!("no {} here", words[0]));
    let mut command = Command::new(path);
    command
        .args(&words[1..])
        .current_dir(folder)
        .env("PATH", search_path())
        // Everything that is called is on this machine.
        .env("NO_PROXY", "127.0.0.1,localhost")
        .env("no_proxy", "127.0.0.1,localhost")
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}

/// What a program said, and whether it was content.
pub(crate) struct Said {
    /// Whether it ended with 0.
    pub(crate) content: bool,
    /// Its standard output.
    pub(crate) out: String,
    /// Its standard error.
    pub(crate) err: String,
}

/// Runs a program to its end.
pub(crate) async fn said(mut command: Command) -> Said {
    let output = tokio::time::timeout(PATIENCE, command.output())
        .await
        .unwrap_or_else(|_| panic!("{command:?} does not end"))
        .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said {
        content: output.status.success(),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

/// `PATH`, after the folders where CI keeps its tools.
fn search_path() -> OsString {
    let tools = root().join("target/ci/tools");
    let ours = [tools.join("venv/bin"), tools.join("node_modules/.bin")];
    let theirs = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&theirs))).unwrap()
}
