# Asks for a payment, and again a little later while there are too many requests.
require 'json'
require 'net/http'

ATTEMPTS_MAX = 5

uri = URI("#{ENV.fetch('BURSAR_URL')}/v1/payments/#{ENV.fetch('PAYMENT_ID')}")
headers = { 'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}" }

response = nil
ATTEMPTS_MAX.times do
  response = Net::HTTP.get_response(uri, headers)
  break unless response.is_a?(Net::HTTPTooManyRequests)

  sleep Integer(response['Retry-After'] || 1)
end
abort "#{response.code} #{response.body}" unless response.code == '200'

puts JSON.parse(response.body)['state']['status']
