// Creates a payment so that sending the request again does not create another.
import { randomUUID } from 'node:crypto';

const { BURSAR_URL, BURSAR_API_KEY } = process.env;

// Made once and kept with the order, so that every attempt sends the same.
const key = randomUUID();

const create = () =>
  fetch(`${BURSAR_URL}/v1/payments`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${BURSAR_API_KEY}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
    },
    body: JSON.stringify({
      amount: 2600,
      reference: 'PERMIT-0417',
      description: 'Resident parking permit, six months',
      return_url: 'https://parking.example.org/permits/0417/paid',
    }),
  });

// 201 says that it was created, 200 that it already was.
for (const attempt of [1, 2]) {
  const response = await create();
  if (!response.ok) {
    throw new Error(`attempt ${attempt}: ${response.status} ${await response.text()}`);
  }
  const payment = await response.json();
  console.log(response.status, payment.payment_id);
}
