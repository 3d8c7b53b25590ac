# Prints what happened to a payment, the oldest first.
import json
import os
from urllib.request import Request, urlopen

request = Request(
    os.environ["BURSAR_URL"] + f"/v1/payments/{os.environ['PAYMENT_ID']}/events",
    headers={"Authorization": "Bearer " + os.environ["BURSAR_API_KEY"]},
)
# Anything but a success is raised as an HTTPError.
with urlopen(request) as response:
    history = json.load(response)

for event in history["events"]:
    print(event["updated"], event["state"]["status"])
