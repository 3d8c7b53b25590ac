// Records a payment that was taken over the telephone by somebody else.
const { BURSAR_URL, BURSAR_API_KEY } = process.env;

const response = await fetch(`${BURSAR_URL}/v1/payment_notification`, {
  method: 'POST',
  headers: {
    Authorization: `Bearer ${BURSAR_API_KEY}`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
    amount: 2600,
    reference: 'PERMIT-0417',
    description: 'Resident parking permit, six months',
    processor_id: '9f2c1a',
    provider_id: 'call-20260302-0091',
    card_type: 'visa',
    card_expiry: '11/39',
    first_six_digits: '424242',
    last_four_digits: '4242',
    name_on_card: 'Ade Okafor',
    payment_outcome: {
      status: 'success',
    },
  }),
});
// 201 says that it was recorded, 200 that it already was.
if (!response.ok) {
  throw new Error(`${response.status} ${await response.text()}`);
}
const payment = await response.json();

console.log('payment', payment.payment_id, payment.state.status);
