# Prints the disputes that wait for your evidence.
require 'json'
require 'net/http'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/disputes?status=needs_response")
headers = { 'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}" }
response = Net::HTTP.get_response(uri, headers)
abort "#{response.code} #{response.body}" unless response.code == '200'

disputes = JSON.parse(response.body)
disputes['results'].each do |dispute|
  puts "#{dispute['dispute_id']} of payment #{dispute['payment_id']}"
  puts "    #{dispute['reason']} #{dispute['amount']} pence"
end
