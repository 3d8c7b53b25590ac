//! Going into a service, with a reason that its people can read, and leaving it.

use application::staff::platform::services::PlatformService;
use domain::PaymentId;
use domain::account::Service;
use poem::web::Path;
use poem::{Response, handler};

use super::reason::{Question, REASON};
use super::service::inside;
use super::{Part, PlatformPost, PlatformVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The field for the payment that somebody enters for.
const PAYMENT: &str = "payment";

/// Asks why.
#[handler]
pub(super) async fn ask(
    PlatformVisit(visit): PlatformVisit,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let found = find(&visit, &id).await?;
    Ok(question(&found.service, None).ask(&visit))
}

/// Enters the service. Whoever came for a payment is led to it.
#[handler]
pub(super) async fn enter(
    PlatformPost { visit, mut form }: PlatformPost,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let found = find(&visit, &id).await?;
    let payment = PaymentId::parse(&form.take(PAYMENT));
    let typed = form.take(REASON);
    let (application, service) = (visit.application(), &found.service);
    let entered = application.enter_service(&visit.staff, &service.id, &typed);
    match entered.await {
        Ok(()) => {
            let onward = match &payment {
                Some(payment) => format!("/admin/platform/payments/{payment}"),
                None => inside(&found),
            };
            let news = format!(
                "You entered “{}”. Its record says so, and why.",
                service.name
            );
            Ok(visit.go_with_news(&onward, &news))
        }
        Err(error) => question(service, payment.as_ref()).again(&visit, &typed, error),
    }
}

/// Leaves whatever service was entered in this browser.
#[handler]
pub(super) async fn leave(PlatformPost { visit, .. }: PlatformPost) -> Result<Response, Refusal> {
    visit.application().leave_service(&visit.staff).await?;
    Ok(visit.go_with_news("/admin/platform", "You left the service."))
}

/// What is asked of somebody who wants to enter a service, perhaps for a payment.
pub(super) fn question(service: &Service, payment: Option<&PaymentId>) -> Question {
    let id = &service.id;
    let (here, back, back_label) = match payment {
        Some(_) => (
            Part::Payments,
            Part::Payments.href().to_owned(),
            "Payments".to_owned(),
        ),
        None => (
            Part::Services,
            format!("/admin/platform/services/{id}"),
            service.name.to_string(),
        ),
    };
    let mut sentences = vec![
        "You will be in the service for an hour, in this browser. You can look after its \
         settings, keys and team. You see no paying user’s details, and you cannot refund."
            .to_owned(),
        "Another service that you have entered is left.".to_owned(),
    ];
    if payment.is_some() {
        let first = format!(
            "The payment belongs to “{}”. To see what lies behind it, enter the service first.",
            service.name
        );
        sentences.insert(0, first);
    }
    Question {
        here,
        heading: format!("Enter “{}”", service.name),
        sentences,
        hint: "It is kept in the service’s record, where its people can read it",
        button: "Enter the service",
        stops: false,
        hidden: payment.map(|payment| (PAYMENT, payment.to_string())),
        action: format!("/admin/platform/services/{id}/enter"),
        back,
        back_label,
    }
}

/// The service in the address.
pub(super) async fn find(visit: &Visit, id: &str) -> Result<PlatformService, Refusal> {
    let application = visit.application();
    Ok(application.platform_service(&visit.staff, id).await?)
}
