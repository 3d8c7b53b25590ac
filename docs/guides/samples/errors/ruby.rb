# Shows what a refused request looks like: here the amount is too large.
require 'json'
require 'net/http'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/payments")
headers = {
  'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}",
  'Content-Type' => 'application/json'
}
body = {
  amount: 20_000_000,
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, six months',
  return_url: 'https://parking.example.org/permits/0417/paid'
}
response = Net::HTTP.post(uri, body.to_json, headers)

case response
when Net::HTTPSuccess
  puts "created #{JSON.parse(response.body)['payment_id']}"
else
  # The code is for your program, the description for your log.
  problem = JSON.parse(response.body)
  puts "#{response.code} #{problem['code']} field: #{problem['field']}"
  puts problem['description']
end
