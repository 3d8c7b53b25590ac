//! The payments of the account that is searched: one in every state, and of every
//! mode, each a second younger than the one before.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::client::ApiClient;
use system_tests::harness::Walk;
use system_tests::harness::walk::GOOD_CARD;

use crate::modes::{agreement, created, sent, unattended_request};
use crate::shown::{
    captured, merged, payment, refund_summary, search_links, sent_card, state, typed_card,
};
use crate::world::World;

/// A payment, and how searches show it.
pub(super) struct Specimen {
    pub(super) name: &'static str,
    pub(super) created: String,
    pub(super) item: Value,
}

/// All of them, the oldest first.
pub(super) struct Catalogue {
    pub(super) specimens: Vec<Specimen>,
    pub(super) agreement: String,
    /// Their ids and the provider's, and the names of these in rows.
    pub(super) names: Vec<(String, String)>,
}

impl Catalogue {
    /// The ones with these names, newest first, as a search shows them.
    pub(super) fn items(&self, names: &[&str]) -> Vec<Value> {
        let known = |name: &&str| self.specimens.iter().any(|specimen| specimen.name == *name);
        assert!(names.iter().all(known), "{names:?}");
        self.specimens
            .iter()
            .rev()
            .filter(|specimen| names.contains(&specimen.name))
            .map(|specimen| specimen.item.clone())
            .collect()
    }

    /// When one was created.
    pub(super) fn created(&self, name: &str) -> &str {
        let found = self.specimens.iter().find(|specimen| specimen.name == name);
        &found.unwrap().created
    }
}

/// Lets the provider pay out what it has.
pub(super) async fn pay_out(world: &World, on: &str) {
    let body = json!({ "settled_date": on });
    let answer = world
        .server
        .without_key()
        .post("/sandbox/api/settlements", &body)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// Creates all of them.
pub(super) async fn prepare(world: &World) -> Catalogue {
    let api = &world.searched.api;
    let mut shelf = Shelf {
        world,
        api,
        specimens: Vec::new(),
        names: Vec::new(),
    };
    let old = api.create(json!({ "reference": "old" })).await.id;
    shelf
        .put("expired", &old, web("old", "expired", json!({})))
        .await;
    world.server.advance(Duration::from_secs(2 * 60 * 60)).await;

    let known = json!({ "reference": "Alpha", "email": "First.Person@Example.org" });
    let id = api.create(known.clone()).await.id;
    shelf
        .put("created", &id, web("Alpha", "created", known))
        .await;

    let known =
        json!({ "reference": "ALPHA", "email": "second@example.org", "metadata": { "desk": 4 } });
    let id = sent(api, known.clone(), json!({})).await;
    let settled = merged(captured(), json!({ "settled_date": "<first payday>" }));
    let paid = merged(known, json!({ "settlement_summary": settled }));
    shelf
        .put(
            "paid",
            &id,
            by_service("success", GOOD_CARD, "Ade Okafor", paid),
        )
        .await;
    pay_out(world, "2026-03-04").await;

    for (name, reference, number, holder) in [
        ("declined", "beta", "4000000000000002", "Bo 100%_O'Neil"),
        ("error", "delta", "4000000000000119", "Élodie Xu"),
        ("capturable", "gamma", "5200828282828210", "Cai Adeyemi"),
    ] {
        let mut known = json!({ "reference": reference, "email": format!("{name}@example.org") });
        if name == "capturable" {
            known["delayed_capture"] = json!(true);
        }
        let card = json!({ "card_number": number, "cardholder_name": holder });
        let id = sent(api, known.clone(), card).await;
        shelf
            .put(name, &id, by_service(name, number, holder, known))
            .await;
    }

    let id = api.create(json!({ "reference": "beta 100%" })).await.id;
    api.cancel(&id).await;
    shelf
        .put("cancelled", &id, web("beta 100%", "cancelled", json!({})))
        .await;
    shelf.walked().await;
    shelf.reported().await;
    let agreement = shelf.recurring().await;
    Catalogue {
        specimens: shelf.specimens,
        agreement,
        names: shelf.names,
    }
}

/// Where they are put, one by one.
struct Shelf<'a> {
    world: &'a World,
    api: &'a ApiClient,
    specimens: Vec<Specimen>,
    names: Vec<(String, String)>,
}

impl Shelf<'_> {
    async fn put(&mut self, name: &'static str, id: &str, item: Value) {
        let payment = self.api.payment(id).await;
        let (own, providers) = (format!("<{name}>"), format!("<{name}, provider>"));
        let text = item.to_string().replace("<id>", &own);
        let item = serde_json::from_str(&text.replace("<uuid>", &providers)).unwrap();
        self.names.push((id.to_owned(), own));
        if let Some(id) = payment.at("/provider_id").as_str() {
            self.names.push((id.to_owned(), providers));
        }
        self.specimens.push(Specimen {
            name,
            created: payment.at("/created_date").as_str().unwrap().to_owned(),
            item,
        });
        self.world.server.advance(Duration::from_secs(1)).await;
    }

    async fn begin(&self, reference: &str) -> Walk {
        let extra = json!({ "reference": reference });
        Walk::begin_as(&self.world.server, self.api, extra).await
    }

    /// Those that somebody has begun to pay.
    async fn walked(&mut self) {
        let mut abandoned = self.begin("epsilon").await;
        abandoned.cancel().await;
        let item = web("epsilon", "abandoned", json!({}));
        self.put("abandoned", &abandoned.payment.id, item).await;
        let started = self.begin("zeta").await;
        self.put(
            "started",
            &started.payment.id,
            web("zeta", "started", json!({})),
        )
        .await;
        let mut submitted = self.begin("eta").await;
        submitted.submit_card(GOOD_CARD).await;
        let item = web(
            "eta",
            "submitted",
            by_card(json!({ "provider_id": "<uuid>" })),
        );
        self.put("submitted", &submitted.payment.id, item).await;
    }

    /// One that was taken by telephone.
    async fn reported(&mut self) {
        let body = json!({
            "amount": 14_500,
            "reference": "kappa",
            "description": "Street trading licence",
            "processor_id": "ivr-1",
            "provider_id": "call-7",
            "payment_outcome": { "status": "success" },
            "name_on_card": "Eve",
            "card_type": "maestro",
            "first_six_digits": "675964",
            "last_four_digits": "0042",
            "card_expiry": "11/39",
        });
        let answer = self.api.post("/v1/payment_notification", &body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let id = answer.at("/payment_id").as_str().unwrap().to_owned();
        let mut card = sent_card("6759640000000042", "Maestro", None);
        card["cardholder_name"] = json!("Eve");
        let item = payment(json!({
            "reference": "kappa",
            "moto": true,
            "authorisation_mode": "external",
            "state": state("success"),
            "refund_summary": refund_summary("pending", 14_500),
            "settlement_summary": { "capture_submit_time": "<instant>" },
            "card_details": card,
            "card_brand": "Maestro",
            "provider_id": "<uuid>",
            "_links": search_links(&[]),
        }));
        self.put("external", &id, item).await;
    }

    /// One that sets an agreement up, and one that is taken on it. Neither names it
    /// among search results.
    async fn recurring(&mut self) -> String {
        let agreement = agreement(self.api, "AGR-SEARCHED").await;
        let extra = json!({ "reference": "theta", "set_up_agreement": agreement });
        let set_up = self.world.captured_as(self.api, extra).await;
        let settled = merged(captured(), json!({ "settled_date": "<second payday>" }));
        let part = json!({
            "agreement_payment_type": "recurring",
            "provider_id": "<uuid>",
            "settlement_summary": settled,
        });
        let item = web("theta", "success", by_card(part.clone()));
        self.put("set up", &set_up, item).await;
        let body = json!({ "reference": "iota", "agreement_id": agreement });
        let taken = created(self.api, &unattended_request("agreement", body)).await;
        self.world.server.advance(Duration::from_secs(60)).await;
        let item = merged(
            web("iota", "success", by_card(part)),
            json!({ "return_url": null, "email": null, "authorisation_mode": "agreement" }),
        );
        self.put("recurring", &taken, item).await;
        pay_out(self.world, "2026-03-06").await;
        agreement
    }
}

/// What the card page adds.
fn by_card(extra: Value) -> Value {
    let card = json!({
        "email": "ade.okafor@example.org",
        "card_details": typed_card(GOOD_CARD, "Visa", Some("credit")),
        "card_brand": "Visa",
    });
    merged(card, extra)
}

/// A web payment as a search shows it.
fn web(reference: &str, name: &str, extra: Value) -> Value {
    let web = json!({
        "reference": reference,
        "return_url": "https://licences.example.org/applications/2291",
    });
    merged(merged(payment(web), in_state(name)), extra)
}

/// A payment whose card its service sent, as a search shows it.
fn by_service(name: &str, number: &str, holder: &str, extra: Value) -> Value {
    let (brand, card_type) = match number {
        "5200828282828210" => ("Mastercard", Some("debit")),
        GOOD_CARD => ("Visa", Some("credit")),
        _ => ("Visa", None),
    };
    let mut card = sent_card(number, brand, card_type);
    card["cardholder_name"] = json!(holder);
    let mut shown = payment(json!({
        "moto": true,
        "authorisation_mode": "moto_api",
        "card_details": card,
        "card_brand": brand,
    }));
    if card_type.is_some() {
        shown["provider_id"] = json!("<uuid>");
    }
    merged(merged(shown, in_state(name)), extra)
}

/// What the state makes of it.
fn in_state(name: &str) -> Value {
    let (summary, besides): (&str, &[&str]) = match name {
        "created" | "started" | "submitted" => ("pending", &["cancel"]),
        "capturable" => ("unavailable", &["cancel", "capture"]),
        "success" => ("available", &[]),
        _ => ("unavailable", &[]),
    };
    json!({
        "state": state(name),
        "refund_summary": refund_summary(summary, 14_500),
        "_links": search_links(besides),
    })
}
