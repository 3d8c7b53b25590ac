//! Whether the program is well: for people, load balancers and orchestrators.
//!
//! `/health/live` answers as long as the process can answer at all.
//! `/health/ready` and `/healthcheck` also ask the database.

use std::sync::Weak;
use std::time::Duration;

use domain::ports::Queries;
use poem::http::{StatusCode, header};
use poem::{Endpoint, Request, Response, Route, get};
use serde_json::{Value, json};

/// How long the database may take to answer before it counts as gone.
const PATIENCE: Duration = Duration::from_secs(2);

/// The health routes, added to others.
pub fn routes(route: Route, queries: &Weak<dyn Queries>) -> Route {
    let endpoint = |question| {
        get(Health {
            question,
            queries: Weak::clone(queries),
        })
    };
    route
        .at("/healthcheck", endpoint(Question::Everything))
        .at("/health/live", endpoint(Question::Live))
        .at("/health/ready", endpoint(Question::Ready))
}

#[derive(Clone, Copy)]
enum Question {
    Live,
    Ready,
    Everything,
}

struct Health {
    question: Question,
    queries: Weak<dyn Queries>,
}

impl Health {
    async fn database_answers(&self) -> bool {
        let Some(queries) = self.queries.upgrade() else {
            return false;
        };
        match tokio::time::timeout(PATIENCE, queries.ping()).await {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "the database does not answer");
                false
            }
            Err(_) => {
                tracing::warn!("the database takes too long to answer");
                false
            }
        }
    }
}

impl Endpoint for Health {
    type Output = Response;

    async fn call(&self, _request: Request) -> poem::Result<Response> {
        let answer = match self.question {
            Question::Live => show(true, json!({"ping": {"healthy": true}})),
            Question::Ready => {
                let healthy = self.database_answers().await;
                show(healthy, json!({"database": {"healthy": healthy}}))
            }
            Question::Everything => {
                let healthy = self.database_answers().await;
                let body = json!({"ping": {"healthy": true}, "database": {"healthy": healthy}});
                show(healthy, body)
            }
        };
        Ok(answer)
    }
}

fn show(healthy: bool, body: Value) -> Response {
    let status = if healthy {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    Response::builder()
        .status(status)
        .header(header::CACHE_CONTROL, "no-store")
        .content_type("application/json")
        .body(body.to_string())
}
