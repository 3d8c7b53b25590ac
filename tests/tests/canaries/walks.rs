//! What people do with their cards, rightly and wrongly.

use memory::{Behaviour, Call, MemoryPsp};
use serde_json::json;
use system_tests::client::cookies::From;
use system_tests::client::exchange::{Answer, Sent};
use system_tests::client::{Form, Landing, Page};
use system_tests::harness::cards::with_card;
use system_tests::harness::{Server, Walk};

use crate::canary::{
    AMEX, AMEX_CODE, CODE, DECLINED, FAILING, GOOD, MISTYPED, NOT_TAKEN, PLANTED, Secret, UNKNOWN,
};

/// Everything that was shown to anybody.
#[derive(Default)]
pub(crate) struct Shown(Vec<(String, String)>);

impl Shown {
    fn page(&mut self, page: &Page) {
        let headers = format!("{:?}", page.answer.headers);
        self.0.push((format!("page {}", page.url), headers));
        self.0.push((format!("page {}", page.url), page.html()));
    }

    fn landing(&mut self, landing: &Landing) {
        match landing {
            Landing::Page(page) => self.page(page),
            Landing::Away(url) => self.0.push(("page away".to_owned(), url.to_string())),
        }
    }

    /// What the API answered.
    pub(crate) fn answer(&mut self, name: &str, answer: &Answer) {
        let text = format!("{:?} {}", answer.headers, answer.text());
        self.text(name, text);
    }

    fn text(&mut self, name: &str, text: String) {
        self.0.push((format!("page {name}"), text));
    }

    pub(crate) fn pages(&self) -> Vec<(String, String)> {
        self.0.clone()
    }
}

/// The form with a card and our own security code.
fn filled(walk: &Walk, number: &str) -> Form {
    let code = if number.starts_with("37") {
        AMEX_CODE
    } else {
        CODE
    };
    with_card(walk.page.form("card-details"), number).with("cvc", code)
}

async fn submit(walk: &mut Walk, form: &Form, shown: &mut Shown) {
    let landing = walk.visitor.press(form, "submit-card-details").await;
    shown.landing(&landing);
    if let Landing::Page(page) = landing {
        walk.page = page;
    }
}

/// Every walk over a PSP that works.
pub(crate) async fn all(server: &Server, shown: &mut Shown) {
    for number in [GOOD, AMEX, DECLINED, FAILING, NOT_TAKEN, UNKNOWN, MISTYPED] {
        let mut walk = Walk::begin(server).await;
        let form = filled(&walk, number);
        submit(&mut walk, &form, shown).await;
        if walk.page.has("form#confirmation") {
            let form = walk.page.form("confirmation");
            let confirmed = walk.visitor.press(&form, "confirm").await;
            shown.landing(&confirmed);
            let refund = walk.api.refund(&walk.payment.id, json!({ "amount": 1 }));
            shown.text("refund", refund.await.text());
        }
        shown.text("payment", walk.api.payment(&walk.payment.id).await.text());
    }
    in_wrong_fields(server, shown).await;
    in_wrong_places(server, shown).await;
    planted(server, shown).await;
}

async fn in_wrong_fields(server: &Server, shown: &mut Shown) {
    let mut walk = Walk::begin(server).await;
    let spaced = "4444 3333 2222 1111";
    for field in [
        "cardholderName",
        "addressLine1",
        "addressLine2",
        "addressCity",
        "addressPostcode",
        "email",
        "cvc",
        "expiryMonth",
        "expiryYear",
    ] {
        for number in [GOOD, spaced] {
            let form = filled(&walk, DECLINED).forged(field, number);
            submit(&mut walk, &form, shown).await;
            assert!(
                walk.page.has("form#card-details"),
                "{field} took a card number"
            );
        }
    }
    for (field, value) in [
        ("cardholderName", CODE),
        ("cardNo", CODE),
        ("cardNo", "4444-3333-2222-1111"),
    ] {
        let form = filled(&walk, DECLINED).forged(field, value);
        submit(&mut walk, &form, shown).await;
        assert!(walk.page.has("form#card-details"), "{field} took {value}");
    }
    let no_expiry = filled(&walk, GOOD).forged("expiryMonth", "");
    submit(&mut walk, &no_expiry, shown).await;
    let foreign = filled(&walk, GOOD).forged("csrfToken", "forged");
    let landing = walk.visitor.press(&foreign, "submit-card-details").await;
    shown.landing(&landing);
}

/// Where no card belongs at all.
async fn in_wrong_places(server: &Server, shown: &mut Shown) {
    let mut walk = Walk::begin(server).await;
    let body = filled(&walk, GOOD).pressed("submit-card-details");
    for address in [
        walk.address(""),
        walk.address("/confirm"),
        walk.address("/cancel"),
        format!("/check_card/{}", walk.payment.id),
        "/secure".to_owned(),
        "/nowhere".to_owned(),
    ] {
        let url = walk.page.url.join(&address).unwrap();
        for from in [From::Here, From::AnotherSite] {
            let mut visitor = walk.visitor.clone();
            let answer = visitor.send("POST", &url, Some(body.clone()), from).await;
            shown.text(&address, format!("{:?} {}", answer.headers, answer.text()));
        }
        let asked = walk
            .page
            .url
            .join(&format!("{address}?cardNo={GOOD}&cvc={CODE}"))
            .unwrap();
        let answer = walk.visitor.send("GET", &asked, None, From::Here).await;
        shown.text(&address, answer.text());
    }
    let api = server.api();
    for text in [
        format!("{{\"amount\": {GOOD}, \"reference\": \"x\""),
        format!("{{\"amount\": {GOOD}}}"),
        format!("{{\"amount\": \"{GOOD}\", \"cvc\": \"{CODE}\"}}"),
        format!("cardNo={GOOD}&cvc={CODE}"),
    ] {
        let answer = api.post_text("/v1/payments", &text).await;
        shown.text("api", answer.text());
    }
    let stray = Sent::new("GET", &format!("/v1/payments/{GOOD}"));
    shown.text("api", stray.to(server.address()).await.text());
}

/// What must be found: a description is shown, kept, and nobody's secret.
async fn planted(server: &Server, shown: &mut Shown) {
    let Secret::Number(planted) = PLANTED else {
        panic!("a number is planted");
    };
    let walk = Walk::begin_with(server, json!({ "description": planted })).await;
    shown.page(&walk.page);
}

/// Every walk over a PSP that does not.
pub(crate) async fn with_mishaps(server: &Server, psp: &MemoryPsp, shown: &mut Shown) {
    for behaviour in [
        Behaviour::LoseAnswer,
        Behaviour::LoseRequest,
        Behaviour::NotSend,
        Behaviour::Refuse,
        Behaviour::Fail,
    ] {
        psp.next(Call::Authorise, behaviour);
        let mut walk = Walk::begin(server).await;
        let form = filled(&walk, GOOD);
        submit(&mut walk, &form, shown).await;
        server.advance(std::time::Duration::from_secs(10)).await;
        shown.text("payment", walk.api.payment(&walk.payment.id).await.text());
    }
}
