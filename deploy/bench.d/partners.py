"""Organisations' systems that talk to the chain: their tokens, and requests at a fixed pace."""

import json
import os
import re
import time
import urllib.parse
import urllib.request
from pathlib import Path

SCHOOL, RVT, RECEIVER = "college-de-linde", "veiligheidsteam", "jeugdbescherming-de-brug"


def token(client):
    """An access token of an organisation's system, for as long as the identity provider gives it."""
    identities = Path(os.environ["KETEN_IDENTITIES_FILE"]).read_text("utf-8")
    secret = re.search(rf"- id: {client}\n\s+secret: (\S+)", identities).group(1)
    form = urllib.parse.urlencode(
        {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
    ).encode()
    with urllib.request.urlopen(os.environ["KETEN_ISSUER"] + "/token", data=form, timeout=10) as answer:
        return json.load(answer)["access_token"]


def bsn(number):
    """A BSN of the range for tests."""
    while True:
        digits = f"999{number % 100_000:05d}"
        check = sum((9 - place) * int(digit) for place, digit in enumerate(digits)) % 11
        if check < 10:
            return f"{digits}{check}"
        number += 1


def today(later=0):
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + later * 86_400))
