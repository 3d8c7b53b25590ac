# Shows what a refused request looks like: here the amount is too large.
import json
import os
from urllib.error import HTTPError
from urllib.request import Request, urlopen

request = Request(
    os.environ["BURSAR_URL"] + "/v1/payments",
    headers={
        "Authorization": "Bearer " + os.environ["BURSAR_API_KEY"],
        "Content-Type": "application/json",
    },
    data=json.dumps({
        "amount": 20000000,
        "reference": "PERMIT-0417",
        "description": "Resident parking permit, six months",
        "return_url": "https://parking.example.org/permits/0417/paid",
    }).encode(),
)
try:
    with urlopen(request) as response:
        print("created", json.load(response)["payment_id"])
except HTTPError as refusal:
    problem = json.load(refusal)
    # The code is for your program, the description for your log.
    print(refusal.status, problem["code"], "field:", problem.get("field"))
    print(problem["description"])
