//! The sandbox's page: its clock, its test cards, how to make a first payment,
//! and levers for what happens elsewhere unasked.
//!
//! There is no session here. Its forms carry a token all the same, so that no
//! other site's form can move the clock or delete data.

mod cards;
mod levers;
mod news;
mod page;

use std::time::Duration;

use application::Application;
use application::sandbox::{ADVANCE_WORK_MAX, SandboxError};
use domain::PaymentId;
use domain::ports::StoreError;
use poem::http::StatusCode;
use poem::web::{Data, Query};
use poem::{Response, handler};

pub(crate) use self::levers::{move_dispute, open_dispute, pay_out};
use self::news::News;
pub(crate) use self::page::{SandboxPage, SandboxScene};
use crate::form::Form;
use crate::headers::FormsLead;
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::respond::{redirect, show};
use crate::visit::Pages;

/// What the token of the sandbox's forms derives from. No session reads like it.
const FORMS: &str = "sandbox";

/// How long moving the clock waits for work that somebody else has in hand.
const SETTLING: Duration = Duration::from_secs(5);
/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Shows the sandbox as it is now.
#[handler]
pub(crate) fn get(
    Data(pages): Data<&Pages>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let now = pages.application.sandbox_clock()?;
    let scene = SandboxScene {
        now,
        news: asked(&query, "news")
            .and_then(|news| news.parse().ok())
            .map(News::sentence),
        payment: asked(&query, "payment").and_then(PaymentId::parse),
        form_token: pages.application.form_token(FORMS),
    };
    let page = SandboxPage::new(scene, &pages.settings);
    Ok(show(StatusCode::OK, &page, FormsLead::Here))
}

/// Moves the clock forward.
#[handler]
pub(crate) async fn advance(
    Data(pages): Data<&Pages>,
    mut form: Form,
) -> Result<Response, Refusal> {
    check_token(&pages.application, &mut form)?;
    let news = match span(&mut form) {
        Some(by) => match pages.application.advance_clock(by).await {
            Ok(_) => News::Moved,
            Err(SandboxError::Advance) => News::NotMoved,
            Err(error) => return Err(error.into()),
        },
        None => News::NotMoved,
    };
    settle(&pages.application).await?;
    Ok(redirect(&news.address("")))
}

/// Deletes every payment.
#[handler]
pub(crate) async fn reset(Data(pages): Data<&Pages>, mut form: Form) -> Result<Response, Refusal> {
    check_token(&pages.application, &mut form)?;
    pages.application.reset_sandbox().await?;
    Ok(redirect(&News::Reset.address("")))
}

/// What an address asks for by this name; of several, the first counts.
pub(crate) fn asked<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let pair = query.iter().find(|(found, _)| found == name);
    pair.map(|(_, value)| value.as_str())
}

fn check_token(application: &Application, form: &mut Form) -> Result<(), Refusal> {
    let genuine = application.is_form_token(FORMS, &form.take("csrfToken"));
    if genuine {
        Ok(())
    } else {
        Err(Refusal::of(Outcome::ForeignForm))
    }
}

/// The span of time that a form asks for; `None` when a box holds no number.
fn span(form: &mut Form) -> Option<Duration> {
    let mut seconds = 0_u64;
    for (name, seconds_each) in [("minutes", 60), ("hours", 60 * 60), ("days", 24 * 60 * 60)] {
        let typed = form.take(name);
        let count: u64 = if typed.is_empty() {
            0
        } else {
            typed.parse().ok()?
        };
        seconds = seconds.checked_add(count.checked_mul(seconds_each)?)?;
    }
    Some(Duration::from_secs(seconds))
}

/// Waits until nothing is due: the workers may hold pieces of it in hand.
async fn settle(application: &Application) -> Result<(), StoreError> {
    let mut waited = Duration::ZERO;
    while application.backlog().await?.due > 0 && waited < SETTLING {
        application.run_due_work(ADVANCE_WORK_MAX).await?;
        tokio::time::sleep(LOOK_EVERY).await;
        waited += LOOK_EVERY;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_the_sum_of_its_boxes() {
        for (form, expected) in [
            ("minutes=91&hours=&days=", Some(91 * 60)),
            ("minutes=1&hours=1&days=1", Some(60 + 3_600 + 86_400)),
            ("minutes=x", None),
            ("minutes=-1", None),
            ("days=18446744073709551615", None),
            ("", Some(0)),
        ] {
            let mut form = Form::parse(form.as_bytes()).unwrap();

            assert_eq!(span(&mut form), expected.map(Duration::from_secs));
        }
    }
}
