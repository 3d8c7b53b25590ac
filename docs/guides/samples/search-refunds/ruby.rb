# Prints the refunds that were made since a date.
require 'json'
require 'net/http'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/refunds?from_date=2026-01-01T00:00:00Z")
headers = { 'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}" }
response = Net::HTTP.get_response(uri, headers)
abort "#{response.code} #{response.body}" unless response.code == '200'

refunds = JSON.parse(response.body)
refunds['results'].each do |refund|
  puts "#{refund['refund_id']} #{refund['status']} #{refund['amount']} pence"
  puts "    of payment #{refund['payment_id']}"
end
