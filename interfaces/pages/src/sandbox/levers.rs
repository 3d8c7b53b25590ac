//! What banks and PSPs do unasked, at the press of a button: disputes and payouts.

use application::sandbox::disputes::{OpenDispute, SandboxDisputeError};
use domain::dispute::Dispute;
use poem::web::Data;
use poem::{Response, handler};

use super::check_token;
use super::news::News;
use crate::form::Form;
use crate::refusal::Refusal;
use crate::respond::redirect;
use crate::visit::Pages;

/// Opens a dispute about all of a payment.
#[handler]
pub(crate) async fn open_dispute(
    Data(pages): Data<&Pages>,
    mut form: Form,
) -> Result<Response, Refusal> {
    check_token(&pages.application, &mut form)?;
    let payment = form.take("payment");
    let news = match form.take("reason").parse() {
        Ok(reason) => {
            let command = OpenDispute {
                payment: payment.clone(),
                reason,
                amount: None,
            };
            let opened = pages.application.open_dispute(command).await;
            news_of(opened, News::Disputed)?
        }
        Err(_) => News::UnknownChoice,
    };
    Ok(redirect(&news.address(&payment)))
}

/// Moves a payment's undecided dispute on.
#[handler]
pub(crate) async fn move_dispute(
    Data(pages): Data<&Pages>,
    mut form: Form,
) -> Result<Response, Refusal> {
    check_token(&pages.application, &mut form)?;
    let payment = form.take("payment");
    let news = match form.take("status").parse() {
        Ok(status) => {
            let application = &pages.application;
            let moved = application.move_dispute(&payment, None, status).await;
            news_of(moved, News::DisputeMoved)?
        }
        Err(_) => News::UnknownChoice,
    };
    Ok(redirect(&news.address(&payment)))
}

/// Pays out, as of today.
#[handler]
pub(crate) async fn pay_out(
    Data(pages): Data<&Pages>,
    mut form: Form,
) -> Result<Response, Refusal> {
    check_token(&pages.application, &mut form)?;
    pages.application.pay_out(None).await?;
    Ok(redirect(&News::PaidOut.address("")))
}

fn news_of(answer: Result<Dispute, SandboxDisputeError>, good: News) -> Result<News, Refusal> {
    match answer {
        Ok(_) => Ok(good),
        Err(SandboxDisputeError::NoSuchPayment) => Ok(News::NoSuchPayment),
        Err(SandboxDisputeError::Refused(error)) => Ok(News::of(error)),
        Err(SandboxDisputeError::Sandbox(error)) => Err(error.into()),
    }
}
