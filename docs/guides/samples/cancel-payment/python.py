# Cancels a payment that is not finished.
import os
from urllib.request import Request, urlopen

request = Request(
    os.environ["BURSAR_URL"] + f"/v1/payments/{os.environ['PAYMENT_ID']}/cancel",
    method="POST",
    headers={"Authorization": "Bearer " + os.environ["BURSAR_API_KEY"]},
)
# Anything but a success is raised as an HTTPError.
with urlopen(request):
    print("cancelled")
