# Prints what happened to a payment, the oldest first.
curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    "$BURSAR_URL/v1/payments/$PAYMENT_ID/events"
