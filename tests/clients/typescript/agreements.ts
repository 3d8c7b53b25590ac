// Makes an agreement and charges it, takes cards by API, records a call, looks for
// refunds and disputes, with the client that was generated for TypeScript.

import { createInterface } from 'node:readline/promises';

import * as bursar from './generated';
import { client } from './generated/client.gen';

const wanted = {
  amount: 2600,
  reference: 'CLIENT-TYPESCRIPT',
  description: 'Resident parking permit',
};

client.setConfig({
  baseUrl: process.env.BURSAR_URL,
  auth: () => process.env.BURSAR_API_KEY,
});

async function main(): Promise<void> {
  const input = createInterface({ input: process.stdin });

  const { data: agreed } = await bursar.createAgreement({
    body: {
      reference: 'CLIENT-TYPESCRIPT',
      description: 'Resident parking permit, monthly',
      user_identifier: 'resident-417',
    },
    throwOnError: true,
  });
  console.log('agreement', agreed.status);
  const agreement = { agreementId: agreed.agreement_id };

  const { data: first } = await bursar.createPayment({
    body: {
      ...wanted,
      return_url: 'https://parking.example.org/paid',
      set_up_agreement: agreed.agreement_id,
    },
    throwOnError: true,
  });
  console.log('pay', first._links.next_url?.href);
  await input.question('');
  const { data: active } = await bursar.getAgreement({ path: agreement, throwOnError: true });
  const card = active.payment_instrument?.card_details;
  console.log('agreement', active.status, card?.last_digits_card_number);

  const charge = () =>
    bursar.createPayment({
      body: { ...wanted, authorisation_mode: 'agreement', agreement_id: agreed.agreement_id },
      headers: { 'Idempotency-Key': 'client-typescript-april' },
      throwOnError: true,
    });
  const [{ data: once }, { data: again }] = [await charge(), await charge()];
  console.log('repeated', once.payment_id === again.payment_id);

  const { data: found } = await bursar.searchAgreements({
    query: { status: 'active' },
    throwOnError: true,
  });
  for (const { reference, user_identifier } of found.results) {
    console.log('found', reference, user_identifier);
  }
  await bursar.cancelAgreement({ path: agreement, throwOnError: true });
  const { data: ended } = await bursar.getAgreement({ path: agreement, throwOnError: true });
  console.log('agreement', ended.status);

  const { data: byPost } = await bursar.createPayment({
    body: { ...wanted, authorisation_mode: 'moto_api' },
    throwOnError: true,
  });
  await bursar.authorisePayment({
    body: {
      one_time_token: byPost._links.auth_url_post?.params.one_time_token ?? '',
      card_number: '4242424242424242',
      cvc: '737',
      expiry_date: '11/39',
      cardholder_name: 'Ade Okafor',
    },
    throwOnError: true,
  });
  const path = { paymentId: byPost.payment_id };
  const { data: authorised } = await bursar.getPayment({ path, throwOnError: true });
  console.log('authorised', authorised.state.status);

  const { data: called } = await bursar.recordTelephonePayment({
    body: {
      ...wanted,
      processor_id: 'ivr-7f21',
      provider_id: '0093-1187-5520',
      card_type: 'visa',
      payment_outcome: { status: 'success' },
    },
    throwOnError: true,
  });
  console.log('recorded', called.state.status, called.card_type);

  await bursar.createRefund({ path, body: { amount: 600 }, throwOnError: true });
  const { data: refunds } = await bursar.searchRefunds({ throwOnError: true });
  for (const refund of refunds.results) {
    console.log('refund', refund.amount, refund.payment_id === byPost.payment_id);
  }

  console.log('dispute', first.payment_id);
  await input.question('');
  input.close();
  const { data: disputes } = await bursar.searchDisputes({
    query: { status: 'needs_response' },
    throwOnError: true,
  });
  for (const { reason, amount, payment_id } of disputes.results) {
    console.log('disputed', reason, amount, payment_id === first.payment_id);
  }
  console.log('linked', disputes.links.first_page.href === disputes.links.self.href);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
