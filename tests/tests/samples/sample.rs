//! One sample: a file for one interpreter, which is told where the server is.

use std::fmt;
use std::path::{Path, PathBuf};

use system_tests::harness::Server;

use crate::tools::{command, root, said};

/// How the samples of one language are called and run.
pub(crate) struct Language {
    /// What the file is called.
    pub(crate) file: &'static str,
    /// What runs it, the file's path coming last.
    pub(crate) run: &'static [&'static str],
    /// What is content when everything that takes is here.
    pub(crate) check: &'static [&'static str],
}

/// Every language of the guides.
pub(crate) const LANGUAGES: &[Language] = &[
    language("curl.sh", &["bash"], &["curl", "--version"]),
    language("python.py", &["python3"], &["python3", "--version"]),
    language("javascript.mjs", &["node"], &["node", "--version"]),
    language("Java.java", &["java"], &["javac", "--version"]),
    language("ruby.rb", &["ruby"], &["ruby", "--version"]),
    language("php.php", &["php"], &["php", "--ri", "curl"]),
    language("go.go", &["go", "run"], &["go", "version"]),
];

const fn language(
    file: &'static str,
    run: &'static [&'static str],
    check: &'static [&'static str],
) -> Language {
    Language { file, run, check }
}

/// One file.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// The folder it stands in, which says what it shows.
    pub(crate) name: String,
    /// The file's own name, which says the language.
    pub(crate) file: String,
    /// Where it is.
    pub(crate) path: PathBuf,
}

impl Sample {
    /// Every file among the samples, in the order of their names.
    pub(crate) fn all() -> Vec<Self> {
        let mut samples = Vec::new();
        for (name, folder) in entries(&root().join("docs/guides/samples")) {
            for (file, path) in entries(&folder) {
                let name = name.clone();
                samples.push(Self { name, file, path });
            }
        }
        samples
    }

    /// The language it is written in.
    pub(crate) fn language(&self) -> &'static Language {
        LANGUAGES
            .iter()
            .find(|language| language.file == self.file)
            .unwrap_or_else(|| panic!("{self} is in no language that anybody runs"))
    }

    /// Runs it against a server, with these variables besides. Answers what it
    /// printed.
    ///
    /// # Panics
    ///
    /// When it is not content.
    pub(crate) async fn run(&self, server: &Server, variables: &[(&str, &str)]) -> String {
        let url = server.api_url().trim_end_matches('/');
        self.run_at(url, server.key(), variables).await
    }

    /// Runs it against whatever listens at an address.
    ///
    /// # Panics
    ///
    /// When it is not content.
    pub(crate) async fn run_at(&self, url: &str, key: &str, variables: &[(&str, &str)]) -> String {
        let path = self.path.to_str().unwrap();
        let words = [self.language().run, &[path]].concat();
        let mut command = command(&std::env::temp_dir(), &words);
        command
            .env("BURSAR_URL", url)
            .env("BURSAR_API_KEY", key)
            .envs(variables.iter().copied());
        let said = said(command).await;
        assert!(said.content, "{self}\n{}\n{}", said.out, said.err);
        said.out
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.name, self.file)
    }
}

fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut entries: Vec<(String, PathBuf)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .collect();
    entries.sort();
    entries
}
