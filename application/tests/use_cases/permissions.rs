//! What is refused of a request for a payment, and which refusal comes first.

use std::sync::Arc;

use application::accounts::change::AccountChange;
use application::payments::create::{CreatePayment, CreatePaymentError};
use application::{Application, Policy};
use domain::account::{Mode, Provider};
use domain::id::ID_LENGTH;
use domain::payment::{AuthorisationMode, Email, PrefilledCardholder, Reference, ReturnUrl};
use domain::ports::{Psp, Psps, Store};
use domain::{AccountId, Amount};

use crate::scene::recurring::setting_up;
use crate::scene::{Scene, by_api, new_payment, on_agreement, policy, ports, repeatable};

/// A text that has the shape of an agreement's id.
const NO_AGREEMENT: &str = "abcdefghijklmnopqrstuvwxyz";

/// No PSP at all.
struct NoPsps;

impl Psps for NoPsps {
    fn psp(&self, _: Provider) -> Option<Arc<dyn Psp>> {
        None
    }
}

/// A policy that minds card numbers.
fn careful() -> Policy {
    Policy {
        refuses_card_numbers_as_references: true,
        ..policy()
    }
}

/// A change of an account's switches.
fn on(recurring: Option<bool>, disabled: Option<bool>) -> AccountChange {
    AccountChange {
        recurring,
        disabled,
        ..AccountChange::default()
    }
}

/// The same world with an account besides.
async fn another_account(scene: &Scene) -> Scene {
    Scene::over(scene.world.clone()).await
}

/// Writes down the account as it stands there; live ones are not opened in sandboxes.
async fn save(scene: &Scene) {
    let mut unit = scene.world.store.begin().await.unwrap();
    let mut account = scene.service.account.clone();
    unit.accounts().save_account(&mut account).await.unwrap();
    unit.commit().await.unwrap();
}

/// The error's name, and the member it names.
fn name(error: &CreatePaymentError) -> String {
    let debug = format!("{error:?}");
    debug.replace("(KeyInUse)", "").replace("\"", "")
}

async fn refusal(scene: &Scene, command: CreatePayment) -> String {
    match scene.create(command).await {
        Ok(_) => "none".to_owned(),
        Err(error) => name(&error),
    }
}

/// Everything that can be wrong with a payment on an agreement, worst first, and
/// how it is put right.
#[tokio::test]
async fn the_first_refusal_of_a_payment_on_an_agreement_wins() {
    let scene = Scene::new().await;
    let inactive = scene.agreed().await;
    let active = scene.active_with_good_card().await;
    scene
        .create(CreatePayment {
            repeatable: repeatable("Key", "a"),
            ..on_agreement(active.as_str())
        })
        .await
        .unwrap();
    let mut scene = scene
        .with_account(on(Some(false), Some(true)))
        .await
        .through(|ports| ports.psps = Arc::new(NoPsps));
    let mut command = CreatePayment {
        amount: Amount::ZERO,
        moto: true,
        agreement: None,
        set_up_agreement: Some(NO_AGREEMENT.to_owned()),
        email: Some(Email::parse("ada@example.org").unwrap()),
        prefilled: Some(PrefilledCardholder {
            name: Some("Ada".to_owned()),
            billing_address: None,
        }),
        repeatable: repeatable("Key", "b"),
        ..on_agreement(NO_AGREEMENT)
    };

    assert_eq!(refusal(&scene, command.clone()).await, "KeyInUse");
    command.repeatable = None;
    assert_eq!(
        refusal(&scene, command.clone()).await,
        "AccountNotConfigured"
    );
    scene = scene.through(|_| ());
    assert_eq!(refusal(&scene, command.clone()).await, "AccountDisabled");
    scene = scene.with_account(on(None, Some(false))).await;
    // The account takes orders by telephone, or that refusal would come here.
    assert_eq!(refusal(&scene, command.clone()).await, "RecurringDisabled");
    scene = scene.with_account(on(Some(true), None)).await;
    assert_eq!(refusal(&scene, command.clone()).await, "AgreementMissing");
    command.agreement = Some(NO_AGREEMENT.to_owned());
    assert_eq!(
        refusal(&scene, command.clone()).await,
        "Unexpected(set_up_agreement)"
    );
    command.set_up_agreement = None;
    assert_eq!(refusal(&scene, command.clone()).await, "Unexpected(moto)");
    command.moto = false;
    assert_eq!(refusal(&scene, command.clone()).await, "Unexpected(email)");
    command.email = Some(Email::parse(" ").unwrap());
    assert_eq!(
        refusal(&scene, command.clone()).await,
        "Unexpected(prefilled_cardholder_details)"
    );
    command.prefilled = None;
    assert_eq!(refusal(&scene, command.clone()).await, "ZeroNotAllowed");
    command.amount = Amount::MAX;
    assert_eq!(refusal(&scene, command.clone()).await, "NoSuchAgreement");
    command.agreement = Some("nonsense".to_owned());
    assert_eq!(refusal(&scene, command.clone()).await, "NoSuchAgreement");
    command.agreement = Some(inactive.as_str().to_owned());
    assert_eq!(refusal(&scene, command.clone()).await, "AgreementNotActive");
    command.agreement = Some(active.as_str().to_owned());
    assert_eq!(refusal(&scene, command).await, "none");
}

#[tokio::test]
async fn the_first_refusal_of_a_web_payment_wins() {
    let scene = Scene::new().await;
    let agreement = scene.agreed().await;
    let mut live = another_account(&scene).await;
    live.service.account.mode = Mode::Live;
    live.service.account.recurring = false;
    live.service.account.allows_moto = false;
    save(&live).await;
    live = live.with_account(on(None, Some(true))).await;
    let mut without_psps = ports(&scene.world);
    without_psps.psps = Arc::new(NoPsps);
    live.application = Application::new(without_psps, careful());
    let mut command = CreatePayment {
        amount: Amount::ZERO,
        return_url: Some(ReturnUrl::parse("http://service.example/done").unwrap()),
        reference: Reference::parse("4242 4242-4242 4242").unwrap(),
        typed_reference: true,
        moto: true,
        ..setting_up(&agreement, false)
    };

    assert_eq!(refusal(&live, command.clone()).await, "ReturnUrlNotHttps");
    command.return_url = Some(ReturnUrl::parse("https://service.example/done").unwrap());
    assert_eq!(
        refusal(&live, command.clone()).await,
        "AccountNotConfigured"
    );
    live = live.under(careful());
    assert_eq!(refusal(&live, command.clone()).await, "AccountDisabled");
    live = live.with_account(on(None, Some(false))).await;
    assert_eq!(refusal(&live, command.clone()).await, "MotoNotAllowed");
    command.moto = false;
    assert_eq!(
        refusal(&live, command.clone()).await,
        "CardNumberAsReference"
    );
    command.typed_reference = false;
    assert_eq!(refusal(&live, command.clone()).await, "RecurringDisabled");
    live = live.with_account(on(Some(true), None)).await;
    assert_eq!(refusal(&live, command.clone()).await, "ZeroNotAllowed");
    command.amount = Amount::MAX;
    // The agreement is another account's.
    assert_eq!(refusal(&live, command.clone()).await, "NoSuchAgreement");
    command.set_up_agreement = None;
    assert_eq!(refusal(&live, command).await, "none");
}

#[tokio::test]
async fn the_first_refusal_of_a_payment_by_api_wins() {
    let scene = Scene::new().await;
    let agreement = scene.agreed().await;
    let off = AccountChange {
        allows_moto: Some(false),
        allows_moto_api: Some(false),
        recurring: Some(false),
        ..AccountChange::default()
    };
    let mut scene = scene.with_account(off).await;
    let mut command = CreatePayment {
        amount: Amount::ZERO,
        moto: true,
        set_up_agreement: Some(agreement.as_str().to_owned()),
        ..by_api(false)
    };

    assert_eq!(refusal(&scene, command.clone()).await, "MotoApiNotAllowed");
    let on = AccountChange {
        allows_moto_api: Some(true),
        ..AccountChange::default()
    };
    scene = scene.with_account(on).await;
    assert_eq!(
        refusal(&scene, command.clone()).await,
        "Unexpected(agreement_id)"
    );
    command.set_up_agreement = None;
    assert_eq!(refusal(&scene, command.clone()).await, "ZeroNotAllowed");
    command.amount = Amount::MAX;
    assert_eq!(refusal(&scene, command).await, "none");
}

#[tokio::test]
async fn an_account_that_is_gone_takes_no_payment() {
    let mut scene = Scene::new().await;
    scene.service.account.id = AccountId::from_random([9; ID_LENGTH]);

    assert_eq!(refusal(&scene, new_payment(false)).await, "AccountUnknown");
}

#[tokio::test]
async fn card_numbers_are_refused_as_references_where_the_operator_says_so() {
    let careless = Scene::new().await;
    let careful = careless.under(careful());
    let typed = |reference: &str, typed_reference| CreatePayment {
        reference: Reference::parse(reference).unwrap(),
        typed_reference,
        ..new_payment(false)
    };

    for (reference, expected) in [
        ("4242424242424242", "CardNumberAsReference"),
        ("4242-4242 42424242", "CardNumberAsReference"),
        ("4242424242424241", "none"),
        ("9999999999999995", "none"),
        ("LIC 4242424242424242", "none"),
        ("4242", "none"),
    ] {
        assert_eq!(refusal(&careful, typed(reference, true)).await, expected);
        assert_eq!(refusal(&careful, typed(reference, false)).await, "none");
        assert_eq!(refusal(&careless, typed(reference, true)).await, "none");
    }
}

#[tokio::test]
async fn a_payment_by_api_is_one_by_telephone_whatever_the_account_permits_on_its_pages() {
    let off = AccountChange {
        allows_moto: Some(false),
        ..AccountChange::default()
    };
    let scene = Scene::new().await.with_account(off).await;

    let created = scene.create(by_api(false)).await.unwrap();

    assert!(created.linked.payment.moto);
    assert_eq!(created.linked.payment.mode, AuthorisationMode::MotoApi);
}
