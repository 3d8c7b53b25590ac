# Makes an agreement, and the payment in which the person's card is kept for it.
require 'json'
require 'net/http'

def post(path, body)
  uri = URI("#{ENV.fetch('BURSAR_URL')}#{path}")
  headers = {
    'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}",
    'Content-Type' => 'application/json'
  }
  response = Net::HTTP.post(uri, body.to_json, headers)
  abort "#{response.code} #{response.body}" unless response.code == '201'

  JSON.parse(response.body)
end

agreement = post(
  '/v1/agreements',
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, every month'
)
puts "agreement #{agreement['agreement_id']} #{agreement['status']}"

# The agreement is active once the person has paid this one.
payment = post(
  '/v1/payments',
  amount: 2600,
  reference: 'PERMIT-0417',
  description: 'Resident parking permit, March',
  return_url: 'https://parking.example.org/permits/0417/paid',
  set_up_agreement: agreement['agreement_id']
)
puts "send the person to #{payment['_links']['next_url']['href']}"
