"""Who is who: the organisations and people of deploy/register/demo.yaml that play a part."""

import random

REGION = "00000099000000001000"
RVT = "00000099000000002000"
ARNHEM = "00000099000000003000"
OVERBETUWE = "00000099000000004000"
VEILIG_THUIS = "00000099000000005000"
RAAD = "00000099000000006000"
DE_BRUG = "00000099000000007000"
WEGWIJS = "00000099000000008000"
RIJNOEVER = "00000099000000009000"
VELUWEZOOM = "00000099000000010000"
POLITIE = "00000099000000011000"
DE_LINDE = "00000099000000012000"

INTAKE, CASUSSEN, VERWIJZING, TAKEN = "melding-intake", "regionaal-veiligheidsteam", "verwijzing", "notificaties"


KNOWN = {}


def bsn(who):
    """An invented BSN from the test range 999…, the same for the same name in one run."""
    while who not in KNOWN:
        digits = f"999{random.randrange(100_000):05}"
        check = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1))) % 11
        if check < 10 and digits + str(check) not in KNOWN.values():
            KNOWN[who] = digits + str(check)
    return KNOWN[who]
