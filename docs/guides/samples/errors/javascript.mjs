// Shows what a refused request looks like: here the amount is too large.
const { BURSAR_URL, BURSAR_API_KEY } = process.env;

const response = await fetch(`${BURSAR_URL}/v1/payments`, {
  method: 'POST',
  headers: {
    Authorization: `Bearer ${BURSAR_API_KEY}`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
    amount: 20_000_000,
    reference: 'PERMIT-0417',
    description: 'Resident parking permit, six months',
    return_url: 'https://parking.example.org/permits/0417/paid',
  }),
});
const body = await response.json();
if (response.ok) {
  console.log('created', body.payment_id);
} else {
  // The code is for your program, the description for your log.
  console.log(response.status, body.code, 'field:', body.field);
  console.log(body.description);
}
