//! What an account permits of a request for a payment, in the order in which
//! clients have always met the refusals (as in GOV.UK Pay).

use domain::account::{GatewayAccount, Mode};
use domain::card::CardProduct;
use domain::money::Amount;
use domain::payment::AuthorisationMode;

use super::{CreatePayment, CreatePaymentError};
use crate::Application;

impl Application {
    pub(super) fn permit(
        &self,
        account: &GatewayAccount,
        command: &CreatePayment,
    ) -> Result<(), CreatePaymentError> {
        let insecure = |url: &domain::payment::ReturnUrl| !url.is_https();
        if account.mode == Mode::Live && command.return_url.as_ref().is_some_and(insecure) {
            return Err(CreatePaymentError::ReturnUrlNotHttps);
        }
        if self.ports.psps.psp(account.provider).is_none() {
            return Err(CreatePaymentError::AccountNotConfigured);
        }
        if account.disabled {
            return Err(CreatePaymentError::AccountDisabled);
        }
        let sends_cards = command.mode == AuthorisationMode::MotoApi;
        if sends_cards && !account.allows_moto_api {
            return Err(CreatePaymentError::MotoApiNotAllowed);
        }
        if command.moto && !sends_cards && !account.allows_moto {
            return Err(CreatePaymentError::MotoNotAllowed);
        }
        let guarded = self.policy.refuses_card_numbers_as_references && command.typed_reference;
        if guarded && CardProduct::is_number_of_one(command.reference.as_str()) {
            return Err(CreatePaymentError::CardNumberAsReference);
        }
        permit_agreement(account, command)?;
        if command.amount == Amount::ZERO && !account.allows_zero {
            return Err(CreatePaymentError::ZeroNotAllowed);
        }
        Ok(())
    }
}

fn permit_agreement(
    account: &GatewayAccount,
    command: &CreatePayment,
) -> Result<(), CreatePaymentError> {
    let sets_up = command.set_up_agreement.is_some();
    match command.mode {
        AuthorisationMode::Agreement => {
            if !account.recurring {
                return Err(CreatePaymentError::RecurringDisabled);
            }
            if command.agreement.is_none() {
                return Err(CreatePaymentError::AgreementMissing);
            }
            let has_email = command
                .email
                .as_ref()
                .is_some_and(|email| !email.as_str().trim().is_empty());
            for (sent, member) in [
                (sets_up, "set_up_agreement"),
                (command.moto, "moto"),
                (has_email, "email"),
                (command.prefilled.is_some(), "prefilled_cardholder_details"),
            ] {
                if sent {
                    return Err(CreatePaymentError::Unexpected(member));
                }
            }
            Ok(())
        }
        AuthorisationMode::Web if sets_up && !account.recurring => {
            Err(CreatePaymentError::RecurringDisabled)
        }
        // The name is that of the other member: clients have always met it so.
        AuthorisationMode::MotoApi if sets_up => {
            Err(CreatePaymentError::Unexpected("agreement_id"))
        }
        AuthorisationMode::Web | AuthorisationMode::MotoApi | AuthorisationMode::External => Ok(()),
    }
}
