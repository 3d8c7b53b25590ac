# Takes the money of a payment that was authorised with delayed_capture.
curl --silent --show-error --fail-with-body --request POST \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    "$BURSAR_URL/v1/payments/$PAYMENT_ID/capture" &&
    echo "captured"
