//! One's own profile: address, second factor, passkeys, and the browsers one is signed in with.

use askama::Template;
use domain::SessionId;
use domain::staff::Session;
use domain::staff::passkey::PASSKEYS_MAX;
use poem::web::Path;
use poem::{Response, handler};

use crate::frame::Frame;
use crate::london;
use crate::passkeys::PasskeyRow;
use crate::refusal::Refusal;
use crate::visit::{Posted, Visit};

/// The profile.
#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage {
    frame: Frame,
    email: String,
    app_since: Option<String>,
    codes_left: usize,
    passkeys: Vec<PasskeyRow>,
    may_add_passkey: bool,
    sessions: Vec<SessionRow>,
}

/// A browser somebody is signed in with.
struct SessionRow {
    id: String,
    browser: String,
    address: String,
    began: String,
    seen: String,
    is_this: bool,
}

/// Shows the profile.
#[handler]
pub(crate) async fn get(visit: Visit) -> Result<Response, Refusal> {
    let sessions = visit.application().my_sessions(&visit.staff).await?;
    let member = &visit.staff.member;
    let here = &visit.staff.session.id;
    let mut sessions: Vec<SessionRow> = sessions
        .iter()
        .map(|session| SessionRow::of(session, here))
        .collect();
    sessions.sort_by_key(|row| !row.is_this);
    let app = member.authenticator.as_ref();
    Ok(visit.show(&ProfilePage {
        frame: visit.frame("Your profile"),
        email: member.email.as_str().to_owned(),
        app_since: app.map(|app| london::day(app.set_up_at)),
        codes_left: member.recovery_codes.len(),
        passkeys: member.passkeys.iter().map(PasskeyRow::of).collect(),
        may_add_passkey: member.passkeys.len() < PASSKEYS_MAX,
        sessions,
    }))
}

/// Ends one session.
#[handler]
pub(crate) async fn end_session(
    Posted { visit, .. }: Posted,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = SessionId::parse(&id).ok_or(Refusal::NotFound)?;
    let ended = visit.application().end_session(&visit.staff, &id).await?;
    if !ended {
        return Err(Refusal::NotFound);
    }
    Ok(visit.go_with_news("/admin/profile", "That browser is signed out."))
}

/// Ends every session but this one.
#[handler]
pub(crate) async fn end_others(Posted { visit, .. }: Posted) -> Result<Response, Refusal> {
    visit.application().sign_out_elsewhere(&visit.staff).await?;
    Ok(visit.go_with_news("/admin/profile", "You are signed out everywhere else."))
}

/// Ends this session.
#[handler]
pub(crate) async fn sign_out(Posted { visit, .. }: Posted) -> Result<Response, Refusal> {
    visit.application().sign_out(&visit.staff).await?;
    let browser = &visit.browser;
    Ok(browser.go_as_stranger("/admin/sign-in", "You are signed out."))
}

impl SessionRow {
    fn of(session: &Session, here: &SessionId) -> Self {
        Self {
            id: session.id.as_str().to_owned(),
            browser: browser_name(&session.browser),
            address: session.address.clone(),
            began: london::short(session.began_at),
            seen: london::short(session.seen_at),
            is_this: session.id == *here,
        }
    }
}

/// What people call a browser that says it is this. Most browsers claim to be others
/// too, so the order matters.
fn browser_name(text: &str) -> String {
    let first = |names: &[(&str, &str)]| {
        let found = names.iter().find(|(sign, _)| text.contains(sign));
        found.map(|(_, name)| (*name).to_owned())
    };
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) if text.is_empty() => "An unknown browser".to_owned(),
        (None, None) => text.chars().take(40).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_what_people_call_them() {
        for (text, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/120.0 Safari/537.36 Edg/120.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            ("curl/8.0", "curl/8.0"),
            ("", "An unknown browser"),
        ] {
            assert_eq!(browser_name(text), name);
        }
    }
}
