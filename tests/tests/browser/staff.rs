//! A day of a service's people on the staff site, in Chromium.

mod person;

use std::process::Stdio;

use application::staff::members::NewMember;
use domain::email::StaffMessage;
use domain::staff::Role;
use serde_json::{Value, json};
use system_tests::browser::{Browser, Options, Scripts};
use system_tests::client::api::Created;
use system_tests::harness::{Backend, Server};
use tokio::process::Command;

use self::person::Person;

const ADA: &str = "ada@example.org";
const GRACE: &str = "grace@example.org";
/// What is paid, and given back: alone, then together.
const PAID: &str = "£145.00";

macro_rules! in_every_way {
    ($($name:ident: $backend:ident, $scripts:ident;)+) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let Some(server) = Server::start(Backend::$backend).await else { return };
                let options = Options { scripts: Scripts::$scripts, ..Options::default() };
                let Some(browser) = Browser::start(options).await else { return };
                let Some(colleague) = Browser::start(options).await else { return };
                a_day_on_the_staff_site(&server, &browser, &colleague).await;
                browser.close().await;
                colleague.close().await;
            }
        )+
    };
}

in_every_way! {
    a_day_on_the_staff_site_on_sqlite: Sqlite, On;
    a_day_on_the_staff_site_on_sqlite_without_scripts: Sqlite, Off;
    a_day_on_the_staff_site_on_postgresql: PostgreSql, On;
    a_day_on_the_staff_site_on_postgresql_without_scripts: PostgreSql, Off;
}

async fn a_day_on_the_staff_site(server: &Server, browser: &Browser, colleague: &Browser) {
    let service = server.demo_service().await;
    let home = format!("{}/admin/service/{service}", server.pages());
    let ada = first_sign_in(server, browser).await;
    let grace = invited(server, browser, colleague, &home).await;

    let key = key_created(browser, &home).await;
    let payment = paid_by_card(server, colleague, &key).await;
    found_and_refunded(browser, &home, &payment).await;
    approved_by_a_colleague(browser, colleague, &home, &payment).await;
    exported(server, browser, &home, &payment).await;
    revoked(server, browser, &home, &key).await;

    assert_eq!(
        browser.console().await,
        Vec::<String>::new(),
        "{}",
        ada.email
    );
    assert_eq!(
        colleague.console().await,
        Vec::<String>::new(),
        "{}",
        grace.email
    );
}

/// The operator adds somebody; they sign in for the first time.
async fn first_sign_in(server: &Server, browser: &Browser) -> Person {
    let service = server.demo_service().await;
    let mut ada = Person::new(ADA);
    let new = NewMember {
        email: ADA.to_owned(),
        password: ada.password.clone().into(),
        is_platform_admin: false,
        place: Some((service, Role::ServiceAdmin)),
    };
    server.application().create_member(new).await.unwrap();
    ada.signs_in_first(server, browser).await;
    ada
}

/// A colleague is invited, and joins in a browser of their own.
async fn invited(server: &Server, browser: &Browser, colleague: &Browser, home: &str) -> Person {
    browser.open(&format!("{home}/team")).await;
    browser.click("#invite").await;
    browser.fill("#email", GRACE).await;
    browser.click("#role-refund-manager").await;
    browser.click("#continue").await;
    browser.find(".news").await;
    let invitation = |message: &StaffMessage| match message {
        StaffMessage::Invitation { link, .. } => Some(link.clone()),
        _ => None,
    };
    let link = server.told(GRACE, invitation).await;
    let mut grace = Person::new(GRACE);
    colleague.open(&link).await;
    colleague.fill("#password", &grace.password).await;
    colleague.fill("#repeated", &grace.password).await;
    colleague.click("#continue").await;
    colleague.find("#set-up").await;
    grace.signs_in_first(server, colleague).await;
    grace
}

/// A key is made, and copied as a person would.
async fn key_created(browser: &Browser, home: &str) -> String {
    browser.open(&format!("{home}/test/keys")).await;
    browser.click("#create-api-key").await;
    browser.fill("#description", "Licences website").await;
    browser.click("#continue-button").await;
    let key = browser.text("#api-key").await;
    browser.click("#keys-link").await;
    browser.find("#create-api-key").await;
    key
}

/// A payment is created with curl and that key, and paid in a browser.
async fn paid_by_card(server: &Server, browser: &Browser, key: &str) -> Created {
    let body = json!({
        "amount": 14_500,
        "reference": "LICENCE-0001",
        "description": "Fishing licence",
        "return_url": format!("{}/admin", server.pages()),
        "metadata": { "district": "north" },
    });
    let (status, answer) = curl(server, key, Some(&body)).await;
    assert_eq!(status, "201", "{answer}");
    let payment = Created::of_json(&answer);
    browser.open(&payment.next_url).await;
    browser.fill_card("4242424242424242").await;
    browser.click("#submit-card-details").await;
    browser.click("#confirm").await;
    browser
        .arrives_at(&format!("{}/admin", server.pages()))
        .await;
    payment
}

/// The payment just made is found by its reference, and £45.00 given back.
async fn found_and_refunded(browser: &Browser, home: &str, payment: &Created) {
    browser.open(&format!("{home}/test/transactions")).await;
    browser.fill("#reference", "licence-00").await;
    browser.click("#filter").await;
    browser.click(&format!("#payment-{}", payment.id)).await;
    assert!(browser.text("main").await.contains(PAID));
    browser.click("#refund-payment-link").await;
    browser.click("#refund-partial").await;
    browser.fill("#amount", "45.00").await;
    browser.click("#refund-button").await;
    browser.find(".news").await;
    assert!(browser.text("main").await.contains("£45.00"));
}

/// Above £50.00 a colleague has to approve, and what they approve is given back.
async fn approved_by_a_colleague(
    browser: &Browser,
    colleague: &Browser,
    home: &str,
    payment: &Created,
) {
    let transaction = format!("{home}/test/transactions/{}", payment.id);
    browser.open(&format!("{home}/test/settings")).await;
    browser.click("#change-approval").await;
    browser.click("#approval-on").await;
    browser.fill("#approval-limit", "50.00").await;
    browser.click("#continue").await;
    browser.find(".news").await;

    browser.open(&format!("{transaction}/refund")).await;
    browser.click("#refund-full").await;
    browser.click("#refund-button").await;
    browser.find("#awaiting-approval").await;
    assert!(!browser.has("#approve").await, "nobody approves their own");

    colleague
        .open(&format!("{home}/test/transactions/awaiting-approval"))
        .await;
    colleague.click(&format!("#payment-{}", payment.id)).await;
    colleague.click("#decide").await;
    colleague.click("#decision-approve").await;
    colleague.click("#continue").await;
    colleague.find(".news").await;
    browser.open(&transaction).await;
    assert!(!browser.has("#awaiting-approval").await);
    assert!(
        !browser.has("#refund-payment-link").await,
        "nothing is left"
    );
}

/// The sums of the file are those of the list.
async fn exported(server: &Server, browser: &Browser, home: &str, payment: &Created) {
    browser.open(&format!("{home}/test/transactions")).await;
    let link = browser.find("#download-transactions-link").await;
    let link = link.prop("href").await.unwrap().expect("an address");
    let csv = person::downloaded(server, browser, &link).await;
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let headers = rows.headers().unwrap().clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|header| header == name)
            .expect(name)
    };
    let (id, amount) = (column("GOV.UK Payment ID"), column("Amount"));
    let district = column("district (metadata)");
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let of_payment = rows.iter().filter(|row| row[id] == payment.id);
    let amounts: Vec<&str> = of_payment.clone().map(|row| &row[amount]).collect();
    assert_eq!(amounts, ["-100.00", "-45.00", "145.00"]);
    let districts: Vec<&str> = of_payment.map(|row| &row[district]).collect();
    assert_eq!(districts, ["", "", "north"]);
}

/// A revoked key is refused at once.
async fn revoked(server: &Server, browser: &Browser, home: &str, key: &str) {
    browser.open(&format!("{home}/test/keys")).await;
    browser
        .click("main table tbody tr:first-child a[href$=revoke]")
        .await;
    browser.click("#revoke-yes").await;
    browser.click("#continue-button").await;
    browser.find(".news").await;
    let (status, answer) = curl(server, key, None).await;
    assert_eq!(status, "401", "{answer}");
}

/// Asks the API with curl, as the README does; answers the status and the body.
async fn curl(server: &Server, key: &str, body: Option<&Value>) -> (String, Value) {
    let mut command = Command::new("curl");
    command
        .args([
            "--silent",
            "--max-time",
            "20",
            "--write-out",
            "\n%{http_code}",
        ])
        .args(["--header", &format!("Authorization: Bearer {key}")])
        .args(["--header", "Content-Type: application/json"])
        .stdin(Stdio::null());
    if let Some(body) = body {
        command.args(["--data", &body.to_string()]);
    }
    command.arg(format!("{}/v1/payments", server.api_url()));
    let output = command.output().await.expect("curl");
    let text = String::from_utf8(output.stdout).unwrap();
    let (answer, status) = text.rsplit_once('\n').expect("a status");
    (
        status.to_owned(),
        serde_json::from_str(answer).unwrap_or_default(),
    )
}
