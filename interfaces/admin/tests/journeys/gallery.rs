//! Every page about people, as somebody sees it: for the golden file of their words, for
//! what holds for each of them, and for looking at.
//!
//! `BURSAR_ADMIN_GALLERY=<folder> cargo test -p admin gallery` writes the pages and
//! what they load there, to be served from the folder's root.

#[path = "gallery/dashboard.rs"]
mod dashboard;
#[path = "gallery/emails.rs"]
mod emails;
#[path = "gallery/likeness.rs"]
mod likeness;
#[path = "gallery/passkeys.rs"]
mod passkeys;
#[path = "gallery/platform.rs"]
mod platform;
#[path = "gallery/registration.rs"]
mod registration;
#[path = "gallery/settings.rs"]
mod settings;
#[path = "gallery/transactions.rs"]
mod transactions;
#[path = "gallery/webhooks.rs"]
mod webhooks;

use std::path::Path;
use std::time::Duration;

use domain::staff::Role;
use scraper::{Html, Node};

use crate::browser::{Browser, Page};
use crate::house::{House, PASSWORD, with_password};

const ADA: &str = "ada.lovelace@example.org";
const BOB: &str = "bob@example.org";

/// How the names of e-mails end, which pages frame and which are none of ours.
const LETTER: &str = "_letter";

type Named = (&'static str, Page);

#[tokio::test]
async fn what_the_pages_say() {
    insta::assert_snapshot!("words", said(&most_pages().await));
}

#[tokio::test]
async fn pages_have_no_script_or_style_of_their_own_and_no_id_twice() {
    let mut pages = every_page().await;
    pages.retain(|(name, _)| !name.ends_with(LETTER));
    for (name, page) in pages {
        let html = Html::parse_document(&page.html);
        let mut ids = Vec::new();
        for element in html.root_element().descendent_elements() {
            let is_script = element.value().name() == "script" && element.attr("src").is_none();
            let is_style = element.value().name() == "style";
            let mut names = element.value().attrs().map(|(name, _)| name);
            let inline = names.any(|name| name == "style" || name.starts_with("on"));
            assert!(!is_script && !is_style && !inline, "{name}");
            ids.extend(element.attr("id"));
        }
        ids.sort_unstable();
        assert!(
            ids.windows(2).all(|pair| pair[0] != pair[1]),
            "{name}: {ids:?}"
        );
    }
}

#[tokio::test]
async fn the_gallery_is_written_where_it_is_asked_for() {
    let Ok(folder) = std::env::var("BURSAR_ADMIN_GALLERY") else {
        return;
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("admin/assets")).unwrap();
    let mut browser = House::build().await.browser();
    for (name, page) in every_page().await {
        if name.ends_with(LETTER) {
            std::fs::write(folder.join(format!("{name}.html")), page.html).unwrap();
            continue;
        }
        for (selector, attribute) in [("link[rel=stylesheet]", "href"), ("script", "src")] {
            let address = page.attribute(selector, attribute).unwrap();
            let asset = browser.open(&address).await;
            let file = folder.join(address.trim_start_matches('/'));
            std::fs::write(file, asset.html).unwrap();
        }
        std::fs::write(folder.join(format!("{name}.html")), framing(name, &page)).unwrap();
    }
}

/// The same page with the e-mail that it frames where the gallery has it.
fn framing(name: &str, page: &Page) -> String {
    let Some(address) = page.attribute("iframe", "src") else {
        return page.html.clone();
    };
    let framed = format!(" src=\"{}\"", address.replace('&', "&#38;"));
    assert!(page.html.contains(&framed), "{framed} in {}", page.html);
    page.html
        .replace(&framed, &format!(" src=\"{name}{LETTER}.html\""))
}

/// What pages say, one after the other.
fn said(pages: &[Named]) -> String {
    let said = pages.iter();
    said.map(|(name, page)| format!("== {name}: {}\n{}\n", page.title(), words(page)))
        .collect()
}

/// Walks through the site, and keeps what it sees.
async fn every_page() -> Vec<Named> {
    let mut pages = most_pages().await;
    pages.extend(dashboard::pages().await);
    pages.extend(emails::pages().await);
    pages.extend(passkeys::pages().await);
    pages.extend(platform::pages().await);
    pages.extend(registration::pages().await);
    pages.extend(settings::pages().await);
    pages.extend(transactions::pages().await);
    pages.extend(webhooks::pages().await);
    pages
}

/// All of it but what has a golden file of its own.
async fn most_pages() -> Vec<Named> {
    let house = House::build_with(|settings| {
        settings.support_address = Some("help@example.org".to_owned());
    })
    .await;
    let mut pages = signing_in(&house).await;
    pages.extend(looking_after_oneself(&house).await);
    pages.extend(looking_after_the_team(&house).await);
    pages.extend(refusals(&house).await);
    pages
}

async fn signing_in(house: &House) -> Vec<Named> {
    house.add_member(ADA, Role::ServiceAdmin).await;
    let mut browser = house.browser();
    let sign_in = browser.open("/admin/sign-in").await;
    let nothing = with_password(&mut browser, "", "").await;
    let set_up = with_password(&mut browser, ADA, PASSWORD).await;
    let wrong = browser
        .submit(&set_up, "set-up", &[("code", "000000")])
        .await;
    let person = house
        .set_up(&mut browser.clone(), set_up.clone(), ADA, PASSWORD)
        .await;
    let mut other = house.browser();
    let code = with_password(&mut other, ADA, PASSWORD).await;
    let wrong_code = other
        .submit(&code, "code-form", &[("code", "000000")])
        .await;
    assert_eq!(person.recovery_codes.len(), 10);
    vec![
        ("sign_in", sign_in),
        ("sign_in_nothing", nothing),
        ("set_up", set_up),
        ("set_up_wrong", wrong),
        ("code", code),
        ("code_wrong", wrong_code),
    ]
}

async fn looking_after_oneself(house: &House) -> Vec<Named> {
    let (mut browser, person) = house.signed_in("grace@example.org", Role::Developer).await;
    house.sign_in(&mut house.browser(), &person).await;
    let profile = browser.open("/admin/profile").await;
    let password = browser.open("/admin/profile/password").await;
    let fields = [
        ("present", PASSWORD),
        ("password", "short"),
        ("repeated", "short"),
    ];
    let short = browser.submit(&password, "new-password", &fields).await;
    let renew = browser.open("/admin/profile/recovery-codes").await;
    let codes = browser
        .submit(&renew, "renew", &[("password", PASSWORD)])
        .await;
    let ended = browser.submit(&profile, "end-others", &[]).await;
    let forgotten = browser.open("/admin/forgotten-password").await;
    let fields = [("email", "grace@example.org")];
    let sent = browser
        .submit(&forgotten, "forgotten-password", &fields)
        .await;
    let link = house.last_link("grace@example.org").await;
    let by_link = house.browser().open(&link).await;
    vec![
        ("profile", profile),
        ("profile_ended", ended),
        ("password", password),
        ("password_short", short),
        ("renew", renew),
        ("recovery_codes", codes),
        ("forgotten", forgotten),
        ("sent", sent),
        ("new_password", by_link),
    ]
}

async fn looking_after_the_team(house: &House) -> Vec<Named> {
    house.add_member(BOB, Role::RefundManager).await;
    house
        .add_member(
            "someone.with.a.long.name@parking.borough.example.gov.uk",
            Role::Viewer,
        )
        .await;
    let (mut browser, _) = house.signed_in("eve@example.org", Role::ServiceAdmin).await;
    let invite = browser.open(&house.at("/team/invite")).await;
    let wrong = browser
        .submit(&invite, "invite-form", &[("email", "x")])
        .await;
    let fields = [("email", "new@example.org"), ("role", "accountant")];
    let team = browser.submit(&invite, "invite-form", &fields).await;
    let role = browser.follow(&team, "a[href$='/role']").await;
    let remove = browser.follow(&team, "a[href$='/remove']").await;
    let undecided = browser.submit(&remove, "colleague-form", &[]).await;
    let link = house.last_link("new@example.org").await;
    let somebody_else = browser.open(&link).await;
    let new = house.browser().open(&link).await;
    let (mut viewer, _) = house.signed_in("viewer@example.org", Role::Viewer).await;
    let seen = viewer.open(&house.at("/team")).await;
    let forbidden = viewer.open(&house.at("/team/invite")).await;
    vec![
        ("invite", invite),
        ("invite_wrong", wrong),
        ("team", team),
        ("team_seen", seen),
        ("role", role),
        ("remove", remove),
        ("remove_undecided", undecided),
        ("invitation", new),
        ("invitation_somebody_else", somebody_else),
        ("forbidden", forbidden),
    ]
}

async fn refusals(house: &House) -> Vec<Named> {
    let mut browser = house.browser();
    let nothing = browser.open("/admin/nothing").await;
    let over = browser.open("/admin/invitation/nothing").await;
    let foreign = browser
        .send("POST", "/admin/sign-in", Some("email=x"), &[])
        .await;
    let mut wait = failing(&mut browser, 6).await;
    let paused = wait.pop().unwrap();
    vec![
        ("not_found", nothing),
        ("invitation_over", over),
        ("form_over", foreign),
        ("wait", paused),
        ("locked", locked(house, &mut browser).await),
    ]
}

async fn failing(browser: &mut Browser, times: usize) -> Vec<Page> {
    let mut pages = Vec::new();
    for _ in 0..times {
        pages.push(with_password(browser, BOB, "not the right phrase").await);
    }
    pages
}

async fn locked(house: &House, browser: &mut Browser) -> Page {
    for _ in 0..16 {
        house.world.clock.pass(Duration::from_secs(2 * 60 * 60));
        failing(browser, 1).await;
    }
    with_password(browser, BOB, PASSWORD).await
}

/// The words of a page's main part and its fields' names, one line for each text.
fn words(page: &Page) -> String {
    let html = Html::parse_document(&page.html);
    let mut lines = String::new();
    for node in html.root_element().descendants() {
        let inside = |name: &str| {
            let mut above = node
                .ancestors()
                .filter_map(|above| above.value().as_element());
            above.any(|element| element.name() == name || element.attr("class") == Some(name))
        };
        match node.value() {
            Node::Text(text) if inside("main") || inside("news") => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    lines.push_str(&format!("  {text}\n"));
                }
            }
            Node::Element(element) if element.name() == "input" && inside("main") => {
                let (kind, name) = (element.attr("type"), element.attr("name"));
                if kind != Some("hidden") {
                    let kind = kind.unwrap_or_default();
                    lines.push_str(&format!("  [{kind} {}]\n", name.unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    lines
}
