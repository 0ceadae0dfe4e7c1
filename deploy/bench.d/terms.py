"""How long after the instant at which 10,000 terms fall due the last of them has gone off."""

import time

import board
from figures import Figure
from stack import Failure, Stack

TERM = "overdracht-beantwoorden"
EVENT = "nl.keten.overdrachten.termijn-herinnerd.v1"


def measure(run):
    seconds = []
    with Stack("terms") as stack:
        service = board.with_handovers(stack, run.size.handovers * run.size.term_rounds)
        for _ in range(run.size.term_rounds):
            seconds.append(one_instant(run, stack, service))
        run.note_memory(service)
    return [
        Figure(
            f"terms: {run.size.handovers:,} due at one instant",
            seconds,
            "s",
            at_most=5,
            remarks=[
                f"until the commit of the last reminder; their rows' instants were moved there by SQL, "
                f"{run.size.handovers} in each round, and what goes off is the service's own"
            ],
        )
    ]


def one_instant(run, stack, service):
    """Lets the first stage of so many terms fall due together, and gives the seconds from then to the last event."""
    count = run.size.handovers
    before = int(stack.database.one(f"select count(*) from verwijzing.event where type = '{EVENT}'"))
    instant = stack.database.one(
        f"""
        with chosen as (
            select id, date_trunc('milliseconds', clock_timestamp()) + interval '8 seconds' as due
            from verwijzing.term
            where kind = '{TERM}' and stage = 0 and fired_at is null and cancelled_at is null
            limit {count}
        ), moved as (
            update verwijzing.term t
            set next_at = due, moments = array[due] || moments[2 : array_length(moments, 1)]
            from chosen c where c.id = t.id returning due
        )
        select extract(epoch from min(due)) || ' ' || count(*) from moved
        """
    )
    due, moved = instant.split()
    if int(moved) != count:
        raise Failure(f"{moved} terms of {count} could be moved")
    if float(due) - 1 < time.time():
        raise Failure("moving the terms took so long that some went off before the others were there")
    deadline = time.monotonic() + 120
    while True:
        service.require()
        fired, last = stack.database.query(
            f"""
            select count(*), coalesce(extract(epoch from max(pg_xact_commit_timestamp(xmin))), 0)
            from verwijzing.event where type = '{EVENT}'
            """
        )[0]
        if int(fired) - before >= count:
            return float(last) - float(due)
        if time.monotonic() > deadline:
            raise Failure(f"{int(fired) - before} of {count} terms went off")
        time.sleep(0.25)
