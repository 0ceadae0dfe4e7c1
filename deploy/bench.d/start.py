"""From exec until a service says that it is ready, on a migrated schema."""

from figures import Figure
from stack import SERVICES, Stack


def measure(run):
    with Stack("start") as stack:
        figures = []
        for name in SERVICES:
            times = []
            for _ in range(run.size.starts + 1):
                service = stack.service(name)
                times.append(service.await_ready())
                stack.stop(service)
            figures.append(Figure(f"start {name}", times[1:], "s", at_most=0.3))
    return figures
