# Prints every payment that has a reference, page by page.
require 'json'
require 'net/http'

headers = { 'Authorization' => "Bearer #{ENV.fetch('BURSAR_API_KEY')}" }
query = URI.encode_www_form(reference: 'PERMIT-0417', display_size: 50)
url = "#{ENV.fetch('BURSAR_URL')}/v1/payments?#{query}"

while url
  response = Net::HTTP.get_response(URI(url), headers)
  abort "#{response.code} #{response.body}" unless response.code == '200'

  page = JSON.parse(response.body)
  page['results'].each do |payment|
    puts "#{payment['payment_id']} #{payment['state']['status']} #{payment['amount']}"
  end

  # A page names the next one, and the last page names none.
  url = page.dig('_links', 'next_page', 'href')
end
