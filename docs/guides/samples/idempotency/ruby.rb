# Creates a payment so that sending the request again does not create another.
require 'json'
require 'net/http'
require 'securerandom'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/payments")
headers = {
  'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}",
  'Content-Type' => 'application/json',
  # Made once and kept with the order, so that every attempt sends the same.
  'Idempotency-Key' => SecureRandom.uuid
}
body = {
  amount: 2600,
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, six months',
  return_url: 'https://parking.example.org/permits/0417/paid'
}

# 201 says that it was created, 200 that it already was.
2.times do
  response = Net::HTTP.post(uri, body.to_json, headers)
  abort "#{response.code} #{response.body}" unless response.is_a?(Net::HTTPSuccess)

  puts "#{response.code} #{JSON.parse(response.body)['payment_id']}"
end
