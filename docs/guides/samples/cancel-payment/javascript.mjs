// Cancels a payment that is not finished.
const { BURSAR_URL, BURSAR_API_KEY, PAYMENT_ID } = process.env;

const response = await fetch(`${BURSAR_URL}/v1/payments/${PAYMENT_ID}/cancel`, {
  method: 'POST',
  headers: { Authorization: `Bearer ${BURSAR_API_KEY}` },
});
if (response.status !== 204) {
  throw new Error(`${response.status} ${await response.text()}`);
}
console.log('cancelled');
