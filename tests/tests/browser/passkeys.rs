//! Passkeys in Chromium, with an authenticator that WebDriver makes for it.

use secrecy::ExposeSecret;
use server::sandbox::demo::STAFF;
use system_tests::browser::{Browser, Options, Scripts};
use system_tests::harness::{Backend, Server};

const PROFILE: &str = "/admin/profile";
const ADD: &str = "/admin/profile/passkeys/add";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_is_added_used_and_removed() {
    let Some(server) = Server::start(Backend::Sqlite).await else {
        return;
    };
    let Some(browser) = Browser::start(Options::default()).await else {
        return;
    };
    browser.add_authenticator().await;
    let site = named(&server);

    signs_in_with_password(&server, &browser, &site).await;
    assert!(!browser.has("#use-passkey").await, "there is none yet");
    types_the_code(&server, &browser).await;
    browser.open(&format!("{site}{PROFILE}")).await;
    browser.click("#add-a-passkey").await;
    browser.click("#continue").await;
    let problem = browser.text("#error-summary li").await;
    assert!(problem.starts_with("Enter a name"), "{problem}");
    let logged = browser.console().await;
    assert!(logged.iter().all(|line| line.contains("422")), "{logged:?}");
    browser.fill("#name", "My phone").await;
    browser.click("#continue").await;
    let news = browser.text(".news").await;
    assert_eq!(news, "The passkey “My phone” was added.");
    let row = browser.text("#passkeys tbody").await;
    assert!(row.contains("My phone") && row.contains("Not yet"), "{row}");

    // The phone refuses to be added twice.
    browser.open(&format!("{site}{ADD}")).await;
    browser.fill("#name", "My phone again").await;
    browser.click("#continue").await;
    let told = browser.find("[data-passkey-problem]:not([hidden])").await;
    let told = told.text().await.unwrap();
    assert_eq!(told, "This device has one of your passkeys already.");

    for _ in 0..2 {
        browser.click("#sign-out").await;
        signs_in_with_password(&server, &browser, &site).await;
        browser.click("#use-passkey").await;
        browser.find("#my-profile").await;
    }
    browser.open(&format!("{site}{PROFILE}")).await;
    let row = browser.text("#passkeys tbody").await;
    assert!(!row.contains("Not yet"), "{row}");
    browser.click("#passkeys .ways a").await;
    browser.click("#continue").await;
    let news = browser.text(".news").await;
    assert_eq!(news, "The passkey “My phone” was removed.");
    assert!(!browser.has("#passkeys").await);

    browser.click("#sign-out").await;
    signs_in_with_password(&server, &browser, &site).await;
    assert!(!browser.has("#use-passkey").await, "it was removed");
    assert_eq!(browser.console().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_passkeys_cannot_be_the_page_says_so() {
    let Some(server) = Server::start(Backend::Sqlite).await else {
        return;
    };
    let by_name = named(&server);
    for (scripts, site, told) in [
        (Scripts::Off, by_name.as_str(), "Passkeys need JavaScript"),
        (
            Scripts::On,
            server.pages(),
            "Passkeys don’t work at this address, but do at http://localhost:",
        ),
    ] {
        let options = Options {
            scripts,
            ..Options::default()
        };
        let Some(browser) = Browser::start(options).await else {
            return;
        };
        signs_in_with_password(&server, &browser, site).await;
        types_the_code(&server, &browser).await;
        browser.open(&format!("{site}{ADD}")).await;
        let text = browser.text("[data-passkey-absent]").await;
        assert!(text.starts_with(told), "{text}");
        assert!(text.ends_with("You still sign in with the code from your app."));
        let form = browser.find("#add-passkey").await;
        assert!(!form.is_displayed().await.unwrap());
        browser.close().await;
    }
}

/// The site under a name: an address of numbers has no passkeys.
fn named(server: &Server) -> String {
    server.pages().replace("127.0.0.1", "localhost")
}

async fn signs_in_with_password(server: &Server, browser: &Browser, site: &str) {
    let service = server.demo_service().await;
    let staff = server.application().demo_staff(STAFF, &service).await;
    let password = staff.unwrap().password;
    browser.open(&format!("{site}/admin/sign-in")).await;
    browser.fill("#email", STAFF).await;
    browser.fill("#password", password.expose_secret()).await;
    browser.click("#continue").await;
    browser.find("#code").await;
}

async fn types_the_code(server: &Server, browser: &Browser) {
    let code = server.application().app_code(STAFF).await.unwrap();
    browser.fill("#code", &code).await;
    browser.click("#continue").await;
    browser.find("#my-profile").await;
}
