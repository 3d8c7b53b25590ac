# Prints the disputes that wait for your evidence.
curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    "$BURSAR_URL/v1/disputes?status=needs_response"
