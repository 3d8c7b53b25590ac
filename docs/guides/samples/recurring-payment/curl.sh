# Takes a payment from the card of an agreement, without the person.
curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    --header "Content-Type: application/json" \
    --header "Idempotency-Key: permit-0417-april" \
    --data '{
      "amount": 2600,
      "reference": "PERMIT-0417",
      "description": "Resident parking permit, April",
      "authorisation_mode": "agreement",
      "agreement_id": "'"$AGREEMENT_ID"'"
    }' \
    "$BURSAR_URL/v1/payments"
