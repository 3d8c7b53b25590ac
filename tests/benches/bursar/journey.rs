//! What services and paying users do, request by request.

use anyhow::{Context, ensure};
use hyper::Method;
use serde_json::Value;

use crate::client::Client;

/// The key of the demo service, chosen by the bench.
pub(crate) const KEY: &str = "bench-key-of-the-demo-service";
const CARD: &str = "cardNo=4242424242424242&expiryMonth=11&expiryYear=39&cvc=737\
    &cardholderName=Ade+Okafor&addressLine1=3+Harbour+Road&addressLine2=&addressCity=Northport\
    &addressPostcode=SW1A+1AA&addressCountry=GB&email=ade.okafor%40example.org";

/// A payment that was created.
pub(crate) struct Created {
    pub(crate) id: String,
    /// The path of its link.
    link: String,
}

/// Creates a payment.
pub(crate) async fn create(mut client: Client) -> anyhow::Result<Client> {
    create_one(&mut client).await?;
    Ok(client)
}

/// Creates a payment, and says which.
pub(crate) async fn create_one(client: &mut Client) -> anyhow::Result<Created> {
    let body = r#"{"amount":14500,"reference":"BENCH-1","description":"A licence",
        "return_url":"https://service.example/done"}"#;
    let answer = client.api(Method::POST, "/v1/payments", KEY, body.to_owned());
    let json: Value = serde_json::from_str(&answer.await?.with(201)?.body)?;
    let text = |pointer| {
        json.pointer(pointer)
            .and_then(Value::as_str)
            .context("no link")
    };
    Ok(Created {
        id: text("/payment_id")?.to_owned(),
        link: path(text("/_links/next_url/href")?),
    })
}

/// Looks at a payment.
pub(crate) async fn get(mut client: Client, id: String) -> anyhow::Result<Client> {
    status(&mut client, &id).await?;
    Ok(client)
}

/// A request that is refused before anything is read: what HTTP costs by itself.
pub(crate) async fn nothing(mut client: Client) -> anyhow::Result<Client> {
    let nobody = "no-key-at-all";
    let refused = client.api(Method::GET, "/v1/payments", nobody, String::new());
    refused.await?.with(401)?;
    Ok(client)
}

/// From creating a payment to seeing that it is paid: eight requests.
pub(crate) async fn pay(mut client: Client) -> anyhow::Result<Client> {
    let created = create_one(&mut client).await?;
    client.cookies.clear();
    let arrived = client
        .page(Method::GET, &created.link, String::new())
        .await?;
    let card_page = path(arrived.with(303)?.location()?);
    let page = client
        .page(Method::GET, &card_page, String::new())
        .await?
        .with(200)?;
    let form = format!(
        "csrfToken={}&chargeId={}&{CARD}",
        page.field("csrfToken")?,
        created.id
    );
    let submitted = client.page(Method::POST, &card_page, form).await?;
    let confirm_page = path(submitted.with(303)?.location()?);
    let page = client
        .page(Method::GET, &confirm_page, String::new())
        .await?
        .with(200)?;
    let form = format!(
        "csrfToken={}&chargeId={}",
        page.field("csrfToken")?,
        created.id
    );
    let confirmed = client.page(Method::POST, &confirm_page, form).await?;
    let mut next = confirmed.with(303)?.location()?.to_owned();
    if !next.starts_with("https://service.example/") {
        let returned = client
            .page(Method::GET, &path(&next), String::new())
            .await?;
        next = returned.with(303)?.location()?.to_owned();
    }
    ensure!(
        next.starts_with("https://service.example/"),
        "ended at {next}"
    );
    ensure!(
        status(&mut client, &created.id).await? == "success",
        "not paid"
    );
    Ok(client)
}

async fn status(client: &mut Client, id: &str) -> anyhow::Result<String> {
    let target = format!("/v1/payments/{id}");
    let answer = client.api(Method::GET, &target, KEY, String::new()).await?;
    let json: Value = serde_json::from_str(&answer.with(200)?.body)?;
    let status = json.pointer("/state/status").and_then(Value::as_str);
    Ok(status.context("no status")?.to_owned())
}

/// The path of an address, absolute or not.
fn path(address: &str) -> String {
    match address.split_once("://") {
        Some((_, rest)) => format!("/{}", rest.split_once('/').map_or("", |(_, path)| path)),
        None => address.to_owned(),
    }
}
