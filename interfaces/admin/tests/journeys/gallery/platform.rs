//! The platform's pages, the record, going live and credentials: empty, filled and with
//! something wrong.

use std::time::Duration;

use domain::account::Provider;
use domain::staff::Role;
use memory::{Behaviour, Call};

use super::{Named, said};
use crate::browser::Browser;
use crate::going_live::ask;
use crate::house::House;
use crate::platform::{KEEPER, enter};

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn what_the_platforms_pages_say() {
    insta::assert_snapshot!("platform_words", said(&pages().await));
}

/// Walks through these pages, and keeps what it sees.
pub(super) async fn pages() -> Vec<Named> {
    let house = House::build().await;
    house.world.psp.speak_for(Provider::Worldpay);
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut keeper, _) = house.keeper().await;
    let mut pages = vec![
        ("record_empty", ada.open(&house.at("/record")).await),
        ("platform_empty", keeper.open("/admin/platform").await),
        (
            "platform_work_empty",
            keeper.open("/admin/platform/work").await,
        ),
    ];
    pages.extend(going_live(&house, &mut ada).await);
    pages.extend(services(&house, &mut keeper).await);
    pages.extend(people(&house, &mut keeper).await);
    pages.extend(payments(&house, &mut keeper).await);
    pages.extend(deciding(&house, &mut ada, &mut keeper).await);
    pages.extend(credentials(&house, &mut ada).await);
    pages.extend(records(&house, &mut ada, &mut keeper).await);
    pages.extend(in_earnest().await);
    pages
}

async fn going_live(house: &House, ada: &mut Browser) -> Vec<Named> {
    let missing = ada.open(&house.at("/go-live")).await;
    house.describe().await;
    let ready = ada.open(&house.at("/go-live")).await;
    let psp = ada.open(&house.at("/go-live/psp")).await;
    let psp_wrong = ada.submit(&psp, "psp-form", &[]).await;
    let agreement = ada.submit(&psp, "psp-form", &[("psp", "worldpay")]).await;
    let not_agreed = [("agreement", "")];
    let agreement_wrong = ada.submit(&agreement, "agreement-form", &not_agreed).await;
    let agreed = [("agreement", "accepted")];
    let check = ada.submit(&agreement, "agreement-form", &agreed).await;
    let asked = ask(house, ada).await;
    vec![
        ("go_live_missing", missing),
        ("go_live_ready", ready),
        ("go_live_psp", psp),
        ("go_live_psp_wrong", psp_wrong),
        ("go_live_agreement", agreement),
        ("go_live_agreement_wrong", agreement_wrong),
        ("go_live_check", check),
        ("go_live_asked", asked),
    ]
}

async fn services(house: &House, keeper: &mut Browser) -> Vec<Named> {
    house.other_service().await;
    let all = keeper.open("/admin/platform/services").await;
    let none = keeper.open("/admin/platform/services?name=ferry").await;
    let one = keeper.open(&house.kept("")).await;
    let form = keeper.open(&house.kept("/enter")).await;
    let wrong = keeper.submit(&form, "reason-form", &[]).await;
    let stop = keeper.open(&house.kept("/stop")).await;
    let reason = [("reason", "Fraud is suspected")];
    let stopped = keeper.submit(&stop, "reason-form", &reason).await;
    let start = keeper.open(&house.kept("/start")).await;
    keeper.submit(&start, "reason-form", &reason).await;
    vec![
        ("platform_services", all),
        ("platform_services_none", none),
        ("platform_service", one),
        ("platform_enter", form),
        ("platform_enter_wrong", wrong),
        ("platform_stop", stop),
        ("platform_service_stopped", stopped),
        ("platform_start", start),
    ]
}

async fn people(house: &House, keeper: &mut Browser) -> Vec<Named> {
    house.add_member("bob@example.org", Role::Accountant).await;
    let hint = keeper.open("/admin/platform/people").await;
    let nobody = keeper.open("/admin/platform/people?email=zed").await;
    let found = keeper.open("/admin/platform/people?email=example").await;
    let me = keeper.open(&found_link(&found, KEEPER)).await;
    let ada = keeper.open(&found_link(&found, ADA)).await;
    let shut_out = keeper.follow(&ada, "#shut-out").await;
    let wrong = keeper.submit(&shut_out, "reason-form", &[]).await;
    let bob = keeper.open(&found_link(&found, "bob@example.org")).await;
    let form = keeper.follow(&bob, "#shut-out").await;
    let reason = [("reason", "Left the council")];
    let out = keeper.submit(&form, "reason-form", &reason).await;
    vec![
        ("platform_people_hint", hint),
        ("platform_people_nobody", nobody),
        ("platform_people", found),
        ("platform_person_me", me),
        ("platform_person", ada),
        ("platform_shut_out", shut_out),
        ("platform_shut_out_wrong", wrong),
        ("platform_person_out", out),
    ]
}

async fn payments(house: &House, keeper: &mut Browser) -> Vec<Named> {
    let empty = keeper.open("/admin/platform/payments").await;
    let none = keeper
        .open("/admin/platform/payments?payment=nothing")
        .await;
    let wrong = "/admin/platform/payments?payment=4242424242424242&service=x";
    let wrong = keeper.open(wrong).await;
    let created = house.created("LIC 6").await;
    let paid = house.paid("LIC 7").await;
    house.declined("LIC 8").await;
    house.world.psp.next(Call::Capture, Behaviour::Refuse);
    let stuck = house.paid("LIC 9").await;
    house.world.clock.pass(Duration::from_secs(20 * 60));
    let service = house.service_id();
    let found = format!("/admin/platform/payments?service={service}");
    let found = keeper.open(&found).await;
    let address = format!("/admin/platform/payments/{paid}");
    let not_entered = keeper.open(&address).await;
    let reason = [("reason", "They ask where their money is")];
    let inside = keeper.submit(&not_entered, "reason-form", &reason).await;
    let untouched = format!("/admin/platform/payments/{created}");
    let untouched = keeper.open(&untouched).await;
    let failing = format!("/admin/platform/payments/{stuck}");
    let failing = keeper.open(&failing).await;
    let work = keeper.open("/admin/platform/work").await;
    let run = keeper.follow(&work, ".ways a").await;
    let run_wrong = keeper.submit(&run, "reason-form", &[]).await;
    vec![
        ("platform_payments_empty", empty),
        ("platform_payments_none", none),
        ("platform_payments_wrong", wrong),
        ("platform_payments", found),
        ("platform_payment_not_entered", not_entered),
        ("platform_payment", inside),
        ("platform_payment_untouched", untouched),
        ("platform_payment_failing", failing),
        ("platform_work", work),
        ("platform_run", run),
        ("platform_run_wrong", run_wrong),
    ]
}

async fn deciding(house: &House, ada: &mut Browser, keeper: &mut Browser) -> Vec<Named> {
    let overview = keeper.open("/admin/platform").await;
    let entered = keeper.open(&house.kept("")).await;
    let team = keeper.open(&house.at("/team")).await;
    let form = keeper.open(&house.kept("/go-live")).await;
    let wrong = [("decision", "refuse")];
    let wrong = keeper.submit(&form, "decision-form", &wrong).await;
    let refuse = [
        ("decision", "refuse"),
        ("reason", "Worldpay says that there is no contract yet"),
    ];
    keeper.submit(&form, "decision-form", &refuse).await;
    let refused = ada.open(&house.at("/go-live")).await;
    vec![
        ("platform", overview),
        ("platform_service_entered", entered),
        ("team_entered", team),
        ("platform_decide", form),
        ("platform_decide_wrong", wrong),
        ("go_live_refused", refused),
    ]
}

async fn credentials(house: &House, ada: &mut Browser) -> Vec<Named> {
    const WORLDPAY: &[(&str, &str)] = &[
        ("merchant_code", "FISHINGMOTO"),
        ("username", "XMLUSER"),
        ("password", "hunter2hunter2"),
    ];
    let at = house.at("/test/psp");
    let empty = ada.open(&at).await;
    let form = ada.follow(&empty, "#enter-worldpay").await;
    let stripe = ada.follow(&empty, "#enter-stripe").await;
    let bad = [("merchant_code", "FISHINGMOTO"), ("issuer", "XYZ")];
    let wrong = ada.submit(&form, "credentials-form", &bad).await;
    let entered = ada.submit(&form, "credentials-form", WORLDPAY).await;
    let switch = ada.follow(&entered, ".set .actions a").await;
    ada.submit(&switch, "switch-form", &[]).await;
    let newer = [&WORLDPAY[1..], &[("merchant_code", "ANGLINGMOTO")]].concat();
    ada.submit(&form, "credentials-form", &newer).await;
    let filled = ada.open(&at).await;
    let sandbox = ada.follow(&filled, "#to-sandbox").await;
    let (mut looks, _) = house.signed_in("dev@example.org", Role::Developer).await;
    let seen = looks.open(&at).await;
    vec![
        ("psp_empty", empty),
        ("psp_enter", form),
        ("psp_enter_stripe", stripe),
        ("psp_enter_wrong", wrong),
        ("psp_entered", entered),
        ("psp_switch", switch),
        ("psp_filled", filled),
        ("psp_sandbox", sandbox),
        ("psp_seen", seen),
    ]
}

async fn records(house: &House, ada: &mut Browser, keeper: &mut Browser) -> Vec<Named> {
    enter(house, keeper).await;
    let filled = ada.open(&house.at("/record")).await;
    let none = ada.open(&house.at("/record?who=nobody&kind=keys")).await;
    let wrong = ada.open(&house.at("/record?fromDate=soon")).await;
    let everybody = keeper.open("/admin/platform/record").await;
    let unreadable = keeper.open("/admin/platform/record?service=x").await;
    vec![
        ("record", filled),
        ("record_none", none),
        ("record_wrong", wrong),
        ("platform_record", everybody),
        ("platform_record_wrong", unreadable),
    ]
}

async fn in_earnest() -> Vec<Named> {
    let house = House::in_earnest().await;
    house.describe().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut keeper, _) = house.keeper().await;
    ask(&house, &mut ada).await;
    let form = keeper.open(&house.kept("/go-live")).await;
    let wrong = keeper.submit(&form, "decision-form", &[]).await;
    let grant = [("decision", "grant")];
    let granted = keeper.submit(&form, "decision-form", &grant).await;
    let live = ada.open(&house.at("/go-live")).await;
    let credentials = ada.open(&house.at("/live/psp")).await;
    vec![
        ("platform_decide_live", form),
        ("platform_decide_live_wrong", wrong),
        ("platform_service_live", granted),
        ("go_live_granted", live),
        ("psp_live", credentials),
    ]
}

/// The link to somebody who was found.
fn found_link(page: &crate::browser::Page, email: &str) -> String {
    let at = page
        .texts("tbody th a")
        .iter()
        .position(|found| found == email);
    let row = format!("tbody tr:nth-child({}) th a", at.expect("them") + 1);
    page.attribute(&row, "href").expect("a link")
}
