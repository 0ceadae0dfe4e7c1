"""A day's backlog: 1 M events on the topic before the service starts, until the last one is finished."""

import consume
from figures import Figure
from stack import Stack


def measure(run):
    with Stack("backlog") as stack:
        figure = consume.of_service(run, stack, run.size.backlog)
    return [
        Figure("backlog", [figure.whole_seconds], "s", at_most=300, remarks=[f"{figure.total} events", *figure.remarks[1:]])
    ]
