"""How much is measured: enough for a figure, or enough for a look."""

from types import SimpleNamespace

FULL = SimpleNamespace(
    rounds=5,
    consume=240_000,
    relay=1_000_000,
    # Of these, how many go through in the measured rounds.
    relay_measured=600_000,
    limit_seconds=3,
    intake_seconds=4,
    connections=64,
    latency_seconds=20,
    latency_rate=50,
    burst=100_000,
    starts=5,
    idle_seconds=10,
    peer_documented=6_000,
    peer_tuned=120_000,
    backlog=1_000_000,
    growth=[0, 1_000_000, 10_000_000],
    handovers=10_000,
    board_requests=200,
    term_rounds=3,
)

QUICK = SimpleNamespace(**vars(FULL))
QUICK.consume = 40_000
QUICK.relay = 200_000
QUICK.relay_measured = 100_000
QUICK.limit_seconds = 1
QUICK.intake_seconds = 1
QUICK.latency_seconds = 5
QUICK.burst = 2_000
QUICK.idle_seconds = 2
QUICK.peer_documented = 1_500
QUICK.peer_tuned = 20_000
QUICK.backlog = 200_000
QUICK.growth = [0, 200_000]
QUICK.board_requests = 40
QUICK.term_rounds = 1


def of(name):
    return {"full": FULL, "quick": QUICK}[name]
