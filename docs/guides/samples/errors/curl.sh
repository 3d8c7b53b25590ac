# Shows what a refused request looks like: here the amount is too large.
curl --silent --show-error \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    --header "Content-Type: application/json" \
    --write-out '\n%{http_code}\n' \
    --data '{
      "amount": 20000000,
      "reference": "PERMIT-0417",
      "description": "Resident parking permit, six months",
      "return_url": "https://parking.example.org/permits/0417/paid"
    }' \
    "$BURSAR_URL/v1/payments"
