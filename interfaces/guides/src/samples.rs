//! Code samples: one program in several languages, shown as tabs that need no script.

use askama::Template;

use crate::embedded;

/// One language that samples are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    /// The file that holds a sample in it.
    pub(crate) file: &'static str,
    /// Its name on the tab.
    pub(crate) name: &'static str,
    /// Its name in addresses and classes.
    pub(crate) key: &'static str,
}

const fn language(file: &'static str, name: &'static str, key: &'static str) -> Language {
    Language { file, name, key }
}

/// Every language, in the order of the tabs.
pub(crate) const LANGUAGES: [Language; 7] = [
    language("curl.sh", "curl", "curl"),
    language("python.py", "Python", "python"),
    language("javascript.mjs", "JavaScript", "javascript"),
    language("Java.java", "Java", "java"),
    language("ruby.rb", "Ruby", "ruby"),
    language("php.php", "PHP", "php"),
    language("go.go", "Go", "go"),
];

/// The tabs of one sample as their template reads them.
#[derive(Template)]
#[template(path = "samples.html")]
struct Tabs<'a> {
    name: &'a str,
    /// Which block of tabs on its page this is: the buttons of one belong together.
    block: usize,
    sources: Vec<(Language, &'static str)>,
}

/// The sample with this name in every language it has.
pub(crate) fn sources(name: &str) -> Vec<(Language, &'static str)> {
    let text = |language: &Language| {
        embedded::SAMPLES.iter().find_map(|(path, text)| {
            let (sample, file) = path.split_once('/')?;
            (sample == name && file == language.file).then_some(*text)
        })
    };
    LANGUAGES
        .iter()
        .filter_map(|language| Some((*language, text(language)?)))
        .collect()
}

/// The tabs for a sample; `None` if there is no such sample.
pub(crate) fn tabs(name: &str, block: usize) -> Option<String> {
    let sources = sources(name);
    if sources.is_empty() {
        return None;
    }
    let tabs = Tabs {
        name,
        block,
        sources,
    };
    tabs.render().ok()
}
