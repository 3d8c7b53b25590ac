"""Makes an agreement and charges it, takes cards by API, records a call, looks for
refunds and disputes, with the client that was generated for Python."""

import os

import openapi_client as bursar

WANTED = {
    "amount": 2600,
    "reference": "CLIENT-PYTHON",
    "description": "Resident parking permit",
}


def say(*words):
    print(*words, flush=True)


configuration = bursar.Configuration(
    host=os.environ["BURSAR_URL"],
    access_token=os.environ["BURSAR_API_KEY"],
)
with bursar.ApiClient(configuration) as client:
    agreements = bursar.AgreementsApi(client)
    payments = bursar.CardPaymentsApi(client)
    refunds = bursar.RefundingCardPaymentsApi(client)

    agreed = agreements.create_agreement(
        bursar.CreateAgreementRequest(
            reference="CLIENT-PYTHON",
            description="Resident parking permit, monthly",
            user_identifier="resident-417",
        )
    )
    say("agreement", agreed.status)

    first = payments.create_payment(
        bursar.CreateCardPaymentRequest(
            return_url="https://parking.example.org/paid",
            set_up_agreement=agreed.agreement_id,
            **WANTED,
        )
    )
    say("pay", first.links.next_url.href)
    input()
    agreed = agreements.get_agreement(agreed.agreement_id)
    card = agreed.payment_instrument.card_details
    say("agreement", agreed.status, card.last_digits_card_number)

    monthly = bursar.CreateCardPaymentRequest(
        authorisation_mode="agreement", agreement_id=agreed.agreement_id, **WANTED
    )
    once = payments.create_payment(monthly, idempotency_key="client-python-april")
    again = payments.create_payment(monthly, idempotency_key="client-python-april")
    say("repeated", once.payment_id == again.payment_id)

    for found in agreements.search_agreements(status="active").results:
        say("found", found.reference, found.user_identifier)
    agreements.cancel_agreement(agreed.agreement_id)
    say("agreement", agreements.get_agreement(agreed.agreement_id).status)

    by_post = payments.create_payment(
        bursar.CreateCardPaymentRequest(authorisation_mode="moto_api", **WANTED)
    )
    bursar.AuthoriseCardPaymentsApi(client).authorise_payment(
        bursar.AuthorisationRequest(
            one_time_token=by_post.links.auth_url_post.params["one_time_token"],
            card_number="4242424242424242",
            cvc="737",
            expiry_date="11/39",
            cardholder_name="Ade Okafor",
        )
    )
    say("authorised", payments.get_payment(by_post.payment_id).state.status)

    called = bursar.TelephonePaymentsApi(client).record_telephone_payment(
        bursar.CreateTelephonePaymentRequest(
            processor_id="ivr-7f21",
            provider_id="0093-1187-5520",
            card_type="visa",
            payment_outcome=bursar.PaymentOutcome(status="success"),
            **WANTED,
        )
    )
    say("recorded", called.state.status, called.card_type)

    refunds.create_refund(by_post.payment_id, bursar.PaymentRefundRequest(amount=600))
    for found in refunds.search_refunds().results:
        say("refund", found.amount, found.payment_id == by_post.payment_id)

    say("dispute", first.payment_id)
    input()
    disputes = bursar.DisputesApi(client).search_disputes(status="needs_response")
    for found in disputes.results:
        say("disputed", found.reason, found.amount, found.payment_id == first.payment_id)
    say("linked", disputes.links.first_page.href == disputes.links.var_self.href)
