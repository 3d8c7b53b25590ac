# Prints the refunds that were made since a date.
curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    "$BURSAR_URL/v1/refunds?from_date=2026-01-01T00:00:00Z"
