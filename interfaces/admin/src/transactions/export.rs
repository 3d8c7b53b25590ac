//! Transactions as a file of comma-separated values, written as it is read: however many
//! there are, only a few of them are in memory.
//!
//! A reader that goes away ends the export. One that fails half-way breaks the connection
//! off, so that nobody takes a part for the whole.

mod cell;
mod columns;

use std::collections::VecDeque;
use std::io;

use application::Application;
use application::staff::export::Export;
use domain::Timestamp;
use domain::ports::StoreError;
use domain::ports::queries::FoundTransaction;
use futures_util::{Stream, StreamExt, future, stream};
use jiff::tz::TimeZone;
use poem::http::header;
use poem::{Body, Response, handler};
use tracing::Span;

use self::columns::Columns;
use super::filters::Filters;
use crate::form::Asked;
use crate::headers::protect;
use crate::place::ServiceVisit;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// What one look brings.
type Found = Result<VecDeque<FoundTransaction>, StoreError>;

/// Answers the transactions of an account that match.
#[handler]
pub(crate) async fn download(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    let filters = Filters::read(&mut asked).in_list_of_all(false);
    let Ok(search) = filters.search(visit.staff.at) else {
        return Ok(visit.go(&filters.keep(&place.mode_path("/transactions"))));
    };
    let (application, service) = (visit.application(), &place.service.id);
    let export = application.staff_export(&visit.staff, service, mode, search);
    Ok(answer(&visit, export.await?))
}

/// The file.
pub(super) fn answer(visit: &Visit, export: Export) -> Response {
    let name = file_name(&visit.browser.admin.settings.product_name, visit.staff.at);
    let mut response = Response::builder()
        .content_type("text/csv; charset=utf-8; header=present")
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        )
        .body(body(
            Columns::of(&export),
            found(visit.application().clone(), export),
        ));
    protect(response.headers_mut());
    response
}

/// The transactions of an export, some at a time.
fn found(application: Application, export: Export) -> impl Stream<Item = Found> + Send + 'static {
    let underway = (application, export);
    stream::try_unfold(underway, |(application, mut export)| async move {
        let found = application.export_more(&mut export).await?;
        Ok((!found.is_empty()).then_some((found, (application, export))))
    })
}

/// The lines of the file. They are made as they are sent.
fn body(columns: Columns, found: impl Stream<Item = Found> + Send + 'static) -> Body {
    let request = Span::current();
    let head = stream::once(future::ready(lines([columns.head()])));
    let rows = found.map(move |found| match found {
        Ok(found) => lines(found.iter().map(|found| columns.row(found))),
        Err(error) => {
            request.in_scope(|| broken_off(&error));
            Err(io::Error::other(error))
        }
    });
    Body::from_bytes_stream(head.chain(rows))
}

fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut lines = csv::Writer::from_writer(Vec::new());
    for row in rows {
        lines.write_record(row)?;
    }
    lines.into_inner().map_err(|error| error.into_error())
}

fn broken_off(error: &(dyn std::error::Error + 'static)) {
    tracing::error!(error, "an export was broken off");
}

/// `Bursar_2026-06-24_12:00:00.csv`, in universal time as the file's rows are.
fn file_name(product: &str, at: Timestamp) -> String {
    let product = product.chars().map(|c| match c {
        c if c.is_ascii_alphanumeric() || c == '-' => c,
        _ => '_',
    });
    let product: String = product.collect();
    let at = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default();
    let at = at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d_%H:%M:%S");
    format!("{product}_{at}.csv")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::io::AsyncReadExt;

    use super::*;

    #[test]
    fn the_file_is_named_for_the_product_and_the_moment() {
        let at = Timestamp::from_millis(1_782_302_400_000);

        assert_eq!(file_name("Bursar", at), "Bursar_2026-06-24_12:00:00.csv");
        assert_eq!(
            file_name("Pay \"R\" Us\r\n", at),
            "Pay__R__Us___2026-06-24_12:00:00.csv"
        );
    }

    #[tokio::test]
    async fn an_export_that_fails_half_way_does_not_look_complete() {
        let looks = [Ok(VecDeque::new()), Err(StoreError::Stale)];

        let body = body(Columns::none(), stream::iter(looks));

        assert!(body.into_vec().await.is_err());
    }

    #[tokio::test]
    async fn nothing_is_read_for_a_reader_that_went_away() {
        let looks = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&looks);
        let endless = stream::repeat_with(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(VecDeque::new())
        });

        let mut reader = body(Columns::none(), endless).into_async_read();
        reader.read_exact(&mut [0; 9]).await.unwrap();
        drop(reader);

        assert_eq!(looks.load(Ordering::Relaxed), 0, "the head alone was read");
    }
}
