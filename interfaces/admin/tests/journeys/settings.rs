//! Settings: everything on one page, and a page for each thing that can be changed.

#[path = "settings/of_cards.rs"]
mod of_cards;
#[path = "settings/of_payments.rs"]
mod of_payments;
#[path = "settings/of_service.rs"]
mod of_service;
#[path = "settings/roles.rs"]
mod roles;

use admin::BROWSER_COOKIE;
use domain::account::GatewayAccount;
use domain::audit::{Action, Chain};
use domain::ports::queries::AuditSearch;
use domain::ports::{Queries, Store};
use domain::staff::Role;
use secrecy::SecretString;

use crate::browser::{Browser, Page};
use crate::house::{House, PASSWORD, with_password};

impl House {
    /// A platform administrator who is signed in and has entered the service.
    pub(crate) async fn visiting_platform_admin(&self, email: &str) -> Browser {
        let id = self.add_member(email, Role::Viewer).await;
        let mut unit = self.world.store.begin().await.unwrap();
        let mut member = unit.staff().get(&id).await.unwrap().unwrap();
        member.memberships.clear();
        member.is_platform_admin = true;
        unit.staff().save(&mut member).await.unwrap();
        unit.commit().await.unwrap();
        let mut browser = self.browser();
        let page = with_password(&mut browser, email, PASSWORD).await;
        self.set_up(&mut browser, page, email, PASSWORD).await;
        let cookies = browser.cookies();
        let secret = cookies
            .iter()
            .find(|(name, _)| name.ends_with(BROWSER_COOKIE));
        let secret = SecretString::from(secret.unwrap().1.clone());
        let staff = self.application.staff(&secret).await.unwrap();
        let entered = self
            .application
            .enter_service(&staff, self.service_id(), "To see what is wrong")
            .await;
        entered.unwrap();
        browser
    }

    /// The test account as it is now.
    async fn account_now(&self) -> GatewayAccount {
        let account = self.world.store.account(&self.account.id).await;
        account.unwrap().unwrap()
    }

    /// Changes the test account behind the pages.
    pub(crate) async fn change_account(&self, change: impl FnOnce(&mut GatewayAccount)) {
        let mut unit = self.world.store.begin().await.unwrap();
        let account = unit.accounts().account(&self.account.id).await;
        let mut account = account.unwrap().unwrap();
        change(&mut account);
        unit.accounts().save_account(&mut account).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// What the service's record says about settings, each with its facts, newest first.
    async fn recorded(&self) -> Vec<String> {
        let search = AuditSearch {
            chain: Some(Chain::Service(self.service_id().clone())),
            actions: vec![Action::SettingsChanged, Action::ServiceChanged],
            ..AuditSearch::default()
        };
        let found = self.world.store.search_audit(&search).await.unwrap();
        let links = found.items.into_iter();
        let facts = links.map(|link| {
            let facts = link.deed.facts.into_iter();
            facts
                .map(|(name, value)| format!("{name}: {value}"))
                .collect::<Vec<_>>()
                .join("; ")
        });
        facts.collect()
    }
}

/// The form token of a page.
fn token(page: &Page) -> String {
    page.value("input[name=csrfToken]")
}

/// Sends a form that no page showed.
async fn post(browser: &mut Browser, address: &str, token: &str, fields: &str) -> Page {
    let body = format!("csrfToken={token}&{fields}");
    let answer = browser.send("POST", address, Some(&body), &[]).await;
    match answer.location() {
        Some(next) => browser.open(&next).await,
        None => answer,
    }
}

/// What the summary says of a setting.
fn says(page: &Page, setting: &str) -> Vec<String> {
    page.texts(&format!("#setting-{setting} .setting__to p"))
}
