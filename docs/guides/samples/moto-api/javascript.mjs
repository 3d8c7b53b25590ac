// Takes a payment with card details that your service was given by post or telephone.
const { BURSAR_URL, BURSAR_API_KEY } = process.env;

async function post(url, body, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
  return response;
}

const wanted = {
  amount: 2600,
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, six months',
  authorisation_mode: 'moto_api',
};
const created = await post(`${BURSAR_URL}/v1/payments`, wanted, {
  Authorization: `Bearer ${BURSAR_API_KEY}`,
});
const payment = await created.json();

// No key is needed here: the token stands for it, once.
const { href, params } = payment._links.auth_url_post;
await post(href, {
  one_time_token: params.one_time_token,
  card_number: '4242424242424242',
  cvc: '737',
  expiry_date: '11/39',
  cardholder_name: 'Ade Okafor',
});
console.log('authorised', payment.payment_id);
