# Creates a payment so that sending the request again does not create another.
import json
import os
import uuid
from urllib.request import Request, urlopen

# Made once and kept with the order, so that every attempt sends the same.
key = str(uuid.uuid4())


def create():
    request = Request(
        os.environ["BURSAR_URL"] + "/v1/payments",
        headers={
            "Authorization": "Bearer " + os.environ["BURSAR_API_KEY"],
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        },
        data=json.dumps({
            "amount": 2600,
            "reference": "PERMIT-0417",
            "description": "Resident parking permit, six months",
            "return_url": "https://parking.example.org/permits/0417/paid",
        }).encode(),
    )
    with urlopen(request) as response:
        return response.status, json.load(response)


# 201 says that it was created, 200 that it already was.
for attempt in range(2):
    status, payment = create()
    print(status, payment["payment_id"])
