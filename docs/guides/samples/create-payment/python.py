# Creates a payment and prints where the person pays it.
import json
import os
from urllib.request import Request, urlopen

request = Request(
    os.environ["BURSAR_URL"] + "/v1/payments",
    method="POST",
    headers={
        "Authorization": "Bearer " + os.environ["BURSAR_API_KEY"],
        "Content-Type": "application/json",
    },
    data=json.dumps({
        "amount": 2600,
        "reference": "PERMIT-0417",
        "description": "Resident parking permit, six months",
        "return_url": "https://parking.example.org/permits/0417/paid",
    }).encode(),
)
# Anything but a success is raised as an HTTPError.
with urlopen(request) as response:
    payment = json.load(response)

print("payment", payment["payment_id"])
print("send the person to", payment["_links"]["next_url"]["href"])
