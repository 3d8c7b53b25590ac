# Takes a payment with card details that your service was given by post or telephone.
require 'json'
require 'net/http'

def post(url, body, headers = {})
  headers = { 'Content-Type' => 'application/json', **headers }
  response = Net::HTTP.post(URI(url), body.to_json, headers)
  abort "#{response.code} #{response.body}" unless response.is_a?(Net::HTTPSuccess)

  response
end

wanted = {
  amount: 2600,
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, six months',
  authorisation_mode: 'moto_api'
}
key = { 'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}" }
created = post("#{ENV.fetch('BURSAR_URL')}/v1/payments", wanted, key)
payment = JSON.parse(created.body)

# No key is needed here: the token stands for it, once.
auth = payment['_links']['auth_url_post']
post(auth['href'], {
  one_time_token: auth['params']['one_time_token'],
  card_number: '4242424242424242',
  cvc: '737',
  expiry_date: '11/39',
  cardholder_name: 'Ade Okafor'
})
puts "authorised #{payment['payment_id']}"
