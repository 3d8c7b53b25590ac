//! E-mails to paying users: the settings, the previews, and what became of them.

use std::time::Duration;

use domain::staff::Role;
use memory::MailMishap;

use super::transactions::without_id;
use super::{Named, likeness, said};
use crate::browser::Browser;
use crate::house::House;

const PARAGRAPH: &str = "Bring your licence along, or show it on your phone. If anything is wrong \
                         with it, tell us and quote $reference.\n\nTight lines!";

/// Work that tells somebody something.
const WORK: &str = "platform_work_of_messages";

#[tokio::test]
async fn what_the_emails_pages_say() {
    let mut pages = pages().await;
    // What else waits is for the work to know.
    pages.retain(|(name, _)| !name.ends_with(super::LETTER) && *name != WORK);
    let said = said(&pages);
    let words = said.split_inclusive([' ', '\n']).map(without_id);
    insta::assert_snapshot!("words_of_emails", words.collect::<String>());
}

/// Walks through the pages, and keeps what it sees.
pub(super) async fn pages() -> Vec<Named> {
    let house = likeness::house().await;
    let (mut ada, _) = house
        .signed_in("mail.ada@example.org", Role::ServiceAdmin)
        .await;
    let mut pages = sent(&house, &mut ada).await;
    pages.extend(settings(&house, &mut ada).await);
    pages
}

async fn settings(house: &House, ada: &mut Browser) -> Vec<Named> {
    let at = |page: &str| house.at(&format!("/test/settings/{page}"));
    let confirmations = ada.open(&at("confirmation-emails")).await;
    let refunds = ada.open(&at("refund-emails")).await;
    let empty = ada.open(&at("email-paragraph")).await;
    let nothing = ada.submit(&empty, "change-setting", &[]).await;
    let long = "Far too long. ".repeat(400);
    let long = ada
        .submit(&empty, "change-setting", &[("paragraph", &long)])
        .await;
    let fields = [("paragraph", PARAGRAPH)];
    let changed = ada.submit(&empty, "change-setting", &fields).await;
    let filled = ada.open(&at("email-paragraph")).await;
    let preview = ada.open(&at("email-previews")).await;
    let welsh = ada
        .open(&at("email-previews?email=refund&language=cy"))
        .await;
    let letter = ada.follow(&preview, "#letter-alone").await;
    let welsh_letter = ada.follow(&welsh, "#letter-alone").await;
    let email = ada.open(&at("email")).await;
    let off = ada
        .submit(&email, "change-setting", &[("answer", "off")])
        .await;
    let not_sent = ada.open(&at("email-paragraph")).await;
    vec![
        ("emails_confirmations", confirmations),
        ("emails_refunds", refunds),
        ("emails_paragraph", empty),
        ("emails_paragraph_nothing", nothing),
        ("emails_paragraph_long", long),
        ("emails_settings", changed),
        ("emails_paragraph_filled", filled),
        ("emails_preview", preview),
        ("emails_preview_letter", letter),
        ("emails_preview_welsh", welsh),
        ("emails_preview_welsh_letter", welsh_letter),
        ("emails_settings_off", off),
        ("emails_paragraph_not_sent", not_sent),
    ]
}

async fn sent(house: &House, ada: &mut Browser) -> Vec<Named> {
    let (mut keeper, _) = house.keeper().await;
    let none = keeper.open("/admin/platform/emails").await;
    let taken = house.paid("LIC 1").await;
    house.messages_go_out().await;
    house.world.mailer.fail(Some(MailMishap::NotNow));
    let busy = house.paid("LIC 2").await;
    house.messages_go_out().await;
    house.world.mailer.fail(Some(MailMishap::Never));
    let refused = house.paid("LIC 3").await;
    house.messages_go_out().await;
    let mut somebody = house.browser();
    let forgotten = somebody.open("/admin/forgotten-password").await;
    let fields = [("email", "mail.ada@example.org")];
    somebody
        .submit(&forgotten, "forgotten-password", &fields)
        .await;
    house.mail().await;
    let waiting = house.paid("LIC 4").await;
    house.hand_on_events().await;
    let given_up = keeper.open("/admin/platform/emails").await;
    let overview = keeper.open("/admin/platform").await;
    let pages = vec![
        (
            "emails_of_payment",
            ada.open(&house.at_payment(&taken, "")).await,
        ),
        (
            "emails_of_payment_busy",
            ada.open(&house.at_payment(&busy, "")).await,
        ),
        (
            "emails_of_payment_refused",
            ada.open(&house.at_payment(&refused, "")).await,
        ),
        (
            "emails_of_payment_waiting",
            ada.open(&house.at_payment(&waiting, "")).await,
        ),
        ("platform_emails_none", none),
        ("platform_emails", given_up),
        ("platform_emails_overview", overview),
    ];
    house.world.clock.pass(Duration::from_secs(20 * 60));
    let work = keeper.open("/admin/platform/work").await;
    pages.into_iter().chain([(WORK, work)]).collect()
}
