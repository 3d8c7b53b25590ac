//! Every address of the staff site, and which handler answers it.

use std::sync::Arc;

use application::Application;
use poem::{Endpoint, EndpointExt, Response, Route, get, post};

use crate::keys::{create, revoke};
use crate::refusal::page_for;
use crate::settings::AdminSettings;
use crate::transaction::{cancel, refund};
use crate::visit::Admin;
use crate::{
    assets, code, forgotten, invitation, keys, new_password, profile, recovery_codes, services,
    set_up, sign_in, team, transaction, transactions,
};

/// The staff site. Its addresses begin with `/admin`; to be nested without stripping
/// that: every address under it that is not a page is answered with one that says so.
pub fn routes(
    application: Application,
    settings: AdminSettings,
) -> impl Endpoint<Output = Response> {
    let routes = Route::new()
        .at(assets::ROUTE, get(assets::serve))
        // People.
        .at("/admin/sign-in", get(sign_in::get).post(sign_in::post))
        .at("/admin/code", get(code::get).post(code::post))
        .at("/admin/set-up", get(set_up::get).post(set_up::post))
        .at("/admin/sign-out", post(profile::sign_out))
        .at(
            "/admin/forgotten-password",
            get(forgotten::get).post(forgotten::post),
        )
        .at("/admin/forgotten-password/sent", get(forgotten::sent))
        .at(
            "/admin/new-password/:secret",
            get(new_password::get_by_link).post(new_password::post_by_link),
        )
        .at(
            "/admin/invitation/:secret",
            get(invitation::get).post(invitation::post),
        )
        .at("/admin/profile", get(profile::get))
        .at(
            "/admin/profile/password",
            get(new_password::get).post(new_password::post),
        )
        .at(
            "/admin/profile/recovery-codes",
            get(recovery_codes::get).post(recovery_codes::post),
        )
        .at(
            "/admin/profile/sessions/:session/end",
            post(profile::end_session),
        )
        .at(
            "/admin/profile/end-other-sessions",
            post(profile::end_others),
        )
        .at("/admin/service/:service/team", get(team::get))
        .at(
            "/admin/service/:service/team/invite",
            get(team::invite::get).post(team::invite::post),
        )
        .at(
            "/admin/service/:service/team/invitation/:invitation/withdraw",
            post(team::withdraw),
        )
        .at(
            "/admin/service/:service/team/member/:member/role",
            get(team::member::get_role).post(team::member::post_role),
        )
        .at(
            "/admin/service/:service/team/member/:member/remove",
            get(team::member::get_remove).post(team::member::post_remove),
        );
    // Services, keys and transactions.
    let routes = routes
        .at("/admin", get(services::list))
        .at("/admin/services", get(services::list))
        .at(
            "/admin/service/:service/:mode/transactions",
            get(transactions::list),
        )
        .at(
            "/admin/service/:service/:mode/transactions/:payment",
            get(transaction::show),
        )
        .at(
            "/admin/service/:service/:mode/transactions/:payment/refund",
            get(refund::get).post(refund::post),
        )
        .at(
            "/admin/service/:service/:mode/transactions/:payment/cancel",
            get(cancel::get).post(cancel::post),
        )
        .at("/admin/service/:service/:mode/keys", get(keys::list))
        .at(
            "/admin/service/:service/:mode/keys/revoked",
            get(keys::list_revoked),
        )
        .at(
            "/admin/service/:service/:mode/keys/create",
            get(create::get).post(create::post),
        )
        .at(
            "/admin/service/:service/:mode/keys/:key/revoke",
            get(revoke::get).post(revoke::post),
        );
    let settings = Arc::new(settings);
    let admin = Admin {
        application,
        settings: Arc::clone(&settings),
    };
    routes
        .around(move |endpoint, request| {
            let settings = Arc::clone(&settings);
            async move {
                let answer = endpoint.call(request).await;
                Ok(answer.unwrap_or_else(|error| page_for(&error, &settings)))
            }
        })
        .data(admin)
}
