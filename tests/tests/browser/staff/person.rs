//! Somebody with a password and an authenticator app, at a browser.

use domain::ports::AppCodes;
use domain::staff::second_factor::step_at;
use platform::TotpCodes;
use system_tests::browser::Browser;
use system_tests::harness::Server;
use url::Url;

/// The digits of base 32 (RFC 4648).
const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

pub(super) struct Person {
    pub(super) email: String,
    pub(super) password: String,
    app_secret: Vec<u8>,
}

impl Person {
    pub(super) fn new(email: &str) -> Self {
        Self {
            email: email.to_owned(),
            password: format!("the long phrase of {email}"),
            app_secret: Vec::new(),
        }
    }

    /// Signs in with a password, sets up an app, and keeps the recovery codes.
    pub(super) async fn signs_in_first(&mut self, server: &Server, browser: &Browser) {
        browser
            .open(&format!("{}/admin/sign-in", server.pages()))
            .await;
        browser.fill("#email", &self.email).await;
        browser.fill("#password", &self.password).await;
        browser.click("#continue").await;
        browser.click("#set-up details summary").await;
        self.app_secret = bytes_of(&browser.text("#secret").await);
        browser.fill("#code", &self.code(server)).await;
        browser.click("#continue").await;
        browser.find("#recovery-codes").await;
        browser.click("a#continue").await;
        browser.find("#my-profile").await;
    }

    /// What the app shows now.
    fn code(&self, server: &Server) -> String {
        let now = server.application().sandbox_clock().unwrap();
        TotpCodes.code(&self.app_secret, step_at(now))
    }
}

/// What a link of the page that is open downloads, with the browser's cookies.
pub(super) async fn downloaded(server: &Server, browser: &Browser, address: &str) -> String {
    let mut visitor = server.visitor();
    let url = Url::parse(address).unwrap();
    for cookie in browser.client.get_all_cookies().await.unwrap() {
        let given = format!("{}={}; Path=/", cookie.name(), cookie.value());
        visitor.jar.take(&url, &[("set-cookie".to_owned(), given)]);
    }
    let answer = visitor.page(address).await;
    assert_eq!(answer.status(), 200);
    answer.html().to_owned()
}

fn bytes_of(base32: &str) -> Vec<u8> {
    let digits = base32.chars().filter_map(|c| DIGITS.find(c));
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_usize, 0);
    for digit in digits {
        buffer = (buffer << 5) | digit;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((buffer >> bits) & 255).unwrap());
        }
    }
    bytes
}
