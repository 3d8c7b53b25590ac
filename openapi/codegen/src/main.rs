//! `openapi-codegen generate` writes what is generated from the contracts, `openapi-codegen check` says
//! whether it is current, and `openapi-codegen compare` whether the contract keeps what was released.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use openapi_codegen::Refusal;

/// What is generated besides the examples: from which contract, into which file, and how.
const GENERATED: [(&str, &str, Generator); 3] = [
    (
        "openapi/public.yaml",
        "interfaces/api/src/generated/public.rs",
        openapi_codegen::generate,
    ),
    (
        "openapi/public.yaml",
        "interfaces/api/src/generated/public.json",
        |yaml, _| openapi_codegen::json(yaml),
    ),
    (
        "openapi/sandbox.yaml",
        "interfaces/api/src/generated/sandbox.rs",
        openapi_codegen::generate,
    ),
];

/// The contracts, and the folder that holds each of their examples as a file.
const CONTRACTS: [&str; 3] = [
    "openapi/public.yaml",
    "openapi/sandbox.yaml",
    "openapi/listen.yaml",
];
const EXAMPLES: &str = "openapi/examples";

/// The contract that is released, and the folder that keeps every release of it.
const CURRENT: &str = "openapi/public.yaml";
const RELEASED: &str = "openapi/released";

/// Turns the text of a contract, and its name, into text.
type Generator = fn(&str, &str) -> Result<String, Refusal>;

/// Turns the contracts into the code that serves them, and keeps them from breaking clients.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The top of the repository.
    #[arg(long, global = true, default_value = ".")]
    root: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Write what is generated.
    Generate,
    /// Fail unless what is generated is what the contracts say.
    Check,
    /// Fail if a client of a released contract could trip over the current one.
    Compare {
        /// The released contract; all that are kept, unless one is named.
        released: Option<PathBuf>,
        /// The current contract.
        #[arg(default_value = CURRENT)]
        current: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("openapi-codegen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let root = &arguments.root;
    match &arguments.command {
        Command::Generate => {
            // Everything is generated before anything is written.
            let generated = generated(root)?;
            for (target, text) in &generated {
                fs::write(root.join(target), text)
                    .with_context(|| format!("{target} could not be written"))?;
            }
            for stray in strays(root, &generated)? {
                fs::remove_file(root.join(&stray))
                    .with_context(|| format!("{stray} could not be removed"))?;
            }
            Ok(())
        }
        Command::Check => {
            let generated = generated(root)?;
            for (target, text) in &generated {
                if read(&root.join(target))? != *text {
                    bail!("{target} is not what the contract says; run `generate`");
                }
            }
            match strays(root, &generated)?.first() {
                Some(stray) => bail!("{stray} is no example of a contract; run `generate`"),
                None => Ok(()),
            }
        }
        Command::Compare { released, current } => {
            let released = match released {
                Some(released) => vec![root.join(released)],
                None => files(&root.join(RELEASED))?,
            };
            compare(&released, &root.join(current))
        }
    }
}

/// Every file that is generated, with its text.
fn generated(root: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for (contract, target, generator) in GENERATED {
        let text = generator(&read(&root.join(contract))?, contract)
            .with_context(|| format!("{contract} says what cannot be generated"))?;
        files.push((target.to_owned(), text));
    }
    for contract in CONTRACTS {
        let examples = openapi_codegen::examples(&read(&root.join(contract))?)
            .with_context(|| format!("the examples of {contract} cannot be written"))?;
        let examples = examples.into_iter();
        files.extend(examples.map(|(name, text)| (format!("{EXAMPLES}/{name}"), text)));
    }
    Ok(files)
}

/// Files among the examples that are none.
fn strays(root: &Path, generated: &[(String, String)]) -> anyhow::Result<Vec<String>> {
    let found = files(&root.join(EXAMPLES))?;
    let names = found.iter().filter_map(|path| path.file_name()?.to_str());
    let paths = names.map(|name| format!("{EXAMPLES}/{name}"));
    let is_known = |path: &String| generated.iter().any(|(target, _)| target == path);
    Ok(paths.filter(|path| !is_known(path)).collect())
}

/// The files of a folder, in order.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} could not be read", folder.display()))?;
    let mut files = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

/// Names every break, and fails if there is one.
fn compare(released: &[PathBuf], current: &Path) -> anyhow::Result<()> {
    let now = read(current)?;
    let mut broken = false;
    for path in released {
        let breaks = openapi_codegen::compare(&read(path)?, &now)
            .with_context(|| format!("{} could not be compared", path.display()))?;
        for found in &breaks {
            eprintln!("{} breaks {}: {found}", current.display(), path.display());
        }
        broken |= !breaks.is_empty();
    }
    if broken {
        bail!("clients of a released contract could not go on unchanged");
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))
}
