# Pays, finds and refunds with the client that was generated for Ruby.

require 'json'
require 'uri'
require 'openapi_client'

$stdout.sync = true

url = URI(ENV.fetch('BURSAR_URL'))
OpenapiClient.configure do |config|
  config.scheme = url.scheme
  config.host = "#{url.host}:#{url.port}"
  config.access_token = ENV.fetch('BURSAR_API_KEY')
end
payments = OpenapiClient::CardPaymentsApi.new
refunds = OpenapiClient::RefundingCardPaymentsApi.new

created = payments.create_payment(
  OpenapiClient::CreateCardPaymentRequest.new(
    amount: 2600,
    reference: 'CLIENT-RUBY',
    description: 'Resident parking permit',
    return_url: 'https://parking.example.org/paid',
    metadata: { 'office' => 'Harbour Road', 'permit' => 417 }
  )
)
puts "created #{created.payment_id} #{created.state.status}"

puts "pay #{created._links.next_url.href}"
$stdin.gets

payment = payments.get_payment(created.payment_id)
puts "got #{payment.payment_id} #{payment.state.status} #{payment.card_details.card_brand}"
puts "metadata #{payment.metadata['office']}"

found = payments.search_payments(reference: 'client-ruby', state: 'success')
found.results.each { |result| puts "found #{result.payment_id} #{result.state.status}" }

refund = refunds.create_refund(
  payment.payment_id,
  OpenapiClient::PaymentRefundRequest.new(
    amount: 600,
    refund_amount_available: payment.refund_summary.amount_available
  )
)
puts "refunded #{refund.refund_id} #{refund.amount}"

begin
  payments.get_payment('5hv2q7l0c9k3m1r8t4e6d0b2ap')
rescue OpenapiClient::ApiError => e
  puts "refused #{e.code} #{JSON.parse(e.response_body)['code']}"
end
