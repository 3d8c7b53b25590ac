# Takes a payment with card details that your service was given by post or telephone.
import json
import os
from urllib.request import Request, urlopen


def post(url, body, **headers):
    headers["Content-Type"] = "application/json"
    # Anything but a success is raised as an HTTPError.
    return urlopen(Request(url, json.dumps(body).encode(), headers))


wanted = {
    "amount": 2600,
    "reference": "PERMIT-0417",
    "description": "Resident parking permit, six months",
    "authorisation_mode": "moto_api",
}
url = os.environ["BURSAR_URL"] + "/v1/payments"
key = "Bearer " + os.environ["BURSAR_API_KEY"]
with post(url, wanted, Authorization=key) as response:
    payment = json.load(response)

# No key is needed here: the token stands for it, once.
auth = payment["_links"]["auth_url_post"]
card = {
    "one_time_token": auth["params"]["one_time_token"],
    "card_number": "4242424242424242",
    "cvc": "737",
    "expiry_date": "11/39",
    "cardholder_name": "Ade Okafor",
}
with post(auth["href"], card):
    print("authorised", payment["payment_id"])
