// Prints the disputes that wait for your evidence.
const { BURSAR_URL, BURSAR_API_KEY } = process.env;

const response = await fetch(`${BURSAR_URL}/v1/disputes?status=needs_response`, {
  headers: { Authorization: `Bearer ${BURSAR_API_KEY}` },
});
if (response.status !== 200) {
  throw new Error(`${response.status} ${await response.text()}`);
}
const disputes = await response.json();

for (const dispute of disputes.results) {
  console.log(dispute.dispute_id, 'of payment', dispute.payment_id);
  console.log('   ', dispute.reason, dispute.amount, 'pence');
}
