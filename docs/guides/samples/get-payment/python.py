# Asks how far a payment got.
import json
import os
from urllib.request import Request, urlopen

request = Request(
    os.environ["BURSAR_URL"] + f"/v1/payments/{os.environ['PAYMENT_ID']}",
    headers={"Authorization": "Bearer " + os.environ["BURSAR_API_KEY"]},
)
# Anything but a success is raised as an HTTPError.
with urlopen(request) as response:
    payment = json.load(response)

state = payment["state"]
print(payment["amount"], "pence:", state["status"])
if not state["finished"]:
    print("the person may still pay")
