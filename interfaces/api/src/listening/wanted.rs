//! What a listener asks for: where to go on from, and which events.

use std::str::FromStr;

use domain::Timestamp;
use domain::ports::queries::HandedOnCursor;
use domain::webhook::EventType;
use poem::Request;
use serde::Deserialize;

/// Where a client that lost its connection says what it had last.
const LAST_EVENT_ID: &str = "Last-Event-ID";
/// What parts the two numbers of a cursor.
const BETWEEN: char = '.';

/// What a request says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Where to go on from; now, if it does not say.
    pub(super) after: Option<HandedOnCursor>,
    /// The events to be told of; every one, if it names none.
    pub(super) events: Vec<EventType>,
}

/// What cannot be read of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// The header that says what the client had last.
    LastEventId,
    /// The parameter that says the same.
    After,
    /// The events.
    Events,
    /// The query as a whole.
    Query,
}

#[derive(Deserialize)]
struct Parameters {
    after: Option<String>,
    events: Option<String>,
}

impl Wanted {
    /// The header counts before the parameter: a client that connects again may send both.
    pub(super) fn read(request: &Request) -> Result<Self, Unreadable> {
        let parameters: Parameters = request.params().map_err(|_| Unreadable::Query)?;
        let header = request.headers().get(LAST_EVENT_ID);
        let after = match (header, non_empty(parameters.after.as_deref())) {
            (Some(header), _) => {
                let text = header.to_str().unwrap_or_default();
                Some(cursor(text).ok_or(Unreadable::LastEventId)?)
            }
            (None, Some(text)) => Some(cursor(text).ok_or(Unreadable::After)?),
            (None, None) => None,
        };
        let events = match non_empty(parameters.events.as_deref()) {
            Some(names) => names.split(',').map(event).collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        Ok(Self { after, events })
    }

    /// Whether an event is one of those asked for.
    pub(super) fn wants(&self, event: EventType) -> bool {
        self.events.is_empty() || self.events.contains(&event)
    }
}

/// A cursor as clients see it.
pub(super) fn text_of(cursor: &HandedOnCursor) -> String {
    format!("{}{BETWEEN}{}", cursor.at.as_millis(), cursor.sequence)
}

fn cursor(text: &str) -> Option<HandedOnCursor> {
    let (at, sequence) = text.split_once(BETWEEN)?;
    let number = |text: &str| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| digits)
    };
    Some(HandedOnCursor {
        at: Timestamp::from_millis(number(at)?),
        sequence: number(sequence)?,
    })
}

fn event(name: &str) -> Result<EventType, Unreadable> {
    let known = EventType::from_str(name.trim()).ok();
    known
        .filter(|event| EventType::offered().any(|offered| offered == *event))
        .ok_or(Unreadable::Events)
}

fn non_empty(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn place(at: i64, sequence: i64) -> Option<HandedOnCursor> {
        let at = Timestamp::from_millis(at);
        Some(HandedOnCursor { at, sequence })
    }

    fn read(query: &str, header: Option<&str>) -> Result<Wanted, Unreadable> {
        let mut request = Request::builder().uri_str(format!("/listen/v1/deliveries{query}"));
        if let Some(header) = header {
            request = request.header(LAST_EVENT_ID, header);
        }
        Wanted::read(&request.finish())
    }

    #[test]
    fn a_listener_goes_on_where_it_was() {
        for (query, header, expected) in [
            ("", None, Ok(None)),
            ("?after=", None, Ok(None)),
            ("?after=5.7", None, Ok(place(5, 7))),
            ("?after=5.7", Some("6.8"), Ok(place(6, 8))),
            (
                "",
                Some("1764000000000.12"),
                Ok(place(1_764_000_000_000, 12)),
            ),
            ("", Some(""), Err(Unreadable::LastEventId)),
            ("?after=5.7", Some("x"), Err(Unreadable::LastEventId)),
            ("?after=5", None, Err(Unreadable::After)),
            ("?after=-5.7", None, Err(Unreadable::After)),
            ("?after=5.%2B7", None, Err(Unreadable::After)),
            ("?after=5.", None, Err(Unreadable::After)),
            ("?after=5.7.9", None, Err(Unreadable::After)),
            (
                "?after=5.99999999999999999999",
                None,
                Err(Unreadable::After),
            ),
            ("?after=5.7&after=5.8", None, Err(Unreadable::Query)),
        ] {
            let after = read(query, header).map(|wanted| wanted.after);
            assert_eq!(after, expected, "{query} {header:?}");
        }
        let cursor = place(1_764_000_000_000, 12).unwrap();
        assert_eq!(super::cursor(&text_of(&cursor)), Some(cursor));
    }

    #[test]
    fn a_listener_may_name_events() {
        use EventType as E;
        for (query, expected) in [
            ("", Ok(vec![])),
            ("?events=", Ok(vec![])),
            (
                "?events=card_payment_failed",
                Ok(vec![E::CardPaymentFailed]),
            ),
            (
                "?events=card_payment_captured,%20card_payment_expired",
                Ok(vec![E::CardPaymentCaptured, E::CardPaymentExpired]),
            ),
            ("?events=card_payment_started", Err(Unreadable::Events)),
            ("?events=card_payment_failed,", Err(Unreadable::Events)),
            ("?events=CARD_PAYMENT_FAILED", Err(Unreadable::Events)),
        ] {
            assert_eq!(
                read(query, None).map(|wanted| wanted.events),
                expected,
                "{query}"
            );
        }
        assert!(read("", None).unwrap().wants(E::CardPaymentFailed));
        let failures = read("?events=card_payment_failed", None).unwrap();
        assert!(failures.wants(E::CardPaymentFailed));
        assert!(!failures.wants(E::CardPaymentCaptured));
    }
}
