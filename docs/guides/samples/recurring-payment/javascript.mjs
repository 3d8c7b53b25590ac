// Takes a payment from the card of an agreement, without the person.
const { BURSAR_URL, BURSAR_API_KEY, AGREEMENT_ID } = process.env;

const response = await fetch(`${BURSAR_URL}/v1/payments`, {
  method: 'POST',
  headers: {
    Authorization: `Bearer ${BURSAR_API_KEY}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': 'permit-0417-april',
  },
  body: JSON.stringify({
    amount: 2600,
    reference: 'PERMIT-0417',
    description: 'Resident parking permit, April',
    authorisation_mode: 'agreement',
    agreement_id: AGREEMENT_ID,
  }),
});
// 201 says that it was created, 200 that it already was.
if (!response.ok) {
  throw new Error(`${response.status} ${await response.text()}`);
}
const payment = await response.json();

// The bank is asked in the background: ask for the payment until it is finished.
console.log('payment', payment.payment_id, payment.state.status);
