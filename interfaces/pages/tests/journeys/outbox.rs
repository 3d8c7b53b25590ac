//! The outbox's list, for people and for programs.

use domain::email::{EmailContent, EmailState, OutgoingEmail, StaffMessage};
use domain::id::ID_LENGTH;
use domain::ports::Store;
use domain::{EmailId, Timestamp};
use memory::START;
use poem::http::StatusCode;
use serde_json::Value;

use crate::house::House;

/// An e-mail to somebody, written so many seconds after the start.
fn email(number: u8, to: &str) -> OutgoingEmail {
    let seconds = i64::from(number);
    let mut random = [number % 32; ID_LENGTH];
    random[0] = number / 32;
    OutgoingEmail {
        id: EmailId::from_random(random),
        about: None,
        to: to.to_owned(),
        content: EmailContent::Staff(StaffMessage::PasswordChanged),
        state: EmailState::Waiting,
        attempts: 0,
        last_failure: None,
        written_at: Timestamp::from_millis(START.as_millis() + seconds * 1_000),
    }
}

async fn write(house: &House, emails: &[OutgoingEmail]) {
    let mut unit = house.world.store.begin().await.unwrap();
    for email in emails {
        unit.emails().add(email).await.unwrap();
    }
    unit.commit().await.unwrap();
}

async fn listed(house: &House, query: &str) -> Vec<Value> {
    let address = format!("/outbox.json{query}");
    let answer = house.browser().open(&address).await;
    assert_eq!(answer.header("content-type"), "application/json");
    let answer: Value = serde_json::from_str(&answer.html).unwrap();
    answer["emails"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_empty_outbox_says_how_to_get_an_email() {
    let house = House::build().await;
    let mut browser = house.browser();
    let sandbox = browser.open("/sandbox").await;

    let page = browser.follow(&sandbox, "#to-outbox").await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.title(), "Outbox - Bursar");
    assert!(page.text("#no-emails").contains("none yet"));
    assert!(!page.has("#emails") && !page.has("#newer") && !page.has("#older"));
    assert_eq!(
        page.text("#listing-call"),
        "curl -s 'http://127.0.0.1:8080/outbox.json?to=ada@example.org'"
    );
    assert!(listed(&house, "").await.is_empty());
    assert_eq!(
        page.header("cache-control").split(',').next(),
        Some("private")
    );
}

#[tokio::test]
async fn many_emails_are_listed_page_by_page_newest_first() {
    let house = House::build().await;
    let emails: Vec<_> = (0..45)
        .map(|number| email(number, &format!("n{number}@example.org")))
        .collect();
    write(&house, &emails).await;
    let mut browser = house.browser();

    let first = browser.open("/outbox").await;
    let second = browser.follow(&first, "#older").await;
    let third = browser.follow(&second, "#older").await;
    let back = browser.follow(&second, "#newer").await;
    let beyond = browser.open("/outbox?page=99").await;
    let nonsense = browser.open("/outbox?page=-1").await;

    let to = "#emails tbody td:nth-child(2)";
    assert_eq!(first.texts(to).first().unwrap(), "n44@example.org");
    assert_eq!(
        first.text("#showing"),
        "E-mails 1 to 20 of 45, newest first"
    );
    assert_eq!(second.texts(to).first().unwrap(), "n24@example.org");
    assert_eq!(
        third.text("#showing"),
        "E-mails 41 to 45 of 45, newest first"
    );
    assert_eq!(third.texts(to).last().unwrap(), "n0@example.org");
    assert!(!first.has("#newer") && !third.has("#older"));
    for (page, same) in [(&back, &first), (&beyond, &third), (&nonsense, &first)] {
        assert_eq!(page.html, same.html);
    }
    let all: Vec<Value> = listed(&house, "").await;
    assert_eq!((all.len(), &all[44]["to"]), (45, &"n0@example.org".into()));
}

#[tokio::test]
async fn programs_read_every_part_of_an_email_and_choose_by_address() {
    let house = House::build().await;
    let sent = OutgoingEmail {
        state: EmailState::Sent(START),
        attempts: 1,
        ..email(2, "Ada+Pay@example.org")
    };
    write(&house, &[email(1, "grace@example.org"), sent]).await;

    let all = listed(&house, "").await;

    let mut names: Vec<&str> = all[0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "html",
            "id",
            "kind",
            "state",
            "subject",
            "text",
            "to",
            "written_at"
        ]
    );
    assert_eq!(all[0]["id"], format!("0{}", "2".repeat(ID_LENGTH - 1)));
    assert_eq!(all[0]["to"], "Ada+Pay@example.org");
    assert_eq!(all[0]["kind"], "password_changed");
    assert_eq!(
        (&all[0]["state"], &all[1]["state"]),
        (&"sent".into(), &"waiting".into())
    );
    assert_eq!(all[0]["written_at"], "2026-06-24T12:00:02.000Z");
    assert_eq!(all[0]["subject"], "PasswordChanged");
    for (query, expected) in [
        ("?to=ada%2Bpay@example.org", 1),
        ("?to=ada+pay@EXAMPLE.org", 1),
        ("?to=grace@example.org", 1),
        ("?to=example.org", 0),
        ("?to=", 0),
    ] {
        assert_eq!(listed(&house, query).await.len(), expected, "{query}");
    }
}

#[tokio::test]
async fn what_strangers_write_is_never_markup() {
    let house = House::build().await;
    let hostile = OutgoingEmail {
        last_failure: Some("550 <b>no</b>".to_owned()),
        state: EmailState::Failed(START),
        ..email(3, "\"<i>\"&@example.org")
    };
    write(&house, std::slice::from_ref(&hostile)).await;
    let mut browser = house.browser();

    let list = browser.open("/outbox").await;
    let one = browser.follow(&list, "#emails a").await;

    for page in [&list, &one] {
        assert!(!page.has("main b") && !page.has("main i"));
        assert!(page.text("main").contains("550 <b>no</b>"));
        assert!(page.text("main").contains(&hostile.to));
    }
}

#[tokio::test]
async fn production_has_no_outbox() {
    let house = House::build_with(|settings| settings.sandbox = false).await;
    let known = email(1, "ada@example.org");
    write(&house, std::slice::from_ref(&known)).await;
    let one = format!("/outbox/{}", known.id);

    for address in [
        "/outbox",
        "/outbox?page=1",
        "/outbox.json",
        &one,
        &format!("{one}/html"),
        &format!("{one}/text"),
    ] {
        let page = house.browser().open(address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert!(!page.html.contains("ada@example.org"), "{address}");
    }
}
