//! A browser's cookie jar, as strict as browsers are about what it takes and to
//! whom it gives.

use url::Url;

/// The cookies of one browser.
#[derive(Clone, Debug, Default)]
pub struct Jar {
    cookies: Vec<Cookie>,
}

/// A cookie that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Its attributes, as they were sent.
    pub attributes: Vec<String>,
    origin_host: String,
    path: String,
    secure: bool,
    same_site: Option<String>,
}

/// Where a navigation comes from, which decides what `SameSite` cookies do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Our own page, or the address bar.
    Here,
    /// A page of another site.
    AnotherSite,
}

impl Jar {
    /// Takes the `Set-Cookie` headers of a response.
    ///
    /// # Panics
    ///
    /// When a browser would refuse one.
    pub fn take(&mut self, url: &Url, headers: &[(String, String)]) {
        for (_, value) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let cookie = Cookie::parse(url, value);
            self.cookies
                .retain(|known| known.name != cookie.name || known.path != cookie.path);
            if !value.to_ascii_lowercase().contains("max-age=0") {
                self.cookies.push(cookie);
            }
        }
    }

    /// The `Cookie` header for a navigation, if any cookie goes along.
    pub fn header(&self, url: &Url, method: &str, from: From) -> Option<String> {
        let lax_goes = from == From::Here || method == "GET";
        let goes = |cookie: &&Cookie| {
            Some(cookie.origin_host.as_str()) == url.host_str()
                && url.path().starts_with(&cookie.path)
                && (!cookie.secure || url.scheme() == "https")
                && match cookie.same_site.as_deref() {
                    Some("strict") => from == From::Here,
                    Some("none") => true,
                    // Browsers treat silence as lax.
                    _ => lax_goes,
                }
        };
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .filter(goes)
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Every cookie in it.
    pub fn cookies(&self) -> &[Cookie] {
        &self.cookies
    }
}

impl Cookie {
    fn parse(url: &Url, header: &str) -> Self {
        let mut parts = header.split(';').map(str::trim);
        let pair = parts.next().unwrap_or_default();
        let (name, value) = pair.split_once('=').expect("a cookie has a name");
        let attributes: Vec<String> = parts.map(str::to_owned).collect();
        let attribute = |wanted: &str| {
            attributes.iter().find_map(|attribute| {
                let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
                name.eq_ignore_ascii_case(wanted).then(|| value.to_owned())
            })
        };
        let cookie = Self {
            name: name.to_owned(),
            value: value.to_owned(),
            origin_host: url.host_str().unwrap_or_default().to_owned(),
            path: attribute("path").unwrap_or_else(|| "/".to_owned()),
            secure: attribute("secure").is_some(),
            same_site: attribute("samesite").map(|word| word.to_ascii_lowercase()),
            attributes: attributes.clone(),
        };
        let https = url.scheme() == "https";
        assert!(
            https || !cookie.secure,
            "a browser refuses a Secure cookie from {url}"
        );
        let named_for_host = name.starts_with("__Host-");
        let host_only = cookie.secure && cookie.path == "/" && attribute("domain").is_none();
        assert!(
            !named_for_host || host_only,
            "a browser refuses {name} with {attributes:?}"
        );
        cookie
    }
}
