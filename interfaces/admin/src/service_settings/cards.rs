//! Which cards an account takes.

use application::accounts::change::{AccountChange, ChangeAccountError};
use askama::Template;
use domain::account::{GatewayAccount, Provider};
use domain::card::brand::AcceptedCards;
use domain::card::{Brand, CardType};
use poem::{Response, handler};
use strum::IntoEnumIterator;

use super::{change, changeable, frame};
use crate::dashboard::pictures::brand_name;
use crate::field::Problems;
use crate::form::Form;
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

const NAME: &str = "Accepted cards";
/// The box that a link leads to when none is ticked.
const FIRST: &str = "debit-visa";
const MAESTRO: &str = "debit-maestro";

/// The cards, to be ticked.
#[derive(Template)]
#[template(path = "settings_cards.html")]
struct CardsPage {
    frame: Frame,
    problems: Problems,
    groups: Vec<Group>,
    action: String,
    back: String,
}

/// The cards of one type.
struct Group {
    /// The name in the form; ids of the boxes begin with it.
    name: &'static str,
    legend: &'static str,
    ticks: Vec<Tick>,
    problem: Option<String>,
}

/// One card.
struct Tick {
    brand: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    ticked: bool,
}

impl Tick {
    /// Its id in a group.
    fn id(&self, group: &str) -> String {
        format!("{group}-{}", self.brand)
    }
}

/// Shows which cards are taken.
#[handler]
pub(crate) async fn get(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    let account = changeable(&visit, &place).await?;
    let page = page(&visit, &place, &account, &account.cards, Problems::none());
    Ok(visit.show(&page))
}

/// Takes other cards from now on.
#[handler]
pub(crate) async fn post(at: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    let account = changeable(&visit, &place).await?;
    let cards = ticked(&mut form).ok_or(Refusal::BadForm)?;
    let change_of = AccountChange {
        cards: Some(cards.clone()),
        ..AccountChange::default()
    };
    let problems = match change(&visit, &place, &account, (NAME, change_of)).await? {
        Ok(response) => return Ok(response),
        Err(ChangeAccountError::NoCards) => Problems::one(FIRST, "Choose at least one card"),
        Err(ChangeAccountError::NeedsThreeDSecure) => Problems::one(
            MAESTRO,
            "Maestro cards cannot be taken without 3-D Secure. Turn 3-D Secure on first",
        ),
        Err(error) => return Err(Refusal::broken(&error)),
    };
    Ok(visit.show_again(&page(&visit, &place, &account, &cards, problems)))
}

/// The cards that are ticked; `None` for what no page of ours sends.
fn ticked(form: &mut Form) -> Option<AcceptedCards> {
    let mut cards = Vec::new();
    for card_type in CardType::iter() {
        for id in form.take_all(card_type.into()) {
            let brand = Brand::by_id(&id)?;
            if !brand.types().contains(&card_type) {
                return None;
            }
            cards.push((brand, card_type));
        }
    }
    Some(AcceptedCards::of(cards))
}

fn page(
    visit: &Visit,
    place: &Place,
    account: &GatewayAccount,
    cards: &AcceptedCards,
    problems: Problems,
) -> CardsPage {
    let group = |card_type: CardType| {
        let (legend, wrong) = match card_type {
            CardType::Debit => ("Debit cards", problems.of(FIRST).or(problems.of(MAESTRO))),
            CardType::Credit => ("Credit cards", None),
        };
        let brands = Brand::iter().filter(|brand| brand.types().contains(&card_type));
        let tick = |brand: Brand| Tick {
            brand: brand.id(),
            label: brand_name(brand),
            hint: hint(brand, account),
            ticked: cards.has(brand, card_type),
        };
        Group {
            name: card_type.into(),
            legend,
            ticks: brands.map(tick).collect(),
            problem: wrong.map(str::to_owned),
        }
    };
    CardsPage {
        frame: frame(visit, place, NAME, &problems),
        groups: CardType::iter().map(group).collect(),
        action: place.mode_path("/settings/cards"),
        back: place.mode_path("/settings"),
        problems,
    }
}

/// What to know before a card is ticked.
fn hint(brand: Brand, account: &GatewayAccount) -> Option<&'static str> {
    match (brand, account.provider) {
        (Brand::Maestro, _) if account.requires_3ds => Some("Needs 3-D Secure, which is on"),
        (Brand::Maestro, _) => Some("Needs 3-D Secure, which is off"),
        (Brand::AmericanExpress | Brand::UnionPay, Provider::Worldpay) => {
            Some("Worldpay must have agreed to it")
        }
        (
            Brand::Visa
            | Brand::Mastercard
            | Brand::AmericanExpress
            | Brand::DinersClub
            | Brand::Discover
            | Brand::Jcb
            | Brand::UnionPay,
            _,
        ) => None,
    }
}
