//! The links that a token opens: to the payment pages, or for the card that the service sends.

use std::collections::BTreeMap;

use domain::Payment;
use domain::payment::AuthorisationMode;
use domain::token::Token;

use crate::generated::public::{Link, PostLink, PostLinkMethod};
use crate::present::links;
use crate::settings::ApiSettings;

/// The links that a token opens.
#[derive(Default)]
pub(super) struct Access {
    pub(super) next_url: Option<Link>,
    pub(super) next_url_post: Option<PostLink>,
    pub(super) auth_url_post: Option<PostLink>,
}

/// The links that a payment's token opens, while it has one.
pub(super) fn to(payment: &Payment, token: Option<&Token>, settings: &ApiSettings) -> Access {
    let Some(token) = token else {
        return Access::default();
    };
    let (api, pages) = (&settings.api_url, &settings.pages_url);
    match payment.mode {
        AuthorisationMode::Web => Access {
            next_url: Some(links::get(format!("{pages}/secure/{}", token.value))),
            next_url_post: Some(post(
                "application/x-www-form-urlencoded",
                "chargeTokenId",
                token,
                format!("{pages}/secure"),
            )),
            auth_url_post: None,
        },
        AuthorisationMode::MotoApi => Access {
            auth_url_post: Some(post(
                "application/json",
                "one_time_token",
                token,
                format!("{api}/v1/auth"),
            )),
            ..Access::default()
        },
        AuthorisationMode::Agreement | AuthorisationMode::External => Access::default(),
    }
}

fn post(media_type: &str, member: &str, token: &Token, href: String) -> PostLink {
    PostLink {
        type_: media_type.to_owned(),
        params: BTreeMap::from([(member.to_owned(), token.value.to_string())]),
        href,
        method: PostLinkMethod::Post,
    }
}
