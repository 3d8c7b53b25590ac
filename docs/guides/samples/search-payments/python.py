# Prints every payment that has a reference, page by page.
import json
import os
from urllib.parse import urlencode
from urllib.request import Request, urlopen

headers = {"Authorization": "Bearer " + os.environ["BURSAR_API_KEY"]}
query = urlencode({"reference": "PERMIT-0417", "display_size": 50})
url = os.environ["BURSAR_URL"] + "/v1/payments?" + query

while url:
    # Anything but a success is raised as an HTTPError.
    with urlopen(Request(url, headers=headers)) as response:
        page = json.load(response)
    for payment in page["results"]:
        print(payment["payment_id"], payment["state"]["status"], payment["amount"])

    # A page names the next one, and the last page names none.
    url = page["_links"].get("next_page", {}).get("href")
