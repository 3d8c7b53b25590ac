# Takes a payment from the card of an agreement, without the person.
require 'json'
require 'net/http'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/payments")
headers = {
  'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}",
  'Content-Type' => 'application/json',
  'Idempotency-Key' => 'permit-0417-april'
}
body = {
  amount: 2600,
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, April',
  authorisation_mode: 'agreement',
  agreement_id: ENV.fetch('AGREEMENT_ID')
}
response = Net::HTTP.post(uri, body.to_json, headers)
# 201 says that it was created, 200 that it already was.
abort "#{response.code} #{response.body}" unless response.is_a?(Net::HTTPSuccess)

payment = JSON.parse(response.body)
# The bank is asked in the background: ask for the payment until it is finished.
puts "payment #{payment['payment_id']} #{payment['state']['status']}"
