// Prints the refunds that were made since a date.
const { BURSAR_URL, BURSAR_API_KEY } = process.env;

const response = await fetch(`${BURSAR_URL}/v1/refunds?from_date=2026-01-01T00:00:00Z`, {
  headers: { Authorization: `Bearer ${BURSAR_API_KEY}` },
});
if (response.status !== 200) {
  throw new Error(`${response.status} ${await response.text()}`);
}
const refunds = await response.json();

for (const refund of refunds.results) {
  console.log(refund.refund_id, refund.status, refund.amount, 'pence');
  console.log('    of payment', refund.payment_id);
}
