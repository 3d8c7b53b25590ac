# Asks for a payment, and again a little later while there are too many requests.
# curl waits as long as Retry-After says, and tries again after 429 by itself.
curl --silent --show-error --fail --retry 5 \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    "$BURSAR_URL/v1/payments/$PAYMENT_ID"
