"""Checks messages as a service in Python would: one JSON object a line on standard input."""

import hashlib
import hmac
import json
import sys

from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

checked = 0
for line in sys.stdin:
    message = json.loads(line)
    body, headers, secret = message["body"], message["headers"], message["secret"]
    standard = Webhook(message["standard_secret"])
    standard.verify(body, headers)
    try:
        standard.verify(body + " ", headers)
    except WebhookVerificationError:
        pass
    else:
        sys.exit("a body that was changed passed")
    expected = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, headers["pay-signature"]):
        sys.exit(f"Pay-Signature of {headers['webhook-id']} is wrong")
    checked += 1
print(checked)
