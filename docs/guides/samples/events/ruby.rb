# Prints what happened to a payment, the oldest first.
require 'json'
require 'net/http'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/payments/#{ENV.fetch('PAYMENT_ID')}/events")
headers = { 'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}" }
response = Net::HTTP.get_response(uri, headers)
abort "#{response.code} #{response.body}" unless response.code == '200'

history = JSON.parse(response.body)
history['events'].each do |event|
  puts "#{event['updated']} #{event['state']['status']}"
end
