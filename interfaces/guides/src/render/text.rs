//! The text of a guide without its form, in the pieces that a search finds.

/// A piece of a guide: what stands under one heading, or in one row of a table of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// What an address calls it; nothing for the beginning of the guide.
    pub(crate) anchor: Option<String>,
    /// The heading, or the code.
    pub(crate) heading: String,
    /// What stands there.
    pub(crate) text: String,
}

/// Gathers sections while a guide is rendered.
#[derive(Debug)]
pub(super) struct Sections {
    done: Vec<Section>,
    current: Section,
    /// The heading above the rows that are being read.
    above: Option<Section>,
}

impl Sections {
    /// Begins with what stands before the first heading.
    pub(super) fn new(title: &str) -> Self {
        Self {
            done: Vec::new(),
            current: section(None, title),
            above: None,
        }
    }

    /// Begins the section under a heading.
    pub(super) fn begin(&mut self, anchor: &str, heading: &str) {
        self.finish(section(Some(anchor), heading));
    }

    /// Begins a row that can be found by itself.
    pub(super) fn begin_row(&mut self, code: &str) {
        let above = section(self.current.anchor.as_deref(), &self.current.heading);
        self.above.get_or_insert(above);
        self.finish(section(Some(code), code));
    }

    /// Goes back to the section that held the rows.
    pub(super) fn end_rows(&mut self) {
        if let Some(above) = self.above.take() {
            self.finish(above);
        }
    }

    /// Adds text to the section.
    pub(super) fn say(&mut self, text: &str) {
        let so_far = &mut self.current.text;
        // Pieces of a table or a list have nothing between them in the source.
        if !so_far.is_empty() && !so_far.ends_with(char::is_whitespace) {
            let joins = text.starts_with(|c: char| ",.;:)?!".contains(c));
            if !joins && !so_far.ends_with('(') {
                so_far.push(' ');
            }
        }
        so_far.push_str(text.trim());
    }

    /// The heading in force.
    pub(super) fn heading(&self) -> &str {
        let section = self.above.as_ref().unwrap_or(&self.current);
        &section.heading
    }

    /// Every section that says something.
    pub(super) fn all(mut self) -> Vec<Section> {
        self.finish(section(None, ""));
        self.done
    }

    fn finish(&mut self, next: Section) {
        let finished = std::mem::replace(&mut self.current, next);
        if !finished.text.is_empty() {
            self.done.push(finished);
        }
    }
}

fn section(anchor: Option<&str>, heading: &str) -> Section {
    Section {
        anchor: anchor.map(str::to_owned),
        heading: heading.to_owned(),
        text: String::new(),
    }
}
