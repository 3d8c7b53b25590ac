# Prints the disputes that wait for your evidence.
import json
import os
from urllib.request import Request, urlopen

request = Request(
    os.environ["BURSAR_URL"] + "/v1/disputes?status=needs_response",
    headers={"Authorization": "Bearer " + os.environ["BURSAR_API_KEY"]},
)
# Anything but a success is raised as an HTTPError.
with urlopen(request) as response:
    disputes = json.load(response)

for dispute in disputes["results"]:
    print(dispute["dispute_id"], "of payment", dispute["payment_id"])
    print("   ", dispute["reason"], dispute["amount"], "pence")
