// Makes an agreement, and the payment in which the person's card is kept for it.
const { BURSAR_URL, BURSAR_API_KEY } = process.env;

async function post(path, body) {
  const response = await fetch(`${BURSAR_URL}${path}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${BURSAR_API_KEY}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (response.status !== 201) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
  return response.json();
}

const agreement = await post('/v1/agreements', {
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, every month',
});
console.log('agreement', agreement.agreement_id, agreement.status);

// The agreement is active once the person has paid this one.
const payment = await post('/v1/payments', {
  amount: 2600,
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, March',
  return_url: 'https://parking.example.org/permits/0417/paid',
  set_up_agreement: agreement.agreement_id,
});
console.log('send the person to', payment._links.next_url.href);
