"""What is measured, each time from the same beginning: a copy of the migrated database, an empty broker, and the services
that the measurement asks for. deploy/bench made the database and the identity provider."""

import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
LIMITS = REPOSITORY / "Tests/Benchmarks/limit"
PEER = REPOSITORY / "Tests/Benchmarks/peer"
HOME = Path(os.environ["KETEN_HOME"])
RAW = os.environ["KETEN_RAW"]
SERVICES = ["melding-intake", "regionaal-veiligheidsteam", "verwijzing", "notificaties"]
TICKS = os.sysconf("SC_CLK_TCK")


class Failure(Exception):
    """The measurement could not be made, or what it measured was wrong."""


def schema_of(service):
    return service.replace("-", "_")


def command(arguments, **options):
    """Runs a program to its end and gives its output."""
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode != 0:
        raise Failure(f"{Path(str(arguments[0])).name} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout


class Database:
    """A database of the private server, as its superuser."""

    def __init__(self, name):
        self.name = name
        self.base = os.environ["KETEN_DATABASE_URL"].rsplit("/", 1)[0]

    @property
    def url(self):
        """Without a role: services and limits add theirs."""
        return f"{self.base}/{self.name}"

    @property
    def environment(self):
        return os.environ | {
            "PGUSER": os.environ["KETEN_ADMIN_USER"],
            "PGPASSWORD": os.environ["KETEN_ADMIN_PASSWORD"],
            "PGOPTIONS": "-c client_min_messages=warning",
        }

    def query(self, sql):
        """The rows of the last statement, as lists of text."""
        output = command(
            ["psql", self.url, "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", sql],
            env=self.environment,
        )
        return [line.split("\t") for line in output.splitlines() if line]

    def one(self, sql):
        return self.query(sql)[0][0]

    def script(self, path, **variables):
        settings = [argument for name, value in variables.items() for argument in ("-v", f"{name}={value}")]
        command(
            ["psql", self.url, "-X", "-q", "-v", "ON_ERROR_STOP=1", *settings, "-f", path], env=self.environment
        )

    def pgbench(self, script, clients, rounds, seconds, warm=1, **variables):
        """Transactions a second of a script in `limit/`, in each round of so many seconds; first `warm` more of them."""
        # A second more: it does not always report on an interval that ends with the run.
        length = ["-P", str(seconds), "-T", str(seconds * (rounds + warm) + 1)]
        output = self.run_pgbench(script, clients, length, variables)
        rates = [float(rate) for rate in re.findall(r"^progress: [0-9.]+ s, ([0-9.]+) tps", output, re.MULTILINE)]
        if len(rates) < rounds + warm:
            raise Failure(f"{script}: {output[-2000:]}")
        return rates[warm : warm + rounds]

    def pgbench_once(self, script, transactions, **variables):
        """Transactions a second of so many of them on one connection."""
        output = self.run_pgbench(script, 1, ["-t", str(transactions)], variables)
        return float(re.search(r"^tps = ([0-9.]+)", output, re.MULTILINE).group(1))

    def run_pgbench(self, script, clients, length, variables):
        settings = [argument for name, value in variables.items() for argument in ("-D", f"{name}={value}")]
        # Extended and not prepared: in version 15 it confuses the statements of a pipeline.
        done = subprocess.run(
            ["pgbench", "-n", "-M", "extended", "-c", str(clients), "-j", str(min(clients, 2))]
            + [*length, *settings, "-f", LIMITS / script, self.url],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode != 0 or "number of failed transactions: 0 " not in done.stdout:
            raise Failure(f"{script}: {done.stdout[-2000:]}")
        return done.stdout

    def wal(self):
        return int(self.one("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn"))

    def settle(self):
        """Nothing of what was before is still being written."""
        self.query("checkpoint")

    @contextmanager
    def snapshot(self):
        """A snapshot held open, as by a dump."""
        session = subprocess.Popen(
            ["psql", self.url, "-X", "-q", "-A", "-t"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            session.stdin.write("begin isolation level repeatable read;\nselect 'held' from pg_class limit 1;\n")
            session.stdin.flush()
            if session.stdout.readline().strip() != "held":
                raise Failure("no snapshot could be held")
            yield
        finally:
            session.stdin.close()
            session.wait(timeout=10)
            session.stdout.close()


class Process:
    """A running program whose cost is known."""

    def __init__(self, name, arguments, environment=None, **options):
        self.name = name
        self.log = HOME / "log" / f"bench-{name}.log"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                arguments, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **options
            )

    @property
    def pid(self):
        return self.process.pid

    def require(self):
        if self.process.poll() is not None:
            words = self.log.read_text("utf-8", "replace").splitlines()[-8:]
            raise Failure(f"{self.name} ended with {self.process.returncode}: " + "\n".join(words))

    def cpu(self):
        """Seconds of processor time so far, of the program itself and of the kernel on its behalf."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def anonymous(self):
        """Megabytes of anonymous memory (RssAnon)."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
        raise Failure(f"{self.name}: no RssAnon")

    def stop(self, within=60):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(within)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise Failure(f"{self.name} did not stop within {within} s") from None


class Service(Process):
    """One of the chain's services, in its release build."""

    def __init__(self, stack, name, **settings):
        self.url = os.environ[f"KETEN_{schema_of(name).upper()}_URL"]
        environment = os.environ | {
            "KETEN_PORT": self.url.rsplit(":", 1)[1],
            "KETEN_DATABASE_URL": stack.database.url,
            "KETEN_DATABASE_PASSWORD_FILE": str(HOME / "secrets" / f"{schema_of(name)}-password"),
            "KETEN_KAFKA_BOOTSTRAP_SERVERS": stack.broker,
        }
        program = f"{os.environ['KETEN_PROGRAMS']}/{name}"
        self.started = time.monotonic()
        super().__init__(name, [program, "serve"], environment | settings)

    def get(self, path, within=10):
        with urllib.request.urlopen(self.url + path, timeout=within) as answer:
            return answer.read().decode()

    def is_ready(self):
        try:
            self.get("/health/ready", within=5)
            return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def await_ready(self, every=0.002, within=60):
        """Seconds from exec until it says that it is ready."""
        while not self.is_ready():
            self.require()
            if time.monotonic() - self.started > within:
                raise Failure(f"{self.name} is not ready within {within} s")
            time.sleep(every)
        return time.monotonic() - self.started

    def metrics(self):
        values = {}
        for line in self.get("/metrics").splitlines():
            if line and not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                values[name] = float(value)
        return values

    def count(self, family, **labels):
        """The sum of a counter's series that have these labels."""
        wanted = [f'{name}="{value}"' for name, value in labels.items()]
        return sum(
            value
            for name, value in self.metrics().items()
            if name.split("{")[0] == family and all(label in name for label in wanted)
        )


class Stack:
    """A database, a broker and services of its own; all of it ends with the `with`."""

    def __init__(self, name, partitions=64):
        self.name = name
        self.partitions = partitions
        self.database = Database(f"bench_{name}")
        self.broker = f"127.0.0.1:{os.environ['KETEN_BROKER_PORT']}"
        self.running = []
        self.serving = None

    def __enter__(self):
        administration = Database("postgres")
        administration.query(f"drop database if exists {self.database.name} with (force)")
        administration.query(f"create database {self.database.name} template keten")
        self.restart_broker()
        return self

    def restart_broker(self):
        """Everything that it held is gone."""
        if self.serving:
            self.serving.stop()
        program = f"{os.environ['KETEN_PROGRAMS']}/keten-dev"
        ready = HOME / "run" / "broker.json"
        ready.unlink(missing_ok=True)
        arguments = [program, "broker", "--port", os.environ["KETEN_BROKER_PORT"], "--partitions", str(self.partitions)]
        self.serving = Process(
            "broker", [*arguments, "--topics", os.environ["KETEN_TOPICS"], "--ready-file", str(ready)]
        )
        while not ready.exists():
            self.serving.require()
            time.sleep(0.01)

    def __exit__(self, *_):
        for process in reversed(self.running):
            process.stop()
        self.running = []
        self.serving.stop()
        Database("postgres").query(f"drop database {self.database.name} with (force)")

    def service(self, name, **settings):
        service = Service(self, name, **settings)
        self.running.append(service)
        return service

    def services(self, *names):
        started = [self.service(name) for name in names]
        for service in started:
            service.await_ready(every=0.05)
        return started

    def stop(self, process):
        process.stop()
        self.running.remove(process)

    def hold_relay(self, service, held=True):
        """Keeps every relay of a service from leading, so that consuming is measured by itself."""
        schema = schema_of(service)
        self.database.query(
            f"update {schema}.relay_lease set owner = 'bench', epoch = epoch + 1, "
            f"expires_at = {'clock_timestamp() + interval $$1 day$$' if held else '$$-infinity$$'}"
        )

    # MARK: Kafka

    def raw(self, *arguments, **options):
        return json.loads(command([RAW, *map(str, arguments)], **options))

    def feed(self, topic, path):
        """Puts the lines `key TAB value` of a file on a topic, and checks that the broker kept all of them."""
        with open(path, "rb") as lines:
            fed = self.raw("produce", self.broker, topic, 2, "linger.ms=20", "batch.size=1000000", stdin=lines)
        self.require_all(topic, fed["messages"])
        return fed["messages"]

    def require_all(self, topic, messages):
        """The development broker drops a partition's oldest beyond 5 MiB without a word (MESSAGING.md §11)."""
        kept = self.raw("lowest", self.broker, topic)
        if kept["lowest"] != 0 or kept["messages"] != messages:
            raise Failure(f"the broker kept {kept} of {messages} messages on {topic}")


class Rounds:
    """Equal parts of a counter's rise, timed one by one; what comes before `begin` warms up."""

    def __init__(self, count, begin, end, rounds):
        self.count, self.rounds, self.begin = count, rounds, begin
        self.size = (end - begin) / rounds

    def run(self, require, within):
        """Rates of the rounds; `require` raises when it makes no sense to wait any longer."""
        marks = [self.begin + self.size * number for number in range(self.rounds + 1)]
        passed, before = [], (time.monotonic(), self.count())
        deadline = time.monotonic() + within
        while len(passed) < len(marks):
            require()
            if time.monotonic() > deadline:
                raise Failure(f"only {before[1]:.0f} of {marks[-1]:.0f} within {within} s")
            # A page of metrics costs the service and us milliseconds of the same processors.
            time.sleep(0.25)
            # The middle of the question is when the answer was true, near enough.
            asked = time.monotonic()
            value = self.count()
            now = ((asked + time.monotonic()) / 2, value)
            while len(passed) < len(marks) and value >= marks[len(passed)]:
                risen = value - before[1]
                part = (marks[len(passed)] - before[1]) / risen if risen > 0 else 1
                passed.append(before[0] + part * (now[0] - before[0]))
            before = now
        self.begun, self.ended = passed[0], passed[-1]
        return [self.size / (after - earlier) for earlier, after in zip(passed, passed[1:])]
