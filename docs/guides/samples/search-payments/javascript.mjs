// Prints every payment that has a reference, page by page.
const { BURSAR_URL, BURSAR_API_KEY } = process.env;

const headers = { Authorization: `Bearer ${BURSAR_API_KEY}` };
const query = new URLSearchParams({ reference: 'PERMIT-0417', display_size: '50' });
let url = `${BURSAR_URL}/v1/payments?${query}`;

while (url) {
  const response = await fetch(url, { headers });
  if (response.status !== 200) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
  const page = await response.json();
  for (const payment of page.results) {
    console.log(payment.payment_id, payment.state.status, payment.amount);
  }

  // A page names the next one, and the last page names none.
  url = page._links.next_page?.href;
}
