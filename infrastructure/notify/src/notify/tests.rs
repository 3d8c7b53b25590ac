//! The whole way to an API that is not GOV.UK Notify's, but answers as it does.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use data_encoding::BASE64URL_NOPAD;
use domain::email::{EmailContent, StaffMessage};
use domain::payment::Language;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::specimens;

const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";
const TEMPLATE: &str = "f33517ff-2a88-4f6e-b855-c550268ce08a";

fn notify(base_url: &str) -> Notify {
    let key = SecretString::from(format!("key-name-{SERVICE}-{SECRET}"));
    let letters = Letters::new("Bursar");
    Notify::new(&key, TEMPLATE, Some(base_url), letters).unwrap()
}

fn receipt() -> OutgoingEmail {
    specimens::email(EmailContent::PaymentConfirmed(specimens::receipt(
        Language::English,
    )))
}

async fn api(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v2/notifications/email"))
        .respond_with(answer)
        .mount(&server)
        .await;
    server
}

/// The claims of a token, once its signature was found to be that of the secret.
fn claims(bearer: &str) -> Value {
    let token = bearer.strip_prefix("Bearer ").unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
    Hmac::<Sha256>::new_from_slice(SECRET.as_bytes())
        .unwrap()
        .chain_update(signed)
        .verify_slice(&signature)
        .unwrap();
    let (head, claims) = signed.split_once('.').unwrap();
    let decoded = |part: &str| -> Value {
        serde_json::from_slice(&BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap()
    };
    assert_eq!(decoded(head), json!({"typ": "JWT", "alg": "HS256"}));
    decoded(claims)
}

#[tokio::test]
async fn an_email_is_posted_with_a_fresh_token() {
    let server = api(ResponseTemplate::new(201).set_body_json(json!({"id": "x"}))).await;

    notify(&server.uri()).send(&receipt()).await.unwrap();

    let requests = server.received_requests().await.unwrap();
    let [request] = requests.as_slice() else {
        panic!("{} requests", requests.len());
    };
    let claims = claims(request.headers["authorization"].to_str().unwrap());
    assert_eq!(claims["iss"], SERVICE);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let age = now.as_secs().abs_diff(claims["iat"].as_u64().unwrap());
    assert!(age <= 10, "{age} seconds old");
    let markup = Letters::new("Bursar").markup(&receipt());
    assert_eq!(
        request.body_json::<Value>().unwrap(),
        json!({
            "email_address": "ada.lovelace@example.org",
            "template_id": TEMPLATE,
            "personalisation": {"subject": markup.subject, "body": markup.body},
            "reference": "77777777777777777777777777",
        })
    );
}

/// How sending ends: `None`, or whether for ever and what staff read.
async fn end(notify: Notify) -> Option<(bool, String)> {
    match notify.send(&receipt()).await {
        Ok(()) => None,
        Err(MailError::Never(said)) => Some((true, said.to_string())),
        Err(MailError::NotNow(said)) => Some((false, said.to_string())),
    }
}

#[tokio::test]
async fn refusals_say_why_without_the_address() {
    let refused = |status: u16, error: &str, message: &str| {
        ResponseTemplate::new(status)
            .set_body_json(json!({"errors": [{"error": error, "message": message}]}))
    };
    for (answer, expected) in [
        (
            refused(
                400,
                "BadRequestError",
                "Can't send to ada.lovelace@example.org in trial mode",
            ),
            (
                true,
                "GOV.UK Notify refuses the e-mail: BadRequestError: Can't send to … in trial mode",
            ),
        ),
        (
            refused(403, "AuthError", "Invalid token: API key not found"),
            (
                false,
                "GOV.UK Notify does not let us in: AuthError: Invalid token: API key not found",
            ),
        ),
        (
            refused(429, "RateLimitError", "Exceeded rate limit"),
            (
                false,
                "GOV.UK Notify takes no more e-mails for now: RateLimitError: Exceeded rate limit",
            ),
        ),
        (
            ResponseTemplate::new(503),
            (false, "GOV.UK Notify answered 503"),
        ),
        (
            ResponseTemplate::new(307).insert_header("location", "/elsewhere"),
            (false, "GOV.UK Notify answered 307"),
        ),
    ] {
        let server = api(answer).await;
        let (forever, said) = end(notify(&server.uri())).await.unwrap();
        assert_eq!((forever, said.as_str()), expected);
    }
}

#[tokio::test]
async fn a_long_reason_is_cut() {
    let body = json!({"errors": [{"error": "ValidationError", "message": "x".repeat(10_000)}]});
    let server = api(ResponseTemplate::new(400).set_body_json(body)).await;

    let (_, said) = end(notify(&server.uri())).await.unwrap();

    assert_eq!(said.chars().count(), FAILURE_MAX);
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_not_waited_for() {
    let slow = ResponseTemplate::new(201).set_delay(Duration::from_secs(30));
    let server = api(slow).await;
    let notify = notify(&server.uri()).with_patience(Duration::from_millis(200));

    let end = end(notify).await;

    assert_eq!(end, Some((false, "GOV.UK Notify took too long".to_owned())));
}

/// A server that says this to the first request and hangs up.
async fn blunt(said: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 64 * 1024];
        let _ = stream.read(&mut asked).await.unwrap();
        stream.write_all(said.as_bytes()).await.unwrap();
    });
    address
}

#[tokio::test]
async fn a_body_that_breaks_off_does_not_undo_what_the_status_said() {
    let head = |status: &str, body: &str| {
        format!("HTTP/1.1 {status}\r\ncontent-length: 500\r\n\r\n{body}")
    };
    let cut = r#"{"errors": [{"error": "Valid"#;
    for (said, expected) in [
        (head("201 Created", r#"{"id": "740e"#), None),
        (head("400 Bad Request", cut), Some(false)),
        (head("500 Internal Server Error", ""), Some(false)),
        ("HTTP/1.1 2".to_owned(), Some(false)),
    ] {
        let address = blunt(said.clone()).await;
        let forever = end(notify(&address)).await.map(|(forever, _)| forever);
        assert_eq!(forever, expected, "{said}");
    }
}

#[tokio::test]
async fn no_server_at_all_is_for_now() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);

    let (forever, said) = end(notify(&address)).await.unwrap();

    assert!(!forever);
    assert!(
        said.starts_with("GOV.UK Notify cannot be reached: "),
        "{said}"
    );
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let letters = || Letters::new("Bursar");
    let good = format!("key-{SERVICE}-{SECRET}");
    for (key, template, base_url, expected) in [
        ("hunter2", TEMPLATE, None, "Key"),
        (good.as_str(), "hunter2", None, "Template"),
        (&good, TEMPLATE, Some("hunter2"), "BaseUrl"),
        (&good, TEMPLATE, Some("ftp://127.0.0.1"), "BaseUrl"),
        (&good, TEMPLATE, Some("http://api.example.org"), "Plain"),
    ] {
        let key = SecretString::from(key);
        let error = Notify::new(&key, template, base_url, letters()).unwrap_err();
        assert_eq!(format!("{error:?}"), expected);
    }
    let key = SecretString::from(good);
    for base_url in [
        None,
        Some("https://api.example.org/"),
        Some("http://[::1]:1"),
    ] {
        let notify = Notify::new(&key, TEMPLATE, base_url, letters()).unwrap();
        assert!(!format!("{notify:?}").contains(SECRET));
    }
}

#[tokio::test]
async fn a_link_is_for_its_reader_alone() {
    let link = "https://pay.example.org/admin/secret-link".to_owned();
    let email = specimens::email(EmailContent::Staff(StaffMessage::PasswordReset { link }));
    let server = api(ResponseTemplate::new(500)).await;

    let Err(error) = notify(&server.uri()).send(&email).await else {
        panic!("it was not sent");
    };

    assert!(!format!("{error:?}").contains("secret-link"));
}
