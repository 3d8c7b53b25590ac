"""Pays, finds and refunds with the client that was generated for Python."""

import os

import openapi_client as bursar


def say(*words):
    print(*words, flush=True)


configuration = bursar.Configuration(
    host=os.environ["BURSAR_URL"],
    access_token=os.environ["BURSAR_API_KEY"],
)
with bursar.ApiClient(configuration) as client:
    payments = bursar.CardPaymentsApi(client)
    refunds = bursar.RefundingCardPaymentsApi(client)

    created = payments.create_payment(
        bursar.CreateCardPaymentRequest(
            amount=2600,
            reference="CLIENT-PYTHON",
            description="Resident parking permit",
            return_url="https://parking.example.org/paid",
            metadata={
                "office": bursar.ExternalMetadataValue("Harbour Road"),
                "permit": bursar.ExternalMetadataValue(417),
            },
        )
    )
    say("created", created.payment_id, created.state.status)

    say("pay", created.links.next_url.href)
    input()

    payment = payments.get_payment(created.payment_id)
    say("got", payment.payment_id, payment.state.status, payment.card_details.card_brand)
    say("metadata", payment.metadata["office"].actual_instance)

    found = payments.search_payments(reference="client-python", state="success")
    for result in found.results:
        say("found", result.payment_id, result.state.status)

    refund = refunds.create_refund(
        payment.payment_id,
        bursar.PaymentRefundRequest(
            amount=600,
            refund_amount_available=payment.refund_summary.amount_available,
        ),
    )
    say("refunded", refund.refund_id, refund.amount)

    try:
        payments.get_payment("5hv2q7l0c9k3m1r8t4e6d0b2ap")
    except bursar.exceptions.NotFoundException as refusal:
        say("refused", refusal.status, refusal.data.code)
