//! What sandbox mode keeps, and can throw away.

use std::time::Duration;

use anyhow::Result;
use domain::account::{ApiKey, Provider};
use domain::audit::Chain;
use domain::email::OutgoingEmail;
use domain::idempotency::{Claim, IdempotencyKey, Made};
use domain::operation::{Exchange, OrderCode};
use domain::ports::queries::{AgreementSearch, EmailSearch, PaymentSearch};
use domain::ports::repositories::Claimed;
use domain::ports::sandbox::Movement;
use domain::staff::Role;
use domain::token::Token;
use domain::work::{Work, WorkKind};
use domain::{Agreement, ApiKeyId, Payment};

use super::{Fixture, START};

/// One of everything that a reset removes.
#[derive(Clone)]
struct Everything {
    payment: Payment,
    agreement: Agreement,
    claim: Claim,
}

impl Everything {
    fn new(fixture: &Fixture) -> Result<Self> {
        let mut payment = fixture.captured()?;
        let asked = fixture.ask_approval(&mut payment, START)?;
        payment.approve_refund(&asked, fixture.issuer(), START)?;
        fixture.ask_approval(&mut payment, START)?;
        Ok(Self {
            claim: Claim {
                account: payment.account.clone(),
                key: IdempotencyKey::parse("key")?,
                fingerprint: [3; 32],
                made: Made::Payment(payment.id.clone()),
                at: START,
            },
            agreement: fixture.agreement()?,
            payment,
        })
    }

    /// Fills every table that a reset empties, but the books.
    async fn add(mut self, fixture: &Fixture) -> Result<()> {
        let id = self.payment.id.clone();
        let token = Token::issue(id.clone(), [1; 16], START);
        let exchange = Exchange {
            payment: id.clone(),
            at: START,
            order_code: OrderCode::of(&fixture.operation_id()),
            asked: "asked".to_owned(),
            answered: "answered".to_owned(),
        };
        let mut unit = fixture.unit().await?;
        let claimed = unit.idempotency().claim(&self.claim).await?;
        assert_eq!(claimed, Claimed::First);
        unit.agreements().add(&mut self.agreement).await?;
        unit.payments().add(&mut self.payment).await?;
        unit.tokens().add(&token).await?;
        unit.operations().heard(&exchange).await?;
        for kind in [WorkKind::Expire(id), WorkKind::Housekeep] {
            let work = Work::due(fixture.work_id(), kind, START);
            unit.work().schedule(&work).await?;
        }
        Ok(unit.commit().await?)
    }
}

pub async fn a_reset_removes_payments_agreements_work_and_the_books(
    fixture: &Fixture,
) -> Result<()> {
    let everything = Everything::new(fixture)?;
    everything.clone().add(fixture).await?;
    let held = fixture.hold().await?;
    let captured = fixture.ledger.enter(fixture.capture_of(&held)).await?;
    assert!(matches!(captured, Movement::Entered(_)));

    fixture.data.reset().await?;

    let queries = &fixture.queries;
    let Everything {
        payment, agreement, ..
    } = &everything;
    assert!(queries.any_payment(&payment.id).await?.is_none());
    assert_eq!(queries.newest_unused_token(&payment.id).await?, None);
    assert_eq!(queries.exchanges(&payment.id).await?, []);
    let waiting = queries.awaiting_approval(&payment.account).await?;
    assert!(waiting.is_empty());
    let found = queries.agreement(&agreement.account, &agreement.id).await?;
    assert_eq!(found, None);
    assert_eq!(queries.backlog(START).await?.due, 0);
    assert_eq!(fixture.unit().await?.events().undispatched(9).await?, []);
    let code = &held.order_code;
    assert_eq!(fixture.ledger.authorisation(code).await?, None);
    assert_eq!(fixture.ledger.movements(code).await?, []);
    Ok(())
}

pub async fn after_a_reset_searches_find_and_count_nothing(fixture: &Fixture) -> Result<()> {
    Everything::new(fixture)?.add(fixture).await?;

    fixture.data.reset().await?;

    let (queries, account) = (&fixture.queries, &fixture.account.id);
    let page = queries.search(account, &PaymentSearch::default()).await?;
    assert_eq!((page.items.len(), page.total), (0, 0));
    let everything = AgreementSearch::default();
    let page = queries.search_agreements(account, &everything).await?;
    assert_eq!((page.items.len(), page.total), (0, 0));
    Ok(())
}

pub async fn a_reset_keeps_services_accounts_credentials_and_keys(fixture: &Fixture) -> Result<()> {
    let key = ApiKey {
        id: ApiKeyId::from_random(fixture.fresh()),
        account: fixture.account.id.clone(),
        description: "kept".to_owned(),
        digest: [5; 32],
        created_by: None,
        created_at: START,
        last_used_at: None,
        revoked_at: None,
    };
    let credentials = fixture.credentials_at(Provider::Worldpay, START);
    let mut unit = fixture.unit().await?;
    unit.accounts().add_key(&key).await?;
    unit.accounts().add_credentials(&credentials).await?;
    unit.commit().await?;
    Everything::new(fixture)?.add(fixture).await?;

    fixture.data.reset().await?;

    assert_eq!(fixture.queries.services().await?.len(), 1);
    let account = fixture.queries.account(&fixture.account.id).await?;
    assert_eq!(account.as_ref(), Some(&fixture.account));
    let found = fixture.queries.key(&[key.digest]).await?;
    assert_eq!(found.map(|found| found.key), Some(key));
    let found = fixture.queries.credentials(&fixture.account.id).await?;
    assert_eq!(found, [credentials]);
    Ok(())
}

pub async fn a_reset_keeps_people_and_the_record(fixture: &Fixture) -> Result<()> {
    let service = fixture.service();
    let member = fixture.member_of(service, Role::ServiceAdmin).await?;
    let session = fixture.session(&member, START).await?;
    let invitation = fixture.invitation(service, START).await?;
    let link = fixture.append(fixture.deed(Chain::Platform)).await?;
    Everything::new(fixture)?.add(fixture).await?;

    fixture.data.reset().await?;

    let queries = &fixture.queries;
    let found = queries.session(&[session.digest]).await?;
    assert_eq!(found, Some((session, member)));
    assert_eq!(queries.invitations(service).await?, [invitation]);
    let links = queries.audit_links(&Chain::Platform, 1, 9).await?;
    assert_eq!(links, (vec![link], 1));
    Ok(())
}

pub async fn a_reset_removes_what_was_told_and_keeps_endpoints(fixture: &Fixture) -> Result<()> {
    let endpoint = fixture.endpoint().await?;
    let everything = Everything::new(fixture)?;
    let payment = everything.payment.id.clone();
    everything.add(fixture).await?;
    let delivery = fixture.delivery(&endpoint, &payment, 1);
    fixture
        .add_deliveries(std::slice::from_ref(&delivery))
        .await?;
    let email = OutgoingEmail {
        about: Some((fixture.account.id.clone(), payment.clone())),
        ..fixture.email(START)
    };
    fixture.add_emails(&[email, fixture.email(START)]).await?;

    fixture.data.reset().await?;

    let queries = &fixture.queries;
    assert_eq!(queries.any_delivery(&delivery.id).await?, None);
    let next = queries.next_untried(&endpoint.id, &payment).await?;
    assert_eq!(next, None);
    assert_eq!(queries.emails(&EmailSearch::default()).await?.total, 0);
    assert!(!queries.has_undispatched().await?);
    let found = queries.any_webhook_endpoint(&endpoint.id).await?;
    assert_eq!(found, Some(endpoint));
    Ok(())
}

pub async fn after_a_reset_everything_can_be_added_again(fixture: &Fixture) -> Result<()> {
    let everything = Everything::new(fixture)?;
    everything.clone().add(fixture).await?;

    fixture.data.reset().await?;

    everything.add(fixture).await
}

pub async fn the_clock_was_not_moved_at_first(fixture: &Fixture) -> Result<()> {
    assert_eq!(fixture.data.clock_offset().await?, Duration::ZERO);
    Ok(())
}

pub async fn how_far_the_clock_was_moved_is_kept(fixture: &Fixture) -> Result<()> {
    for offset in [
        Duration::from_millis(1),
        Duration::from_secs(90 * 60),
        Duration::ZERO,
    ] {
        fixture.data.set_clock_offset(offset).await?;

        assert_eq!(fixture.data.clock_offset().await?, offset);
    }
    Ok(())
}
