# Records a payment that was taken over the telephone by somebody else.
curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    --header "Content-Type: application/json" \
    --data '{
      "amount": 2600,
      "reference": "PERMIT-0417",
      "description": "Resident parking permit, six months",
      "processor_id": "9f2c1a",
      "provider_id": "call-20260302-0091",
      "card_type": "visa",
      "card_expiry": "11/39",
      "first_six_digits": "424242",
      "last_four_digits": "4242",
      "name_on_card": "Ade Okafor",
      "payment_outcome": {
        "status": "success"
      }
    }' \
    "$BURSAR_URL/v1/payment_notification"
