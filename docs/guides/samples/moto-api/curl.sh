# Takes a payment with card details that your service was given by post or telephone.
set -euo pipefail

payment=$(curl --silent --show-error --fail-with-body \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    --header "Content-Type: application/json" \
    --data '{
      "amount": 2600,
      "reference": "PERMIT-0417",
      "description": "Resident parking permit, six months",
      "authorisation_mode": "moto_api"
    }' \
    "$BURSAR_URL/v1/payments")
echo "$payment"
token=$(sed -n 's/.*"one_time_token":"\([^"]*\)".*/\1/p' <<<"$payment")

# No key is needed here: the token stands for it, once.
curl --silent --show-error --fail-with-body \
    --header "Content-Type: application/json" \
    --data '{
      "one_time_token": "'"$token"'",
      "card_number": "4242424242424242",
      "cvc": "737",
      "expiry_date": "11/39",
      "cardholder_name": "Ade Okafor"
    }' \
    "$BURSAR_URL/v1/auth" && echo "authorised"
