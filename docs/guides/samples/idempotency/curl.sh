# Creates a payment so that sending the request again does not create another.
set -euo pipefail

# Made once and kept with the order, so that every attempt sends the same.
key=permit-0417-$(date +%s)

create() {
    curl --silent --show-error --fail-with-body \
        --header "Authorization: Bearer $BURSAR_API_KEY" \
        --header "Content-Type: application/json" \
        --header "Idempotency-Key: $key" \
        --write-out '\n%{http_code}\n' \
        --data '{
          "amount": 2600,
          "reference": "PERMIT-0417",
          "description": "Resident parking permit, six months",
          "return_url": "https://parking.example.org/permits/0417/paid"
        }' \
        "$BURSAR_URL/v1/payments"
}

# 201 says that it was created, 200 that it already was.
create
create
