//! Payments whose card the service sends.

use application::actor::PayingUser;
use application::payments::authorise::AuthorisePaymentError;

use super::{Scene, by_api, card};

impl Scene {
    /// A payment whose card the service sends, and its one-time token.
    pub(crate) async fn by_api(&self, delayed_capture: bool) -> (PayingUser, String) {
        let linked = self.create(by_api(delayed_capture)).await.unwrap().linked;
        let token = linked.token.unwrap().value.to_string();
        (self.user(&linked.payment), token)
    }

    /// The service sends a card, and does the work that this makes.
    pub(crate) async fn send_card(
        &self,
        token: &str,
        number: &str,
    ) -> Result<(), AuthorisePaymentError> {
        let sent = self.application.authorise_payment(token, card(number));
        self.perform(sent.await?).await;
        Ok(())
    }
}
