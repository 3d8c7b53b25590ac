# Gives back a part of a payment, and never twice by accident.
require 'json'
require 'net/http'

payment_url = "#{ENV.fetch('BURSAR_URL')}/v1/payments/#{ENV.fetch('PAYMENT_ID')}"
headers = {
  'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}",
  'Content-Type' => 'application/json'
}

response = Net::HTTP.get_response(URI(payment_url), headers)
abort "#{response.code} #{response.body}" unless response.code == '200'
available = JSON.parse(response.body)['refund_summary']['amount_available']

# If somebody else refunds in between, this is refused with P0604.
wanted = { amount: 600, refund_amount_available: available }
response = Net::HTTP.post(URI("#{payment_url}/refunds"), wanted.to_json, headers)
abort "#{response.code} #{response.body}" unless response.code == '202'

refund = JSON.parse(response.body)
puts "refund #{refund['refund_id']} #{refund['status']}"
