"""Anonymous memory (RssAnon) of each service: idle, and the most that was seen while something was measured with it."""

import time

from figures import Figure
from stack import SERVICES, Stack


def measure(run):
    with Stack("memory") as stack:
        services = stack.services(*SERVICES)
        time.sleep(run.size.idle_seconds)
        figures = [
            Figure(f"memory {service.name}, idle", [service.anonymous()], "MB", at_most=25) for service in services
        ]
    for name, most in sorted(run.loaded.items()):
        figures.append(Figure(f"memory {name}, at load", [most], "MB", at_most=100))
    return figures
