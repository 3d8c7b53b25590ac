//! Who visits a page: a browser, and whoever is signed in with it.

use std::sync::Arc;

use application::Application;
use application::staff::session::{NewSession, SessionError};
use application::staff::{Origin, Staff};
use askama::Template;
use domain::staff::session::Stage;
use poem::http::{HeaderMap, Method, StatusCode, header};
use poem::web::RemoteAddr;
use poem::{Addr, FromRequest, Request, RequestBody, Response};
use secrecy::{ExposeSecret, SecretString};

use crate::cookies::{self, BROWSER, NEWS};
use crate::form::Form;
use crate::frame::Frame;
use crate::news;
use crate::refusal::Refusal;
use crate::respond::{redirect, show};
use crate::settings::AdminSettings;

/// What every handler works with.
#[derive(Clone)]
pub(crate) struct Admin {
    pub(crate) application: Application,
    pub(crate) settings: Arc<AdminSettings>,
}

/// A browser, signed in or not.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) admin: Admin,
    /// The secret in its cookie: a session's, or one that is no session's.
    pub(crate) secret: SecretString,
    /// How far its sign-in has come.
    pub(crate) standing: Standing,
    /// Where it is, for the record.
    pub(crate) origin: Origin,
    /// Whether it presented no secret.
    is_new: bool,
    /// What the page before left to be said.
    news: Option<String>,
}

/// How far a sign-in has come.
#[derive(Clone)]
pub(crate) enum Standing {
    /// Nobody has given a password, or the session is over.
    Stranger,
    /// A password was right.
    Unfinished(Stage),
    /// Somebody is signed in.
    SignedIn(Box<Staff>),
}

/// Somebody who is signed in. Whoever is not is led to the sign-in page.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) browser: Browser,
    pub(crate) staff: Staff,
}

/// A form that somebody signed in sent from a page of theirs.
pub(crate) struct Posted {
    pub(crate) visit: Visit,
    pub(crate) form: Form,
}

/// A form that any browser sent from a page it was shown.
pub(crate) struct PostedByAnyone {
    pub(crate) browser: Browser,
    pub(crate) form: Form,
}

impl Browser {
    async fn of(request: &Request) -> Result<Self, Refusal> {
        let admin = request.data::<Admin>().ok_or(Refusal::Broken)?.clone();
        Self::presenting(admin, request.headers(), origin(request)).await
    }

    /// The frame of a page for the browser that sent these headers; of one for nobody,
    /// where it cannot be told whose it is.
    pub(crate) async fn frame_for(admin: &Admin, headers: &HeaderMap, what: &str) -> Frame {
        let browser = Self::presenting(admin.clone(), headers, Origin::default()).await;
        match browser {
            Ok(browser) if matches!(browser.standing, Standing::SignedIn(_)) => Frame {
                news: None,
                ..browser.frame(what)
            },
            Ok(_) | Err(_) => Frame::named(what, &admin.settings),
        }
    }

    async fn presenting(
        admin: Admin,
        headers: &HeaderMap,
        origin: Origin,
    ) -> Result<Self, Refusal> {
        let (application, settings) = (&admin.application, &admin.settings);
        let mut presented = None;
        let mut standing = Standing::Stranger;
        for secret in cookies::values(headers, BROWSER, settings) {
            let secret = SecretString::from(secret);
            standing = match application.staff(&secret).await {
                Ok(staff) => Standing::SignedIn(Box::new(staff)),
                Err(SessionError::Unfinished(stage)) => Standing::Unfinished(stage),
                Err(SessionError::Over) => Standing::Stranger,
                Err(SessionError::Store(error)) => return Err(error.into()),
            };
            presented = Some(secret);
            if !matches!(standing, Standing::Stranger) {
                break;
            }
        }
        let is_new = presented.is_none();
        let secret = presented.unwrap_or_else(|| application.new_browser());
        let news = cookies::values(headers, NEWS, settings);
        let news = news
            .into_iter()
            .find_map(|value| news::open(application, &secret, value));
        Ok(Self {
            origin,
            is_new,
            news,
            standing,
            secret,
            admin,
        })
    }

    /// What this browser's forms carry.
    pub(crate) fn token(&self) -> String {
        let secret = self.secret.expose_secret();
        self.admin.application.form_token(secret)
    }

    /// The frame of a page for this browser.
    pub(crate) fn frame(&self, what: &str) -> Frame {
        let member = match &self.standing {
            Standing::SignedIn(staff) => Some(&staff.member),
            Standing::Stranger | Standing::Unfinished(_) => None,
        };
        Frame {
            person: member.map(|member| member.email.as_str().to_owned()),
            looks_after_platform: member.is_some_and(|member| member.is_platform_admin),
            csrf: self.token(),
            news: self.news.clone(),
            ..Frame::named(what, &self.admin.settings)
        }
    }

    /// Shows a page.
    pub(crate) fn show(&self, page: &impl Template) -> Response {
        self.show_as(StatusCode::OK, page)
    }

    /// Shows a form again that something is wrong with.
    pub(crate) fn show_again(&self, page: &impl Template) -> Response {
        self.show_as(StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// Shows a page with this status.
    pub(crate) fn show_as(&self, status: StatusCode, page: &impl Template) -> Response {
        let settings = &self.admin.settings;
        let mut response = show(status, page);
        if self.is_new {
            let secret = self.secret.expose_secret();
            cookies::keep(response.headers_mut(), BROWSER, secret, settings);
        }
        if self.news.is_some() {
            cookies::forget(response.headers_mut(), NEWS, settings);
        }
        response
    }

    /// Leads to another page of ours.
    pub(crate) fn go(&self, location: &str) -> Response {
        redirect(location)
    }

    /// Leads to another page of ours, which says this once.
    pub(crate) fn go_with_news(&self, location: &str, text: &str) -> Response {
        let mut response = redirect(location);
        let sealed = news::seal(&self.admin.application, &self.secret, text);
        let settings = &self.admin.settings;
        cookies::keep(response.headers_mut(), NEWS, &sealed, settings);
        response
    }

    /// The same browser with a session that has just begun.
    pub(crate) async fn signed_in(&self, begun: &NewSession) -> Result<Self, Refusal> {
        let standing = match self.admin.application.staff(&begun.secret).await {
            Ok(staff) => Standing::SignedIn(Box::new(staff)),
            Err(SessionError::Unfinished(stage)) => Standing::Unfinished(stage),
            Err(SessionError::Over) => Standing::Stranger,
            Err(SessionError::Store(error)) => return Err(error.into()),
        };
        Ok(Self {
            secret: begun.secret.clone(),
            standing,
            ..self.clone()
        })
    }

    /// The same response, after which the browser has this session.
    pub(crate) fn keep_session(&self, begun: &NewSession, mut response: Response) -> Response {
        let secret = begun.secret.expose_secret();
        let settings = &self.admin.settings;
        cookies::keep(response.headers_mut(), BROWSER, secret, settings);
        response
    }

    /// Leads on with a secret that is no session's, and says this once.
    pub(crate) fn go_as_stranger(&self, location: &str, text: &str) -> Response {
        let application = &self.admin.application;
        let stranger = Self {
            secret: application.new_browser(),
            ..self.clone()
        };
        let mut response = stranger.go_with_news(location, text);
        let secret = stranger.secret.expose_secret();
        let settings = &self.admin.settings;
        cookies::keep(response.headers_mut(), BROWSER, secret, settings);
        response
    }

    /// Refuses a browser whose address sends too many forms.
    pub(crate) async fn admitted(&self) -> Result<(), Refusal> {
        let application = &self.admin.application;
        if application.admit_staff_form(&self.origin.address).await {
            Ok(())
        } else {
            Err(Refusal::TooMany)
        }
    }

    fn check(&self, form: &mut Form) -> Result<(), Refusal> {
        let (secret, token) = (self.secret.expose_secret(), form.take("csrfToken"));
        if !self.is_new && self.admin.application.is_form_token(secret, &token) {
            Ok(())
        } else {
            Err(Refusal::FormOver)
        }
    }
}

impl Visit {
    async fn of(request: &Request) -> Result<Self, Refusal> {
        let browser = Browser::of(request).await?;
        match &browser.standing {
            Standing::SignedIn(staff) => Ok(Self {
                staff: (**staff).clone(),
                browser,
            }),
            Standing::Unfinished(stage) => Err(Refusal::Unfinished(*stage)),
            Standing::Stranger => {
                let uri = request.uri();
                let wanted = uri
                    .path_and_query()
                    .map(|wanted| wanted.as_str().to_owned());
                let asks = request.method() == Method::GET;
                Err(Refusal::SignIn(wanted.filter(|_| asks)))
            }
        }
    }

    /// The use cases.
    pub(crate) fn application(&self) -> &Application {
        &self.browser.admin.application
    }

    /// The frame of a page for this visitor.
    pub(crate) fn frame(&self, what: &str) -> Frame {
        self.browser.frame(what)
    }

    /// Shows a page.
    pub(crate) fn show(&self, page: &impl Template) -> Response {
        self.browser.show(page)
    }

    /// Shows a form again that something is wrong with.
    pub(crate) fn show_again(&self, page: &impl Template) -> Response {
        self.browser.show_again(page)
    }

    /// Leads to another page of ours.
    pub(crate) fn go(&self, location: &str) -> Response {
        self.browser.go(location)
    }

    /// Leads to another page of ours, which says this once.
    pub(crate) fn go_with_news(&self, location: &str, text: &str) -> Response {
        self.browser.go_with_news(location, text)
    }
}

impl<'a> FromRequest<'a> for Browser {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request).await?)
    }
}

impl<'a> FromRequest<'a> for Visit {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request).await?)
    }
}

impl<'a> FromRequest<'a> for Posted {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let visit = Visit::of(request).await?;
        let mut form = Form::from_request(request, body).await?;
        visit.browser.check(&mut form)?;
        let application = visit.application();
        if !application.admit_form_of(&visit.staff).await {
            return Err(Refusal::TooMany.into());
        }
        Ok(Self { visit, form })
    }
}

impl<'a> FromRequest<'a> for PostedByAnyone {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let browser = Browser::of(request).await?;
        let mut form = Form::from_request(request, body).await?;
        browser.check(&mut form)?;
        browser.admitted().await?;
        Ok(Self { browser, form })
    }
}

/// Where a request comes from. The server has put the client's address in place of
/// its trusted proxies'.
fn origin(request: &Request) -> Origin {
    let RemoteAddr(address) = request.remote_addr();
    let address = match address {
        Addr::SocketAddr(address) => address.ip().to_string(),
        Addr::Unix(_) | Addr::Custom(_, _) => String::new(),
    };
    let browser = request.headers().get(header::USER_AGENT);
    let browser = browser.and_then(|value| value.to_str().ok());
    Origin {
        address,
        browser: browser.unwrap_or_default().to_owned(),
    }
}
