# Asks for a payment, and again a little later while there are too many requests.
import json
import os
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ATTEMPTS_MAX = 5

request = Request(
    os.environ["BURSAR_URL"] + "/v1/payments/" + os.environ["PAYMENT_ID"],
    headers={"Authorization": "Bearer " + os.environ["BURSAR_API_KEY"]},
)
for attempt in range(1, ATTEMPTS_MAX + 1):
    try:
        with urlopen(request) as response:
            payment = json.load(response)
        print("attempt", attempt, payment["state"]["status"])
        break
    except HTTPError as refusal:
        if refusal.status != 429 or attempt == ATTEMPTS_MAX:
            raise
        time.sleep(int(refusal.headers.get("Retry-After", 1)))
