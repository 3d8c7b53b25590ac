//! Numbers for Prometheus: requests by route and status, work and messages by result.
//!
//! Labels come from closed sets (route patterns, methods, statuses), so that no
//! client can make the program keep more numbers.

mod telling;

use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use application::Ports;
use domain::ports::{Clock, Queries};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use poem::http::{Method, header};
use poem::{Endpoint, Request, Response};
use workers::Tally;

pub use self::telling::{CountedMailer, CountedWebhookSender};

/// Upper bounds of the duration buckets, in seconds.
const DURATION_BUCKETS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];
/// How often old samples are folded into the buckets.
const UPKEEP: Duration = Duration::from_secs(5);
/// The route of requests that no route matched, or that were refused before.
const UNMATCHED: &str = "unmatched";

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts recording, once per process. Must be called within a tokio runtime.
pub fn install() {
    RECORDER.get_or_init(|| {
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), DURATION_BUCKETS)
            .and_then(PrometheusBuilder::install_recorder)
            .inspect_err(|error| tracing::warn!(error = %error, "metrics are not recorded"))
            .ok()?;
        describe();
        let upkeep = handle.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(UPKEEP).await;
                upkeep.run_upkeep();
            }
        });
        Some(handle)
    });
}

/// Serves everything recorded so far in Prometheus' text format, after a look at
/// what is only known when asked for.
#[derive(Clone)]
pub struct Scrape {
    queries: Weak<dyn Queries>,
    clock: Weak<dyn Clock>,
    tally: Arc<Tally>,
}

impl Scrape {
    /// Asks these ports, without keeping them, about the work that waits.
    pub fn new(ports: &Ports, tally: Arc<Tally>) -> Self {
        Self {
            queries: Arc::downgrade(&ports.queries),
            clock: Arc::downgrade(&ports.clock),
            tally,
        }
    }

    /// Where the numbers about work come from.
    pub fn queries(&self) -> Weak<dyn Queries> {
        Weak::clone(&self.queries)
    }

    async fn look(&self) {
        metrics::counter!("bursar_work_total", "result" => "finished")
            .absolute(self.tally.finished());
        metrics::counter!("bursar_work_total", "result" => "put_off")
            .absolute(self.tally.put_off());
        metrics::counter!("bursar_work_total", "result" => "failed").absolute(self.tally.failed());
        metrics::counter!("bursar_work_total", "result" => "panicked")
            .absolute(self.tally.panicked());
        let (Some(queries), Some(clock)) = (self.queries.upgrade(), self.clock.upgrade()) else {
            return;
        };
        let now = clock.now();
        match queries.backlog(now).await {
            Ok(backlog) => {
                let oldest = backlog
                    .oldest_due_at
                    .map_or(Duration::ZERO, |due| now.since(due));
                metrics::gauge!("bursar_work_due").set(backlog.due as f64);
                metrics::gauge!("bursar_work_oldest_due_seconds").set(oldest.as_secs_f64());
            }
            Err(error) => tracing::warn!(error = %error, "the backlog could not be read"),
        }
    }
}

impl Endpoint for Scrape {
    type Output = Response;

    async fn call(&self, _request: Request) -> poem::Result<Response> {
        self.look().await;
        let text = match RECORDER.get() {
            Some(Some(handle)) => handle.render(),
            Some(None) | None => String::new(),
        };
        Ok(Response::builder()
            .header(
                header::CONTENT_TYPE,
                "text/plain; version=0.0.4; charset=utf-8",
            )
            .body(text))
    }
}

fn describe() {
    metrics::describe_counter!("bursar_http_requests_total", "Requests answered.");
    metrics::describe_histogram!(
        "bursar_http_request_duration_seconds",
        "Time from a request's head to its answer."
    );
    metrics::describe_gauge!("bursar_http_requests_under_way", "Requests being answered.");
    metrics::describe_counter!(
        "bursar_work_total",
        "Pieces of due work, by how they ended."
    );
    metrics::describe_gauge!("bursar_work_due", "Pieces of work that wait to be done.");
    metrics::describe_gauge!(
        "bursar_work_oldest_due_seconds",
        "How long the work that waits longest has been due."
    );
    telling::describe();
    metrics::gauge!("bursar_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}

/// Counts a request as under way until it is dropped.
pub(crate) struct UnderWay;

pub(crate) fn request_started() -> UnderWay {
    metrics::gauge!("bursar_http_requests_under_way").increment(1.0);
    UnderWay
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        metrics::gauge!("bursar_http_requests_under_way").decrement(1.0);
    }
}

pub(crate) fn request_finished(method: &Method, route: Option<&str>, status: u16, took: Duration) {
    let route = route.unwrap_or(UNMATCHED).to_owned();
    let method = known(method);
    metrics::counter!(
        "bursar_http_requests_total",
        "method" => method, "route" => route.clone(), "status" => status.to_string(),
    )
    .increment(1);
    metrics::histogram!(
        "bursar_http_request_duration_seconds",
        "method" => method, "route" => route,
    )
    .record(took);
}

fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
