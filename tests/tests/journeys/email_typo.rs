//! An e-mail address that looks misspelt, from the card page to what the API says.

use serde_json::json;
use system_tests::harness::cards::with_card;
use system_tests::harness::{Server, Walk};
use system_tests::on_every_database;

on_every_database!(a_misspelt_address_is_asked_about_and_the_answer_is_kept);

async fn a_misspelt_address_is_asked_about_and_the_answer_is_kept(server: Server) {
    for (selected, edited, kept) in [
        ("ada@gmail.com", "ada@gmial.com", "ada@gmail.com"),
        ("ada@gmial.com", "ada@gmial.com", "ada@gmial.com"),
        ("ada@gmail.com", "ada@example.org", "ada@example.org"),
    ] {
        let mut walk = Walk::begin_with(&server, json!({ "email": "ada@gmial.com" })).await;
        assert!(!walk.page.has("#email-corrected"), "nothing was sent yet");
        let form = with_card(walk.page.form("card-details"), "4242424242424242");
        let form = form.with("email", "ada@gmial.com");

        let page = walk
            .visitor
            .press(&form, "submit-card-details")
            .await
            .page();

        assert_eq!(page.status(), 200);
        let target = page.attribute("#error-summary #email-typo-error", "href");
        assert_eq!(target, Some("#email-corrected".into()));
        let own_form = ".charge-new__content > #card-details-wrap > #card-details";
        for own in [
            "input#email-corrected[type=radio][name=email-typo-sugestion][checked]",
            "input#email-uncorrected[type=radio][name=email-typo-sugestion]",
            "input[type=hidden][name=originalemail][value='ada@gmial.com']",
        ] {
            assert_eq!(page.count(&format!("{own_form} {own}")), 1, "{own}");
        }
        assert_eq!(walk.status().await, "started");

        let form = with_card(page.form("card-details"), "4242424242424242")
            .with("email", edited)
            .forged("email-typo-sugestion", selected);
        let page = walk
            .visitor
            .press(&form, "submit-card-details")
            .await
            .page();

        assert_eq!(page.title(), "Confirm your payment");
        assert_eq!(page.text("#email"), Some(kept.into()));
        let payment = walk.api.payment(&walk.payment.id).await;
        assert_eq!(payment.at("/email"), kept);
    }
}
