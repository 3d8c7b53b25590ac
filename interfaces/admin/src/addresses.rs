//! The site while it is put together: every address is noted beside its handlers, so that
//! a test can walk them all.

use poem::{Route, RouteMethod};

/// Addresses and what answers them.
#[derive(Default)]
pub(crate) struct Routes {
    route: Route,
    addresses: Vec<String>,
}

impl Routes {
    /// The same with one more address; `:name` stands for a part that varies.
    pub(crate) fn at(mut self, address: impl Into<String>, methods: RouteMethod) -> Self {
        let address = address.into();
        self.addresses.push(address.clone());
        Self {
            route: self.route.at(address, methods),
            ..self
        }
    }

    /// Every address so far.
    pub(crate) fn addresses(self) -> Vec<String> {
        self.addresses
    }

    /// The endpoint that answers them.
    pub(crate) fn into_route(self) -> Route {
        self.route
    }
}
