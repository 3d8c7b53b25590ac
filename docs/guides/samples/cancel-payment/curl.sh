# Cancels a payment that is not finished.
curl --silent --show-error --fail-with-body --request POST \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    "$BURSAR_URL/v1/payments/$PAYMENT_ID/cancel" &&
    echo "cancelled"
