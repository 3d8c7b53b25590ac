// Asks for a payment, and again a little later while there are too many requests.
import { setTimeout as sleep } from 'node:timers/promises';

const { BURSAR_URL, BURSAR_API_KEY, PAYMENT_ID } = process.env;
const ATTEMPTS_MAX = 5;

async function patiently(url, options) {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, options);
    if (response.status !== 429 || attempt === ATTEMPTS_MAX) {
      return response;
    }
    await sleep(1000 * Number(response.headers.get('Retry-After') ?? 1));
  }
}

const response = await patiently(`${BURSAR_URL}/v1/payments/${PAYMENT_ID}`, {
  headers: { Authorization: `Bearer ${BURSAR_API_KEY}` },
});
if (!response.ok) {
  throw new Error(`${response.status} ${await response.text()}`);
}
const payment = await response.json();
console.log(payment.state.status);
