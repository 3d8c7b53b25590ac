// Creates a payment and prints where the person pays it.
const { BURSAR_URL, BURSAR_API_KEY } = process.env;

const response = await fetch(`${BURSAR_URL}/v1/payments`, {
  method: 'POST',
  headers: {
    Authorization: `Bearer ${BURSAR_API_KEY}`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
    amount: 2600,
    reference: 'PERMIT-0417',
    description: 'Resident parking permit, six months',
    return_url: 'https://parking.example.org/permits/0417/paid',
  }),
});
if (response.status !== 201) {
  throw new Error(`${response.status} ${await response.text()}`);
}
const payment = await response.json();

console.log('payment', payment.payment_id);
console.log('send the person to', payment._links.next_url.href);
