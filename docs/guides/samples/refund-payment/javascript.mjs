// Gives back a part of a payment, and never twice by accident.
const { BURSAR_URL, BURSAR_API_KEY, PAYMENT_ID } = process.env;

async function call(path, options) {
  const response = await fetch(`${BURSAR_URL}${path}`, {
    ...options,
    headers: {
      Authorization: `Bearer ${BURSAR_API_KEY}`,
      'Content-Type': 'application/json',
    },
  });
  if (!response.ok) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
  return response.json();
}

const payment = await call(`/v1/payments/${PAYMENT_ID}`);

// If somebody else refunds in between, this is refused with P0604.
const refund = await call(`/v1/payments/${PAYMENT_ID}/refunds`, {
  method: 'POST',
  body: JSON.stringify({
    amount: 600,
    refund_amount_available: payment.refund_summary.amount_available,
  }),
});
console.log('refund', refund.refund_id, refund.status);
