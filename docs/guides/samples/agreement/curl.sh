# Makes an agreement, and the payment in which the person's card is kept for it.
set -euo pipefail

post() {
    curl --silent --show-error --fail-with-body \
        --header "Authorization: Bearer $BURSAR_API_KEY" \
        --header "Content-Type: application/json" \
        --data "$2" "$BURSAR_URL$1"
}

agreement=$(post /v1/agreements '{
  "reference": "PERMIT-0417",
  "description": "Resident parking permit, every month"
}')
echo "$agreement"
agreement_id=$(sed -n 's/.*"agreement_id":"\([^"]*\)".*/\1/p' <<<"$agreement")

# The agreement is active once the person has paid this one.
post /v1/payments '{
  "amount": 2600,
  "reference": "PERMIT-0417",
  "description": "Resident parking permit, March",
  "return_url": "https://parking.example.org/permits/0417/paid",
  "set_up_agreement": "'"$agreement_id"'"
}'
