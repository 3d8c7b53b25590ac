# Gives back a part of a payment, and never twice by accident.
import json
import os
from urllib.request import Request, urlopen

payment_url = os.environ["BURSAR_URL"] + "/v1/payments/" + os.environ["PAYMENT_ID"]
headers = {
    "Authorization": "Bearer " + os.environ["BURSAR_API_KEY"],
    "Content-Type": "application/json",
}

# Anything but a success is raised as an HTTPError.
with urlopen(Request(payment_url, headers=headers)) as response:
    available = json.load(response)["refund_summary"]["amount_available"]

# If somebody else refunds in between, this is refused with P0604.
wanted = {"amount": 600, "refund_amount_available": available}
request = Request(payment_url + "/refunds", json.dumps(wanted).encode(), headers)
with urlopen(request) as response:
    refund = json.load(response)

print("refund", refund["refund_id"], refund["status"])
