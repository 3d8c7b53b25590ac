# Takes the money of a payment that was authorised with delayed_capture.
import os
from urllib.request import Request, urlopen

request = Request(
    os.environ["BURSAR_URL"] + f"/v1/payments/{os.environ['PAYMENT_ID']}/capture",
    method="POST",
    headers={"Authorization": "Bearer " + os.environ["BURSAR_API_KEY"]},
)
# Anything but a success is raised as an HTTPError.
with urlopen(request):
    print("captured")
