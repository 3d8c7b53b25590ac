# Prints every payment that has a reference, page by page.
set -euo pipefail

page=$(curl --silent --show-error --fail-with-body --get \
    --header "Authorization: Bearer $BURSAR_API_KEY" \
    --data-urlencode "reference=PERMIT-0417" \
    --data-urlencode "display_size=50" \
    "$BURSAR_URL/v1/payments")
echo "$page"

# A page names the next one, and the last page names none.
next_page() { sed -n 's/.*"next_page":{"href":"\([^"]*\)".*/\1/p' <<<"$page"; }
while next=$(next_page) && [ -n "$next" ]; do
    page=$(curl --silent --show-error --fail-with-body \
        --header "Authorization: Bearer $BURSAR_API_KEY" "$next")
    echo "$page"
done
