"""Tells what happens as it happens, waits with a deadline, and counts what held."""

import os
import sys
import textwrap
import time

from chain import Unexpected
from timeline import described


class Missing(Exception):
    """Something did not come in time; the rest of this case has no ground."""


class Story:
    def __init__(self, chain):
        self.chain = chain
        self.started = time.monotonic()
        self.held, self.failed = 0, []
        self.colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    # Telling

    def paint(self, code, text):
        return f"\033[{code}m{text}\033[0m" if self.colours else text

    def line(self, text=""):
        print(text, flush=True)

    def wrapped(self, text, indent, code=None):
        for row in rows(text, 110 - len(indent)):
            self.line(indent + (self.paint(code, row) if code else row))

    def marked(self, mark, text):
        first, *others = rows(text, 96)
        self.line(f"            {mark} {first}")
        for row in others:
            self.line(" " * 14 + row)

    def title(self, text):
        self.line()
        self.line(self.paint("1", text))
        self.line(self.paint("1", "─" * len(text)))

    def then(self, text):
        """What happened in the real case."""
        self.line()
        self.wrapped("Destijds: " + text, "  ", "2;3")

    def quote(self, text):
        """What was answered or listed, under the check that it belongs to."""
        self.wrapped(text, " " * 14, "2")

    def now(self, text):
        """What somebody does in the chain."""
        clock = f"{time.monotonic() - self.started:6.1f} s"
        first, *others = rows(text, 97)
        self.line(f"{self.paint('2', clock)}  {self.paint('36', '→')} {first}")
        for row in others:
            self.line(" " * 12 + row)

    # Checking

    def check(self, text, holds, seen=None):
        """One thing that must hold; `seen` is told when it does not."""
        if holds:
            self.held += 1
            self.marked(self.paint("32", "✓"), text)
        else:
            self.failed.append(text)
            self.marked(self.paint("31", "✗"), text)
            if seen is not None:
                self.wrapped(f"gezien: {seen}"[:1200], " " * 14, "31")
        return holds

    def until(self, text, look, ready=bool, within=30):
        """Waits until what `look` gives is `ready`; gives what was seen. Ends the case when it does not come."""
        seen = None

        def glance():
            nonlocal seen
            try:
                seen = look()
            except Unexpected as error:
                seen = error  # Not yet, as far as anyone can tell; told when it stays so.
                return False
            return ready(seen)

        found = self.chain.topics.wait(glance, within)
        if not self.check(text, found, f"na {within} s nog niet; het laatste was: {seen}"):
            raise Missing(text)
        return seen

    def hears(self, text, name, topic=None, within=30, **fields):
        """Waits for an event; gives the first one that fits."""

        def look():
            return self.chain.topics.all(name, topic=topic, **fields)

        if not self.chain.topics.wait(look, within):
            about = {field: value for field, value in fields.items() if field in ("zaak", "overdracht", "melding")}
            near = self.chain.topics.all(**about)[-4:] if about else self.chain.topics.all(name)[-3:]
            self.check(
                text, False, f"geen {name} binnen {within} s; het laatste was: {' · '.join(map(repr, near)) or 'niets'}"
            )
            raise Missing(text)
        self.check(text, True)
        return look()[0]

    def task(self, person, kind, subject, within=30):
        """The task of one person on one subject, from that person's own list."""
        text = f"{self.chain.named(person.id)} heeft de taak {kind}"
        tasks = self.until(
            text,
            lambda: person.pages("notificaties", "/v1/taken"),
            lambda tasks: any(task["soort"] == kind and task["onderwerp"] == subject for task in tasks),
            within,
        )
        return next(task for task in tasks if task["soort"] == kind and task["onderwerp"] == subject)

    def refused(self, text, answer, status, code=None):
        """An answer that refuses, and says why."""
        fits = answer.status == status and code in (None, answer.code)
        self.check(text, fits, answer)
        if fits:
            self.quote(f"“{answer.get('detail')}”")

    # Closing

    def timeline(self, title, zaak):
        """Everything that was said about a zaak and the meldingen in it."""
        self.title(f"Tijdlijn van {title[:1].lower()}{title[1:]}")
        said = self.chain.topics.all
        meldingen = {event.data["melding"] for event in said("casus-geopend", "melding-gekoppeld", zaak=zaak)}
        events = [event for event in said() if event.data.get("zaak") == zaak or event.data.get("melding") in meldingen]
        first = min(event.time for event in events)
        for event in sorted(events, key=lambda event: event.time):
            text = described(event, self.chain)
            if text:
                start = f"  +{seconds(event.time) - seconds(first):5.1f} s  "
                self.line(self.paint("2", start) + ("\n" + " " * len(start)).join(rows(text, 110 - len(start))))

    def close(self):
        self.line()
        for text in self.failed:
            self.line(f"  {self.paint('31', '✗')} {text}")
        colour = "31" if self.failed else "32"
        self.line(
            self.paint(colour, f"{self.held} controles geslaagd, {len(self.failed)} mislukt")
            + f" ({time.monotonic() - self.started:.0f} s)"
        )
        return 1 if self.failed else 0


def rows(text, width):
    return textwrap.wrap(text, width, break_on_hyphens=False)


def seconds(text):
    """Of RFC 3339 in UTC; only differences mean anything."""
    whole, _, part = text.rstrip("Z").partition(".")
    return time.mktime(time.strptime(whole, "%Y-%m-%dT%H:%M:%S")) + float(f"0.{part or 0}")
