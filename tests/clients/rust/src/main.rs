//! Pays, finds and refunds with the client that was generated for Rust.

use std::collections::HashMap;
use std::env::var;
use std::error::Error;
use std::io::stdin;

use openapi::apis::Error as ApiError;
use openapi::apis::card_payments_api::{self as payments, GetPaymentError};
use openapi::apis::configuration::Configuration;
use openapi::apis::refunding_card_payments_api as refunds;
use openapi::models::{CreateCardPaymentRequest, ExternalMetadataValue, PaymentRefundRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let configuration = Configuration {
        base_path: var("BURSAR_URL")?,
        bearer_access_token: Some(var("BURSAR_API_KEY")?),
        ..Configuration::default()
    };

    let description = "Resident parking permit".to_owned();
    let office = ExternalMetadataValue::String("Harbour Road".to_owned());
    let wanted = CreateCardPaymentRequest {
        return_url: Some("https://parking.example.org/paid".to_owned()),
        metadata: Some(HashMap::from([
            ("office".to_owned(), office),
            ("permit".to_owned(), ExternalMetadataValue::Number(417.0)),
        ])),
        ..CreateCardPaymentRequest::new(2600, "CLIENT-RUST".to_owned(), description)
    };
    let created = payments::create_payment(
        &configuration,
        payments::CreatePaymentParams {
            create_card_payment_request: wanted,
            idempotency_key: None,
        },
    )
    .await?;
    println!("created {} {:?}", created.payment_id, created.state.status);

    println!("pay {}", created._links.next_url.ok_or("no way on")?.href);
    stdin().read_line(&mut String::new())?;

    let by_id = |payment_id: &str| payments::GetPaymentParams {
        payment_id: payment_id.to_owned(),
    };
    let payment = payments::get_payment(&configuration, by_id(&created.payment_id)).await?;
    let brand = payment.card_details.and_then(|card| card.card_brand);
    println!(
        "got {} {:?} {}",
        payment.payment_id,
        payment.state.status,
        brand.ok_or("no brand")?
    );
    let office = payment.metadata.ok_or("no metadata")?.remove("office");
    if let Some(ExternalMetadataValue::String(office)) = office {
        println!("metadata {office}");
    }

    let found = payments::search_payments(
        &configuration,
        payments::SearchPaymentsParams {
            reference: Some("client-rust".to_owned()),
            state: Some("success".to_owned()),
            email: None,
            card_brand: None,
            cardholder_name: None,
            first_digits_card_number: None,
            last_digits_card_number: None,
            from_date: None,
            to_date: None,
            from_settled_date: None,
            to_settled_date: None,
            agreement_id: None,
            page: None,
            display_size: None,
        },
    )
    .await?;
    for result in found.results {
        println!("found {} {:?}", result.payment_id, result.state.status);
    }

    let available = i32::try_from(payment.refund_summary.amount_available)?;
    let refund = refunds::create_refund(
        &configuration,
        refunds::CreateRefundParams {
            payment_id: payment.payment_id,
            payment_refund_request: PaymentRefundRequest {
                refund_amount_available: Some(available),
                ..PaymentRefundRequest::new(600)
            },
            idempotency_key: None,
        },
    )
    .await?;
    println!("refunded {} {}", refund.refund_id, refund.amount);

    let unknown = by_id("5hv2q7l0c9k3m1r8t4e6d0b2ap");
    if let Err(ApiError::ResponseError(answer)) =
        payments::get_payment(&configuration, unknown).await
        && let Some(GetPaymentError::Status404(error)) = answer.entity
    {
        println!("refused {} {}", answer.status.as_u16(), error.code);
    }
    Ok(())
}
