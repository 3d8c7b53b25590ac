//! An e-mail before it is written down in one format or another.

use domain::payment::Language;

use super::one_line;

/// What an e-mail says. No text in it has a line break or any other control character.
pub(crate) struct Draft {
    pub(crate) language: Language,
    /// Subject, title and heading.
    pub(crate) subject: String,
    pub(crate) blocks: Vec<Block>,
    /// Sentences in small print.
    pub(crate) closing: Vec<String>,
}

/// One part of an e-mail.
pub(crate) enum Block {
    /// Sentences of ours.
    Paragraph(String),
    /// Facts, each with its name.
    Facts(Vec<Fact>),
    /// What a link is for, and the link.
    Action { label: &'static str, link: String },
    /// What somebody else says.
    Quote {
        /// Who.
        who: String,
        /// Paragraphs of lines.
        paragraphs: Vec<Vec<String>>,
    },
}

/// A fact and its name.
pub(crate) struct Fact {
    pub(crate) name: &'static str,
    pub(crate) value: String,
}

impl Draft {
    /// An e-mail with this subject, which says nothing yet.
    pub(crate) fn new(language: Language, subject: &str) -> Self {
        Self {
            language,
            subject: one_line::of(subject),
            blocks: Vec::new(),
            closing: Vec::new(),
        }
    }

    /// With another paragraph.
    pub(crate) fn say(mut self, text: &str) -> Self {
        self.blocks.push(Block::Paragraph(one_line::of(text)));
        self
    }

    /// With a link.
    pub(crate) fn action(mut self, label: &'static str, link: &str) -> Self {
        let link = one_line::of(link);
        self.blocks.push(Block::Action { label, link });
        self
    }

    /// With facts.
    pub(crate) fn facts<const N: usize>(mut self, facts: [(&'static str, &str); N]) -> Self {
        let facts = facts.map(|(name, value)| Fact {
            name,
            value: one_line::of(value),
        });
        self.blocks.push(Block::Facts(facts.into()));
        self
    }

    /// With what somebody else says, unless they say nothing.
    pub(crate) fn quote(mut self, who: &str, text: &str) -> Self {
        let paragraphs = one_line::paragraphs(text);
        if !paragraphs.is_empty() {
            let who = one_line::of(who);
            self.blocks.push(Block::Quote { who, paragraphs });
        }
        self
    }

    /// With a sentence in small print.
    pub(crate) fn close(mut self, text: &str) -> Self {
        self.closing.push(one_line::of(text));
        self
    }
}
