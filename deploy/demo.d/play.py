#!/usr/bin/env python3
"""Plays two cases through the chain's real interfaces, with terms of seconds, and checks what the chain does.

Started by deploy/demo, which gives the addresses (see there). Exit code 0 only if everything holds.
"""

import signal
import sys
from pathlib import Path

# The repository stays as it is.
sys.dont_write_bytecode = True

import case1
import case2
import registry
import visit
import whole
from chain import SERVICES, Chain, Setup, Unexpected
from partners import Partners
from story import Missing, Story
from topics import CHAIN

HERE = Path(__file__).parent
# It stays running for visitors, who get something to answer in each case.
KEEP = "--keep" in sys.argv[1:]


def main():
    # Interrupting ends the readers too.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        with Chain() as chain:
            return play(chain)
    except (Setup, OSError) as error:
        print(f"play.py: {error}", file=sys.stderr)
        return 2


def play(chain):
    story = Story(chain)
    story.title("De keten speelt twee echte zaken na, met termijnen in seconden")
    chain.topics.follow(*CHAIN, *(f"keten.uit.{oin}" for oin in chain.organisations))
    partners = Partners(chain.topics)
    story.now("De beheerder zet termijnen van seconden in het register.")
    version, wrong = registry.apply_terms(
        f"{chain.programs}/keten", chain.register_file, (HERE / "termijnen.yaml").read_text("utf-8")
    )
    if not story.check("het register is gepubliceerd", wrong is None, wrong):
        return story.close()
    try:
        for service in SERVICES:
            story.until(f"{service} werkt ermee", lambda: chain.goes_by(service, version))
    except Missing:
        return story.close()
    zaken = {case: [] for case in (case1, case2)}
    for case in zaken:
        play_case(case, chain, story, partners, zaken[case])
    whole.check(chain, story)
    for case in zaken:
        for zaak in zaken[case]:
            story.timeline(case.TITLE, zaak)
    if KEEP and not story.failed:
        visit.invite(chain, story, {case.TITLE: zaken[case] for case in zaken})
    return story.close()


def play_case(case, chain, story, partners, zaken):
    story.title(case.TITLE)
    try:
        case.play(chain, story, partners, zaken)
    except (Missing, Unexpected, Setup) as error:
        if not isinstance(error, Missing):
            story.check(f"{case.TITLE.split(':')[0]} gaat door tot het eind", False, error)
        story.wrapped("De rest van deze zaak heeft geen grond meer en wordt overgeslagen.", "  ")


if __name__ == "__main__":
    sys.exit(main())
