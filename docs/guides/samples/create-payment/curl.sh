# Creates a payment and prints where the person pays it.
curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    --header "Content-Type: application/json" \
    --data '{
      "amount": 2600,
      "reference": "PERMIT-0417",
      "description": "Resident parking permit, six months",
      "return_url": "https://parking.example.org/permits/0417/paid"
    }' \
    "$BURSAR_URL/v1/payments"
