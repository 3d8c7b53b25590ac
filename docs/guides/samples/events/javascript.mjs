// Prints what happened to a payment, the oldest first.
const { BURSAR_URL, BURSAR_API_KEY, PAYMENT_ID } = process.env;

const response = await fetch(`${BURSAR_URL}/v1/payments/${PAYMENT_ID}/events`, {
  headers: { Authorization: `Bearer ${BURSAR_API_KEY}` },
});
if (response.status !== 200) {
  throw new Error(`${response.status} ${await response.text()}`);
}
const history = await response.json();

for (const { updated, state } of history.events) {
  console.log(updated, state.status);
}
