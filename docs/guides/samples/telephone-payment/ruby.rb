# Records a payment that was taken over the telephone by somebody else.
require 'json'
require 'net/http'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/payment_notification")
headers = {
  'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}",
  'Content-Type' => 'application/json'
}
body = {
  amount: 2600,
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, six months',
  processor_id: '9f2c1a',
  provider_id: 'call-20260302-0091',
  card_type: 'visa',
  card_expiry: '11/39',
  first_six_digits: '424242',
  last_four_digits: '4242',
  name_on_card: 'Ade Okafor',
  payment_outcome: {
    status: 'success'
  }
}
response = Net::HTTP.post(uri, body.to_json, headers)
# 201 says that it was recorded, 200 that it already was.
abort "#{response.code} #{response.body}" unless response.is_a?(Net::HTTPSuccess)

payment = JSON.parse(response.body)
puts "payment #{payment['payment_id']} #{payment['state']['status']}"
