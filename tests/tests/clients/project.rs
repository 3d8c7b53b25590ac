//! One language's client: generated from the contract alone, put beside its
//! driver, built in a folder below `target`.

use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::tools::{self, command, root, said};

/// A folder in which a client is generated, built and run.
pub(crate) struct Project {
    folder: PathBuf,
}

impl Project {
    /// A folder with the driver and without a client; `None` when something that
    /// the language needs is not here, which has then been said.
    pub(crate) async fn of(language: &str, checks: &[&[&str]]) -> Option<Self> {
        if !tools::are_here("clients", checks).await {
            return None;
        }
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let folder = scratch.join("clients").join(language);
        let _ = std::fs::remove_dir_all(folder.join("generated"));
        copy(&root().join("tests/clients").join(language), &folder);
        Some(Self { folder })
    }

    /// Generates the client into `generated`, by openapi-generator.
    pub(crate) async fn generate(&self, generator: &str, options: &[&str]) {
        let contract = contract();
        let words = ["openapi-generator-cli", "generate", "--output", "generated"];
        let which = ["--input-spec", &contract, "--generator-name", generator];
        self.run(&[&words[..], &which, options].concat()).await;
    }

    /// Runs a program that must be content.
    pub(crate) async fn run(&self, words: &[&str]) -> String {
        let said = said(self.command(words)).await;
        assert!(said.content, "{words:?}\n{}\n{}", said.out, said.err);
        said.out
    }

    /// A program in the project's folder.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        command(&self.folder, words)
    }

    /// Every file below a folder of the project whose name ends like this.
    pub(crate) fn files(&self, below: &str, ending: &str) -> Vec<String> {
        let mut folders = vec![self.folder.join(below)];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_str().unwrap().ends_with(ending) {
                    files.push(path.to_str().unwrap().to_owned());
                }
            }
        }
        files
    }

    /// Lends the project the Node packages among which this program was found.
    pub(crate) fn borrow_node_packages_of(&self, program: &str) {
        let program = tools::find(program).unwrap();
        let packages = program.ancestors().nth(2).unwrap();
        let link = self.folder.join("node_modules");
        let _ = std::fs::remove_file(&link);
        std::os::unix::fs::symlink(packages, link).unwrap();
    }
}

/// Where the contract is.
pub(crate) fn contract() -> String {
    root().join("openapi/public.yaml").display().to_string()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, target) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        let target = to.join(target);
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
