//! Server-sent events, as the HTML standard describes them: bytes in, events out.

/// Most bytes of one event that are kept. None of ours comes near.
const EVENT_BYTES_MAX: usize = 1024 * 1024;

/// An event as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ServerEvent {
    /// Where in the stream it is; empty if it does not say.
    pub(super) id: String,
    /// What kind of event it is.
    pub(super) name: String,
    /// Its lines, with line feeds between them.
    pub(super) data: String,
}

/// Puts events together from however they are cut.
#[derive(Debug, Default)]
pub(super) struct Reader {
    line: Vec<u8>,
    after_return: bool,
    event: ServerEvent,
}

impl Reader {
    /// The events that end in these bytes.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<ServerEvent> {
        let mut events = Vec::new();
        for byte in bytes {
            let ends_line = match byte {
                b'\n' => !self.after_return,
                b'\r' => true,
                _ => false,
            };
            if ends_line {
                let line = std::mem::take(&mut self.line);
                events.extend(self.line(&String::from_utf8_lossy(&line)));
            } else if *byte != b'\n' && self.line.len() < EVENT_BYTES_MAX {
                self.line.push(*byte);
            }
            self.after_return = *byte == b'\r';
        }
        events
    }

    /// Reads a line; an empty one ends the event, if it has data.
    fn line(&mut self, line: &str) -> Option<ServerEvent> {
        if line.is_empty() {
            let mut event = std::mem::take(&mut self.event);
            let ended = event.data.pop();
            return ended.map(|_| event);
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "id" => value.clone_into(&mut self.event.id),
            "event" => value.clone_into(&mut self.event.name),
            "data" if self.event.data.len() < EVENT_BYTES_MAX => {
                self.event.data.push_str(value);
                self.event.data.push('\n');
            }
            // Comments begin with a colon, and there are fields that we do not need.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(id: &str, name: &str, data: &str) -> ServerEvent {
        ServerEvent {
            id: id.to_owned(),
            name: name.to_owned(),
            data: data.to_owned(),
        }
    }

    const STREAM: &str = "id: 1.0\nevent: ready\ndata: {}\n\n:\n\nid:2.5\r\nevent: delivery\r\ndata: £\r\n\
                          data: two\r\n\r\nretry: 5\n\ndata\n\nevent: cut";

    #[test]
    fn events_are_read_however_they_are_cut() {
        let expected = [
            event("1.0", "ready", "{}"),
            event("2.5", "delivery", "£\ntwo"),
            event("", "", ""),
        ];
        for length in 1..=STREAM.len() {
            let mut reader = Reader::default();
            let found: Vec<_> = STREAM
                .as_bytes()
                .chunks(length)
                .flat_map(|chunk| reader.take(chunk))
                .collect();
            assert_eq!(found, expected, "in pieces of {length}");
        }
    }

    #[test]
    fn a_line_without_an_end_does_not_grow_for_ever() {
        let mut reader = Reader::default();
        for _ in 0..3 {
            reader.take(&vec![b'x'; EVENT_BYTES_MAX]);
        }
        assert_eq!(reader.line.len(), EVENT_BYTES_MAX);
    }
}
