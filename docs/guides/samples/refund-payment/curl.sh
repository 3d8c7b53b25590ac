# Gives back a part of a payment, and never twice by accident.
set -euo pipefail
payment=$BURSAR_URL/v1/payments/$PAYMENT_ID

available=$(curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" "$payment" |
    sed -n 's/.*"amount_available":\([0-9]*\).*/\1/p')

# If somebody else refunds in between, this is refused with P0604.
curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    --header "Content-Type: application/json" \
    --data '{ "amount": 600, "refund_amount_available": '"$available"' }' \
    "$payment/refunds"
