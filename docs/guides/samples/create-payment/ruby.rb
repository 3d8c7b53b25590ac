# Creates a payment and prints where the person pays it.
require 'json'
require 'net/http'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/payments")
headers = {
  'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}",
  'Content-Type' => 'application/json'
}
body = {
  amount: 2600,
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, six months',
  return_url: 'https://parking.example.org/permits/0417/paid'
}
response = Net::HTTP.post(uri, body.to_json, headers)
abort "#{response.code} #{response.body}" unless response.code == '201'

payment = JSON.parse(response.body)
puts "payment #{payment['payment_id']}"
puts "send the person to #{payment['_links']['next_url']['href']}"
