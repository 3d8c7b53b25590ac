// Pays, finds and refunds with the client that was generated for TypeScript.

import { createInterface } from 'node:readline/promises';

import { createPayment, createRefund, getPayment, searchPayments } from './generated';
import { client } from './generated/client.gen';

client.setConfig({
  baseUrl: process.env.BURSAR_URL,
  auth: () => process.env.BURSAR_API_KEY,
});

async function main(): Promise<void> {
  const { data: created } = await createPayment({
    body: {
      amount: 2600,
      reference: 'CLIENT-TYPESCRIPT',
      description: 'Resident parking permit',
      return_url: 'https://parking.example.org/paid',
      metadata: { office: 'Harbour Road', permit: 417 },
    },
    throwOnError: true,
  });
  console.log('created', created.payment_id, created.state.status);

  console.log('pay', created._links.next_url?.href);
  const input = createInterface({ input: process.stdin });
  await input.question('');
  input.close();

  const path = { paymentId: created.payment_id };
  const { data: payment } = await getPayment({ path, throwOnError: true });
  console.log('got', payment.payment_id, payment.state.status, payment.card_details?.card_brand);
  console.log('metadata', payment.metadata?.office);

  const { data: found } = await searchPayments({
    query: { reference: 'client-typescript', state: 'success' },
    throwOnError: true,
  });
  for (const result of found.results) {
    console.log('found', result.payment_id, result.state.status);
  }

  const { data: refund } = await createRefund({
    path,
    body: { amount: 600, refund_amount_available: payment.refund_summary.amount_available },
    throwOnError: true,
  });
  console.log('refunded', refund.refund_id, refund.amount);

  const { error, response } = await getPayment({ path: { paymentId: '5hv2q7l0c9k3m1r8t4e6d0b2ap' } });
  if (error && 'code' in error) {
    console.log('refused', response?.status, error.code);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
