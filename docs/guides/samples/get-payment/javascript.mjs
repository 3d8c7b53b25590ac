// Asks how far a payment got.
const { BURSAR_URL, BURSAR_API_KEY, PAYMENT_ID } = process.env;

const response = await fetch(`${BURSAR_URL}/v1/payments/${PAYMENT_ID}`, {
  headers: { Authorization: `Bearer ${BURSAR_API_KEY}` },
});
if (response.status !== 200) {
  throw new Error(`${response.status} ${await response.text()}`);
}
const payment = await response.json();

const { state, amount } = payment;
console.log(`${amount} pence: ${state.status}`);
if (!state.finished) {
  console.log('the person may still pay');
}
