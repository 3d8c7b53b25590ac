# Makes an agreement, and the payment in which the person's card is kept for it.
import json
import os
from urllib.request import Request, urlopen


def post(path, body):
    request = Request(
        os.environ["BURSAR_URL"] + path,
        headers={
            "Authorization": "Bearer " + os.environ["BURSAR_API_KEY"],
            "Content-Type": "application/json",
        },
        data=json.dumps(body).encode(),
    )
    # Anything but a success is raised as an HTTPError.
    with urlopen(request) as response:
        return json.load(response)


agreement = post("/v1/agreements", {
    "reference": "PERMIT-0417",
    "description": "Resident parking permit, every month",
})
print("agreement", agreement["agreement_id"], agreement["status"])

# The agreement is active once the person has paid this one.
payment = post("/v1/payments", {
    "amount": 2600,
    "reference": "PERMIT-0417",
    "description": "Resident parking permit, March",
    "return_url": "https://parking.example.org/permits/0417/paid",
    "set_up_agreement": agreement["agreement_id"],
})
print("send the person to", payment["_links"]["next_url"]["href"])
