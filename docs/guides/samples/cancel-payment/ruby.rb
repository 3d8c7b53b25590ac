# Cancels a payment that is not finished.
require 'net/http'

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/payments/#{ENV.fetch('PAYMENT_ID')}/cancel")
headers = { 'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}" }
response = Net::HTTP.post(uri, '', headers)
abort "#{response.code} #{response.body}" unless response.code == '204'
puts 'cancelled'
