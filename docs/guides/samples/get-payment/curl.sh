# Asks how far a payment got.
curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    "$BURSAR_URL/v1/payments/$PAYMENT_ID"
