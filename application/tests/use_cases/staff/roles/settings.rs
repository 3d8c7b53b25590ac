//! Settings, keys, credentials, and what a service is.

use Permission as P;
use application::accounts::change::AccountChange;
use application::staff::going_live::GoLiveDecision;
use domain::CredentialsId;
use domain::account::{Branding, Credentials, CredentialsState, Mode, Provider};
use domain::id::ID_LENGTH;
use domain::payment::Language;
use domain::ports::Store;
use domain::staff::Permission;
use secrecy::SecretString;

use super::super::details::typed;
use super::{Answer, Needs, Walk};

pub(super) async fn walk(walk: &mut Walk) {
    settings(walk).await;
    keys(walk).await;
    credentials(walk).await;
    details(walk).await;
}

async fn settings(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let (house, mode) = (walk.house.clone(), walk.mode);

    let see = P::SeeSettings;
    let done = application.account_for(&staff, &house, mode, see).await;
    walk.note("account_for", Needs::May(see), done);
    let done = application.staff_settings(&staff, &house, mode).await;
    walk.note("staff_settings", Needs::May(see), done);
    let welsh = Language::Welsh;
    let done = application.preview_emails(&staff, &house, mode, welsh);
    walk.note("preview_emails", Needs::May(see), done.await);
    let usual = AccountChange {
        takes_prepaid: Some(false),
        ..AccountChange::default()
    };
    let done = application.staff_change_settings(&staff, &house, mode, usual);
    let needs = Needs::May(P::ChangeSettings);
    walk.note("staff_change_settings", needs, done.await);
    let for_the_platform = AccountChange {
        allows_zero: Some(true),
        ..AccountChange::default()
    };
    let done = application.staff_change_settings(&staff, &house, mode, for_the_platform);
    let needs = Needs::MayForThePlatform(P::ChangeSettings);
    walk.note("staff_change_settings: the platform's", needs, done.await);
}

async fn keys(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let (house, mode) = (walk.house.clone(), walk.mode);
    let manage = Needs::May(P::ManageKeys);
    let account = &walk.scene.service.account.id;
    let made = application.make_key(account, "Theirs").await.unwrap();
    let id = made.key.id.as_str();

    let done = application.staff_keys(&staff, &house, mode).await;
    walk.note("staff_keys", Needs::May(P::SeeKeys), done);
    let done = application.staff_create_key(&staff, &house, mode, "CI");
    walk.note("staff_create_key", manage, done.await);
    let done = application.staff_rename_key(&staff, &house, mode, id, "CD");
    walk.note("staff_rename_key", manage, done.await);
    let done = application.staff_revoke_key(&staff, &house, mode, id);
    walk.note("staff_revoke_key", Needs::May(P::RevokeKeys), done.await);
}

async fn credentials(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let (house, mode) = (walk.house.clone(), walk.mode);
    let change = Needs::May(P::ChangeCredentials);
    walk.scene.world.psp.speak_for(Provider::Worldpay);

    let done = application.staff_psp(&staff, &house, mode).await;
    walk.note("staff_psp", Needs::May(P::SeeCredentials), done);
    let typed = |_: &str| SecretString::from("ANYTOWNMOTO");
    let typed = move |name: &str| match name {
        "merchant_code" | "username" | "password" => typed(name),
        _ => SecretString::from(""),
    };
    let worldpay = Provider::Worldpay;
    let done = application.enter_credentials(&staff, &house, mode, worldpay, typed);
    walk.note("enter_credentials", change, done.await);
    let entered = entered(walk).await;
    let done = application.switch_psp(&staff, &house, mode, entered.as_str());
    walk.note("switch_psp", change, done.await);
    let done = application.switch_to_sandbox(&staff, &house, mode).await;
    let answer = match (done, mode) {
        (Err(application::staff::credentials::CredentialsError::Access(error)), _) => {
            super::Refusal::answer(&error)
        }
        (Ok(()), Mode::Test) | (Err(_), Mode::Live) => Answer::Permitted,
        (unexpected, _) => panic!("{unexpected:?}"),
    };
    walk.tell("switch_to_sandbox", change, answer);
}

/// Credentials that wait to be switched to.
async fn entered(walk: &Walk) -> CredentialsId {
    let id = CredentialsId::from_random([9; ID_LENGTH]);
    let credentials = Credentials {
        id: id.clone(),
        account: walk.scene.service.account.id.clone(),
        provider: Provider::Worldpay,
        shown: Vec::new(),
        sealed: Vec::new(),
        state: CredentialsState::Entered,
        entered_by: "somebody@example.org".to_owned(),
        entered_at: walk.staff.at,
        activated_at: None,
        retired_at: None,
    };
    let mut unit = walk.scene.world.store.begin().await.unwrap();
    unit.accounts().add_credentials(&credentials).await.unwrap();
    unit.commit().await.unwrap();
    id
}

async fn details(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let house = walk.house.clone();
    let change = Needs::MayInService(P::ChangeService);

    let done = application.rename_service(&staff, &house, "Fishing", "");
    walk.note("rename_service", change, done.await);
    let organisation = typed();
    let done = application.set_organisation(&staff, &house, &organisation);
    walk.note("set_organisation", change, done.await);
    let done = application.set_branding(&staff, &house, Branding::default());
    walk.note("set_branding", change, done.await);

    described(walk).await;
    let worldpay = Provider::Worldpay;
    let done = application.ask_to_go_live(&staff, &house, worldpay, true);
    walk.note("ask_to_go_live", change, done.await);
    let decision = GoLiveDecision::Refuse("not yet".to_owned());
    let done = application.decide_going_live(&staff, &house, decision);
    walk.note("decide_going_live: refuse", Needs::Platform, done.await);
    let grant = GoLiveDecision::Grant;
    let done = application.decide_going_live(&staff, &house, grant);
    walk.note("decide_going_live: grant", Needs::Platform, done.await);
}

/// Whose service it is is known, whoever said so.
async fn described(walk: &Walk) {
    let mut house = walk.scene.house().await;
    house.organisation = Some(domain::account::Organisation::parse(&typed()).unwrap());
    let mut unit = walk.scene.world.store.begin().await.unwrap();
    unit.accounts().save_service(&mut house).await.unwrap();
    unit.commit().await.unwrap();
}
