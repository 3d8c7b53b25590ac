//! Turning what the Markdown parser says into what is written, event by event.

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd, html,
};

use super::anchors::Anchors;
use super::links::Destination;
use super::text::Sections;
use super::{Heading, Rendered};
use crate::fill::fill;
use crate::settings::GuidesSettings;
use crate::{pictures, samples};

/// Languages of code blocks that are shapes, not programs. Programs are samples.
const SHAPES: [&str; 3] = ["json", "http", "text"];

/// What surrounds a drawing, which scrolls and so must be within reach of the keyboard.
const DRAWING: &str =
    "class=\"picture picture--drawing\" role=\"group\" aria-label=\"Drawing\" tabindex=\"0\"";

/// Turns the parser's events into those that are written.
pub(super) struct Writer<'a> {
    settings: &'a GuidesSettings,
    out: Vec<Event<'a>>,
    rendered: Rendered,
    anchors: Anchors,
    sections: Sections,
    /// Blocks of samples so far.
    blocks: usize,
    /// Whether the next cell begins a row.
    begins_row: bool,
}

/// The events still to be written.
type Rest<'e, 'a> = &'e [Event<'a>];

impl<'a> Writer<'a> {
    /// Nothing written yet.
    pub(super) fn new(title: &str, settings: &'a GuidesSettings) -> Self {
        Self {
            settings,
            out: Vec::new(),
            rendered: Rendered::default(),
            anchors: Anchors::default(),
            sections: Sections::new(title),
            blocks: 0,
            begins_row: false,
        }
    }

    /// What was written.
    pub(super) fn finish(self) -> Rendered {
        let mut rendered = self.rendered;
        html::push_html(&mut rendered.html, self.out.into_iter());
        rendered.anchors = self.anchors.all();
        rendered.sections = self.sections.all();
        rendered
    }

    /// Writes some events.
    pub(super) fn write(&mut self, mut events: Rest<'_, 'a>) {
        while let Some((event, rest)) = events.split_first() {
            events = match event {
                Event::Start(Tag::Heading { level, .. }) => self.heading(*level, rest),
                Event::Start(Tag::Paragraph) => self.paragraph(rest),
                Event::Start(Tag::Image { dest_url, .. }) => self.picture(dest_url, rest),
                Event::Start(Tag::Link { dest_url, .. }) => self.link(dest_url, rest),
                Event::Start(Tag::CodeBlock(kind)) => self.code_block(kind, rest),
                Event::Start(Tag::BlockQuote(kind)) => self.note(*kind, rest),
                Event::Start(Tag::TableCell) => self.cell(rest),
                event => {
                    self.other(event);
                    rest
                }
            };
        }
    }

    /// A heading is a link to itself, so that its address can be copied.
    fn heading<'e>(&mut self, level: HeadingLevel, events: Rest<'e, 'a>) -> Rest<'e, 'a> {
        let (inside, rest) = until(events, TagEnd::Heading(level));
        let text = self.plain(inside);
        let anchor = self.anchors.of_heading(&text);
        self.sections.begin(&anchor, &text);
        let number = level as u8;
        self.html(format!(
            "<h{number} id=\"{anchor}\"><a class=\"anchor\" href=\"#{anchor}\">"
        ));
        for event in inside {
            let event = self.filled(event);
            self.out.push(event);
        }
        self.html(format!("</a></h{number}>\n"));
        self.rendered.headings.push(Heading {
            level: number,
            anchor,
            text,
        });
        rest
    }

    /// A paragraph that is nothing but `{{samples name}}` becomes that sample.
    fn paragraph<'e>(&mut self, events: Rest<'e, 'a>) -> Rest<'e, 'a> {
        let sample = match events {
            [Event::Text(text), Event::End(TagEnd::Paragraph), ..] => text
                .strip_prefix("{{samples ")
                .and_then(|rest| rest.strip_suffix("}}")),
            _ => None,
        };
        let Some(sample) = sample else {
            self.out.push(Event::Start(Tag::Paragraph));
            return events;
        };
        self.blocks += 1;
        match samples::tabs(sample.trim(), self.blocks) {
            Some(tabs) => self.html(tabs),
            None => self.problem(format!("there is no sample `{sample}`")),
        }
        until(events, TagEnd::Paragraph).1
    }

    fn picture<'e>(&mut self, destination: &str, events: Rest<'e, 'a>) -> Rest<'e, 'a> {
        let (inside, rest) = until(events, TagEnd::Image);
        let alternative = self.plain(inside);
        match pictures::find(destination) {
            Some(picture) => {
                let path = picture.path();
                let frame = match picture.is_drawing() {
                    true => DRAWING,
                    false => "class=\"picture picture--screen\"",
                };
                let (width, height) = picture.size().unwrap_or_default();
                let alternative = escaped(&alternative);
                self.html(format!(
                    "<span {frame}><img src=\"{path}\" \
                     alt=\"{alternative}\" width=\"{width}\" height=\"{height}\" \
                     loading=\"lazy\"></span>"
                ));
            }
            None => self.problem(format!("there is no picture `{destination}`")),
        }
        if alternative.is_empty() {
            self.problem(format!("the picture `{destination}` says nothing"));
        }
        rest
    }

    /// A link that leads nowhere in this installation is its text alone.
    fn link<'e>(&mut self, destination: &str, events: Rest<'e, 'a>) -> Rest<'e, 'a> {
        let (inside, rest) = until(events, TagEnd::Link);
        let destination = Destination::read(destination, self.settings);
        if let Some(href) = destination.href() {
            let href = escaped(&href);
            self.inline_html(format!("<a href=\"{href}\">"));
            self.inline(inside);
            self.inline_html("</a>".to_owned());
        } else {
            self.inline(inside);
        }
        self.rendered.links.push(destination);
        rest
    }

    fn code_block<'e>(&mut self, kind: &CodeBlockKind<'a>, events: Rest<'e, 'a>) -> Rest<'e, 'a> {
        let (inside, rest) = until(events, TagEnd::CodeBlock);
        let language = match kind {
            CodeBlockKind::Fenced(language) => language.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let text = self.plain(inside);
        if !SHAPES.contains(&language) {
            self.problem(format!("code in `{language}` is not a sample"));
        }
        self.sections.say(&text);
        let (label, text) = (escaped(language), escaped(&text));
        self.html(format!(
            "<div class=\"code\" data-language=\"{label}\">\
             <pre tabindex=\"0\"><code>{text}</code></pre></div>\n"
        ));
        rest
    }

    fn note<'e>(&mut self, kind: Option<BlockQuoteKind>, events: Rest<'e, 'a>) -> Rest<'e, 'a> {
        let (class, label) = match kind {
            Some(BlockQuoteKind::Warning | BlockQuoteKind::Caution) => {
                ("note note--take-care", "Take care")
            }
            Some(BlockQuoteKind::Note | BlockQuoteKind::Tip | BlockQuoteKind::Important) | None => {
                ("note", "Note")
            }
        };
        self.html(format!(
            "<div class=\"{class}\" role=\"note\" aria-label=\"{label}\">\n"
        ));
        events
    }

    /// A row that begins with an error code can be linked to by it.
    fn cell<'e>(&mut self, events: Rest<'e, 'a>) -> Rest<'e, 'a> {
        let code = match events {
            [Event::Code(code), ..] if self.begins_row && is_error_code(code) => Some(code),
            _ => None,
        };
        self.begins_row = false;
        match code.filter(|code| self.anchors.claim(code)) {
            Some(code) => {
                self.sections.begin_row(code);
                self.html(format!("<td id=\"{code}\">"));
            }
            None => self.out.push(Event::Start(Tag::TableCell)),
        }
        events
    }

    fn other(&mut self, event: &Event<'a>) {
        match event {
            Event::Text(_) | Event::Code(_) => {
                let filled = self.filled(event);
                if let Event::Text(text) | Event::Code(text) = &filled {
                    self.sections.say(text);
                }
                self.out.push(filled);
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                self.problem(format!("raw HTML: {text}"));
                self.out.push(Event::Text(text.clone()));
            }
            Event::Start(Tag::Table(_)) => {
                let label = escaped(self.sections.heading());
                self.html(format!(
                    "<div class=\"table\" role=\"group\" aria-label=\"Table: {label}\" tabindex=\"0\">"
                ));
                self.out.push(event.clone());
            }
            Event::End(TagEnd::Table) => {
                self.sections.end_rows();
                self.out.push(event.clone());
                self.html("</div>\n".to_owned());
            }
            Event::End(TagEnd::BlockQuote(_)) => self.html("</div>\n".to_owned()),
            Event::Start(Tag::TableRow) => {
                self.begins_row = true;
                self.out.push(event.clone());
            }
            event => self.out.push(event.clone()),
        }
    }

    /// An event with the names in its words filled in.
    fn filled(&self, event: &Event<'a>) -> Event<'a> {
        let fill = |text: &str| CowStr::from(fill(text, self.settings).into_owned());
        match event {
            Event::Text(text) => Event::Text(fill(text)),
            Event::Code(text) => Event::Code(fill(text)),
            event => event.clone(),
        }
    }

    /// Writes what stands inside a link.
    fn inline(&mut self, events: Rest<'_, 'a>) {
        for event in events {
            self.other(event);
        }
    }

    fn html(&mut self, html: String) {
        self.out.push(Event::Html(CowStr::from(html)));
    }

    fn inline_html(&mut self, html: String) {
        self.out.push(Event::InlineHtml(CowStr::from(html)));
    }

    fn problem(&mut self, problem: String) {
        self.rendered.problems.push(problem);
    }

    /// The words of some events, filled in.
    fn plain(&self, events: Rest<'_, 'a>) -> String {
        let mut plain = String::new();
        for event in events {
            match event {
                Event::Text(text) | Event::Code(text) => {
                    plain.push_str(&fill(text, self.settings));
                }
                Event::SoftBreak | Event::HardBreak => plain.push(' '),
                _ => {}
            }
        }
        plain
    }
}

/// What stands before the end of something, and what comes after it.
fn until<'e, 'a>(events: Rest<'e, 'a>, end: TagEnd) -> (Rest<'e, 'a>, Rest<'e, 'a>) {
    let place = events
        .iter()
        .position(|event| *event == Event::End(end))
        .unwrap_or(events.len());
    let (inside, rest) = events.split_at(place);
    (inside, rest.get(1..).unwrap_or_default())
}

fn is_error_code(text: &str) -> bool {
    text.strip_prefix('P')
        .is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
