# Prints the refunds that were made since a date.
import json
import os
from urllib.request import Request, urlopen

request = Request(
    os.environ["BURSAR_URL"] + "/v1/refunds?from_date=2026-01-01T00:00:00Z",
    headers={"Authorization": "Bearer " + os.environ["BURSAR_API_KEY"]},
)
# Anything but a success is raised as an HTTPError.
with urlopen(request) as response:
    refunds = json.load(response)

for refund in refunds["results"]:
    print(refund["refund_id"], refund["status"], refund["amount"], "pence")
    print("    of payment", refund["payment_id"])
