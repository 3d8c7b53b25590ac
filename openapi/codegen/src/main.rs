//! `openapi-codegen generate` writes the generated code, `openapi-codegen check` says whether it is current.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use openapi_codegen::Refusal;

/// What is generated: from which contract, into which file, and how.
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

/// Turns the text of a contract, and its name, into text.
type Generator = fn(&str, &str) -> Result<String, Refusal>;

/// Turns the contracts into the code that serves them.
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
    /// Write the generated code.
    Generate,
    /// Fail unless the generated code is what the contracts say.
    Check,
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

/// Generates everything before it writes anything.
fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let generated = GENERATED
        .iter()
        .map(|(contract, _, generator)| generate(&arguments.root, contract, *generator))
        .collect::<anyhow::Result<Vec<_>>>()?;
    for ((contract, target, _), code) in GENERATED.iter().zip(generated) {
        let target_path = arguments.root.join(target);
        match arguments.command {
            Command::Generate => fs::write(&target_path, code)
                .with_context(|| format!("{target} could not be written"))?,
            Command::Check => {
                let committed = fs::read_to_string(&target_path)
                    .with_context(|| format!("{target} could not be read"))?;
                if committed != code {
                    bail!("{target} is not what {contract} says; run `generate`");
                }
            }
        }
    }
    Ok(())
}

fn generate(root: &Path, contract: &str, generator: Generator) -> anyhow::Result<String> {
    let yaml = fs::read_to_string(root.join(contract))
        .with_context(|| format!("{contract} could not be read"))?;
    generator(&yaml, contract).with_context(|| format!("{contract} says what cannot be generated"))
}
