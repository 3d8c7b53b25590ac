//! Every address of the staff site, and which handler answers it.

use std::sync::Arc;

use application::Application;
use poem::{Endpoint, EndpointExt, Response, get, post};

use crate::addresses::Routes;
use crate::refusal::page_for;
use crate::settings::AdminSettings;
use crate::visit::Admin;
use crate::{
    assets, code, dashboard, demo_payment, forgotten, going_live, invitation, keys, new_password,
    passkeys, platform, profile, psp, record, recovery_codes, registration, service_create,
    service_settings, services, set_up, sign_in, team, transactions, webhooks,
};

/// The staff site. Its addresses begin with `/admin`; to be nested without stripping
/// that: every address under it that is not a page is answered with one that says so.
pub fn routes(
    application: Application,
    settings: AdminSettings,
) -> impl Endpoint<Output = Response> {
    let admin = Admin {
        application,
        settings: Arc::new(settings),
    };
    let known = admin.clone();
    all()
        .into_route()
        .around(move |endpoint, request| {
            let admin = known.clone();
            async move {
                let headers = request.headers().clone();
                match endpoint.call(request).await {
                    Ok(answer) => Ok(answer),
                    Err(error) => Ok(page_for(&error, &admin, &headers).await),
                }
            }
        })
        .data(admin)
}

/// Every address of the site, as it is when it is put together: `:name` stands for a part
/// that varies.
pub fn addresses() -> Vec<String> {
    all().addresses()
}

fn all() -> Routes {
    [
        people,
        services::routes,
        service_create::routes,
        dashboard::routes,
        demo_payment::routes,
        transactions::routes,
        keys::routes,
        service_settings::routes,
        webhooks::routes,
        psp::routes,
        going_live::routes,
        record::routes,
        platform::routes,
        passkeys::routes,
        registration::routes,
    ]
    .into_iter()
    .fold(
        Routes::default().at(assets::ROUTE, get(assets::serve)),
        |routes, area: fn(Routes) -> Routes| area(routes),
    )
}

/// Whoever is signed in, or wants to be, and their colleagues.
fn people(routes: Routes) -> Routes {
    routes
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
        )
}
