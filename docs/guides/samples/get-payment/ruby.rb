# Asks how far a payment got.
require 'json'
require 'net/http'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/payments/#{ENV.fetch('PAYMENT_ID')}")
headers = { 'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}" }
response = Net::HTTP.get_response(uri, headers)
abort "#{response.code} #{response.body}" unless response.code == '200'

payment = JSON.parse(response.body)
state = payment['state']
puts "#{payment['amount']} pence: #{state['status']}"
puts 'the person may still pay' unless state['finished']
