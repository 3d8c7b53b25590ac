//! Every address of the pages, and which handler answers it.

use std::sync::Arc;

use application::Application;
use poem::{Endpoint, EndpointExt, Response, Route, get, handler, post};

use tracing::Instrument;

use crate::accept_language::asked_for;
use crate::outcome::Outcome;
use crate::refusal::{Refusal, page_for};
use crate::settings::PagesSettings;
use crate::visit::Pages;
use crate::{assets, card_details, check_card, confirm, leave, outbox, sandbox, secure, waiting};

/// The hosted payment pages and, in sandbox mode, the sandbox's pages; to be
/// nested last, at the root: every address that is not a page is answered with a
/// page that says so.
pub fn routes(
    application: Application,
    settings: PagesSettings,
) -> impl Endpoint<Output = Response> {
    let mut routes = Route::new()
        .at("/secure", post(secure::post))
        .at("/secure/", post(secure::post))
        .at("/secure/:token", get(secure::get).head(secure::head))
        .at(
            "/card_details/:chargeId",
            get(card_details::get).post(card_details::post),
        )
        .at(
            "/card_details/:chargeId/auth_waiting",
            get(waiting::for_bank),
        )
        .at(
            "/card_details/:chargeId/confirm",
            get(confirm::get).post(confirm::post),
        )
        .at(
            "/card_details/:chargeId/capture_waiting",
            get(waiting::for_capture),
        )
        .at("/card_details/:chargeId/cancel", post(leave::cancel))
        .at("/return/:chargeId", get(leave::get).post(leave::post))
        .at("/check_card/:chargeId", post(check_card::post))
        .at("/request-denied", get(request_denied).post(request_denied))
        .at(assets::ROUTE, get(assets::serve));
    if settings.sandbox {
        routes = routes
            .at("/sandbox", get(sandbox::get))
            .at("/sandbox/clock", post(sandbox::advance))
            .at("/sandbox/reset", post(sandbox::reset))
            .at("/sandbox/disputes", post(sandbox::open_dispute))
            .at("/sandbox/disputes/move", post(sandbox::move_dispute))
            .at("/sandbox/payouts", post(sandbox::pay_out))
            .at("/outbox", get(outbox::list::get))
            .at("/outbox.json", get(outbox::listing::get))
            .at("/outbox/:id", get(outbox::email::get))
            .at("/outbox/:id/html", get(outbox::letter::get_html))
            .at("/outbox/:id/text", get(outbox::letter::get_text));
    }
    let settings = Arc::new(settings);
    let pages = Pages {
        application,
        settings: Arc::clone(&settings),
    };
    routes
        .around(move |endpoint, request| {
            let settings = Arc::clone(&settings);
            async move {
                let language = asked_for(request.headers());
                // Whoever learns which payment it is about says so here.
                let span = tracing::info_span!("page", payment.id = tracing::field::Empty);
                let answer = endpoint.call(request).instrument(span).await;
                Ok(answer.unwrap_or_else(|error| page_for(&error, language, &settings)))
            }
        })
        .data(pages)
}

/// Where a firewall in front of us sends what it will not pass on.
#[handler]
fn request_denied() -> Result<Response, Refusal> {
    Err(Refusal::of(Outcome::RequestDenied))
}
