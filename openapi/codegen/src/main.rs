//! `openapi-codegen generate` writes the generated code, `openapi-codegen check` says whether it is current.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};

/// The contracts and what is generated from them, from the top of the repository.
const GENERATED: [(&str, &str); 2] = [
    (
        "openapi/public.yaml",
        "interfaces/api/src/generated/public.rs",
    ),
    (
        "openapi/sandbox.yaml",
        "interfaces/api/src/generated/sandbox.rs",
    ),
];

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

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    for (contract, target) in GENERATED {
        let code = generate(&arguments.root, contract)?;
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

fn generate(root: &Path, contract: &str) -> anyhow::Result<String> {
    let yaml = fs::read_to_string(root.join(contract))
        .with_context(|| format!("{contract} could not be read"))?;
    openapi_codegen::generate(&yaml, contract)
        .with_context(|| format!("{contract} says what cannot be generated"))
}
