# Takes a payment from the card of an agreement, without the person.
import json
import os
from urllib.request import Request, urlopen

request = Request(
    os.environ["BURSAR_URL"] + "/v1/payments",
    method="POST",
    headers={
        "Authorization": "Bearer " + os.environ["BURSAR_API_KEY"],
        "Content-Type": "application/json",
        "Idempotency-Key": "permit-0417-april",
    },
    data=json.dumps({
        "amount": 2600,
        "reference": "PERMIT-0417",
        "description": "Resident parking permit, April",
        "authorisation_mode": "agreement",
        "agreement_id": os.environ["AGREEMENT_ID"],
    }).encode(),
)
# 201 says that it was created, 200 that it already was.
# Anything but a success is raised as an HTTPError.
with urlopen(request) as response:
    payment = json.load(response)

# The bank is asked in the background: ask for the payment until it is finished.
print("payment", payment["payment_id"], payment["state"]["status"])
