"""How many signed-in meldingen a second are taken in, at 64 connections."""

import os
import re
import statistics
import subprocess
import time
import urllib.request

import partners
from figures import Figure, in_series
from stack import HERE, HOME, LIMITS, Failure, Process, Stack, command

SERVICE = "melding-intake"


def measure(run):
    with Stack("intake") as stack:
        stack.hold_relay(SERVICE)
        (service,) = stack.services(SERVICE)
        before = rows(stack)
        rates, taken = flood(run, service.url, "intake", run.size.rounds, watched=lambda: run.note_memory(service))
        written = {name: (count - before.get(name, 0)) / taken for name, count in rows(stack).items()}
        kept = int(stack.database.one("select count(*) from melding_intake.aggregate where kind = 'melding'"))
        if kept < taken:
            raise Failure(f"{taken} meldingen were answered and {kept} kept")
        stack.stop(service)
        sizes = [int(size) for size in stack.database.query(SIZES)[0]]
        bare = bare_route(run)
        stack.database.script(LIMITS / "schema.sql")
        connections = 2
        committed = BATCH * statistics.median(
            stack.database.pgbench(
                "intake.sql",
                connections,
                run.size.rounds,
                run.size.limit_seconds,
                batch=0,
                data=sizes[0],
                state=sizes[1],
                answer=sizes[2],
                content=sizes[3],
            )
        )
    limit = in_series(committed, bare)
    name = "set-wise pgbench in series with a bare route that checks the same token"
    told = ", ".join(f"{name} {count:.2f}" for name, count in sorted(written.items()) if count > 0.001)
    remarks = [
        f"limit: pgbench {committed:.0f} meldingen/s in batches of {BATCH} on {connections} connections, bare route "
        f"{bare:.0f} requests/s; rows a melding: {told}"
    ]
    return [Figure("intake", rates, "meldingen/s", limit, name, at_least=0.6, remarks=remarks)]


BATCH = 32

SIZES = """
select
    (select avg(octet_length(data))::int from melding_intake.event),
    (select avg(octet_length(state::text))::int from melding_intake.aggregate where kind = 'melding'),
    (select avg(octet_length(body))::int from melding_intake.idempotency),
    (select avg(octet_length(state::text))::int from melding_intake.aggregate where kind <> 'melding')
"""


def flood(run, url, name, rounds, watched=lambda: None, path="melding.lua"):
    """Requests a second of wrk in each round after one that warms up, and how many were answered."""
    token = partners.token(partners.SCHOOL)
    rates, taken = [], 0
    for number in range(rounds + 1):
        output = command(
            ["wrk", "-t", "1", "-c", str(run.size.connections), "-d", f"{run.size.intake_seconds}s", "--timeout", "30s"]
            + ["-s", str(HERE / path), url, "--", f"{name}-{number}", str(number * 1_000_000), token]
        )
        if "Non-2xx" in output or "Socket errors" in output:
            raise Failure(f"not every melding was taken in: {output}")
        rates.append(float(re.search(r"Requests/sec:\s+([0-9.]+)", output).group(1)))
        taken += int(re.search(r"(\d+) requests in", output).group(1))
        watched()
    return rates[1:], taken


def bare_route(run):
    """The same requests to hummingbird and JWTKit alone."""
    keys = HOME / "run" / "keys.json"
    with urllib.request.urlopen(os.environ["KETEN_JWKS_URL"], timeout=10) as answer:
        keys.write_bytes(answer.read())
    port = os.environ["KETEN_BARE_PORT"]
    server = Process(
        "bare-route", [os.environ["KETEN_BARE_ROUTE"], port, str(keys), os.environ["KETEN_ISSUER"], "keten"]
    )
    try:
        while subprocess.run(["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}"], stderr=subprocess.DEVNULL).returncode:
            server.require()
            time.sleep(0.05)
        return statistics.median(flood(run, f"http://127.0.0.1:{port}", "bare", run.size.rounds)[0])
    finally:
        server.stop()


def rows(stack):
    counted = stack.database.query(
        """
        select regexp_replace(relname, '^event_\\d+$', 'event'), sum(n_tup_ins), sum(n_tup_upd)
        from pg_stat_user_tables where schemaname = 'melding_intake' group by 1
        """
    )
    return {f"{name} {kind}": int(n) for name, new, old in counted for kind, n in (("new", new), ("changed", old))}
