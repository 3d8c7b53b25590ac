//! PostgreSQL from its own programs, on a scratch folder.
//!
//! A shell script starts the server, waits for the end of its standard input,
//! which is the end of this process however that comes, and removes everything.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const SCRIPT: &str = include_str!("local_postgres.sh");
/// Where Debian keeps the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A running server, reached by a socket in its folder.
pub(crate) struct Local {
    folder: String,
    _keeper: Child,
}

impl Local {
    pub(super) fn url_of(&self, database: &str) -> String {
        format!(
            "postgres://bursar@localhost/{database}?host={}",
            self.folder
        )
    }
}

/// Starts a server, or says why there is none.
pub(super) fn start() -> Result<Local, String> {
    let programs = find_programs().ok_or("PostgreSQL's initdb and pg_ctl are not installed")?;
    let mut keeper = Command::new("sh")
        .args(["-c", SCRIPT, "local_postgres.sh"])
        .arg(&programs)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(|error| format!("a shell cannot be started: {error}"))?;
    let mut folder = String::new();
    if let Some(stdout) = keeper.stdout.take() {
        let _ = BufReader::new(stdout).read_line(&mut folder);
    }
    if folder.trim().is_empty() {
        let mut said = String::new();
        if let Some(mut stderr) = keeper.stderr.take() {
            let _ = stderr.read_to_string(&mut said);
        }
        let _ = keeper.wait();
        return Err(format!(
            "PostgreSQL of {} did not start: {}",
            programs.display(),
            said.trim()
        ));
    }
    Ok(Local {
        folder: folder.trim().to_owned(),
        _keeper: keeper,
    })
}

/// The folder with the server's programs: on the path, or Debian's newest.
fn find_programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    let mut debian: Vec<PathBuf> = std::fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    debian.sort();
    on_path
        .into_iter()
        .chain(debian.into_iter().rev())
        .find(|folder| has_programs(folder))
}

fn has_programs(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"]
        .iter()
        .all(|program| folder.join(program).is_file())
}
