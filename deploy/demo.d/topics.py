"""Kafka through kcat: everything that is said on a topic is kept, and an organisation speaks on its own."""

import json
import re
import subprocess
import threading
import time
import uuid

CHAIN = ["keten.meldingen", "keten.casussen", "keten.overdrachten", "keten.bevestigingen"]


UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def lowered(value):
    """UUIDs in lower case: they are the same whatever their case (RFC 9562)."""
    if isinstance(value, dict):
        return {name: lowered(member) for name, member in value.items()}
    if isinstance(value, list):
        return [lowered(member) for member in value]
    return value.lower() if isinstance(value, str) and UUID.fullmatch(value) else value


class Event:
    """One CloudEvent with where it stood."""

    def __init__(self, topic, key, event):
        self.topic, self.key, self.event = topic, key, event
        self.data = lowered(event.get("data") or {})
        parts = event.get("type", "").split(".")
        self.name = parts[3] if len(parts) == 5 else event.get("type", "")

    @property
    def id(self):
        return self.event.get("id")

    @property
    def time(self):
        return self.event.get("time", "")

    def __repr__(self):
        return f"{self.topic} {self.name} {json.dumps(self.data, ensure_ascii=False)}"


class Topics:
    def __init__(self, servers):
        self.servers = servers
        self.events = []
        self.changed = threading.Condition()
        self.readers = []

    def follow(self, *names):
        """Keeps whatever the topics say, from their beginning."""
        for name in names:
            # Librdkafka's own broker answers an empty fetch only after the whole wait.
            reader = subprocess.Popen(
                [
                    "kcat",
                    "-C",
                    "-q",
                    "-u",
                    "-b",
                    self.servers,
                    "-t",
                    name,
                    "-o",
                    "beginning",
                    "-f",
                    "%k\t%s\n",
                    "-X",
                    "fetch.wait.max.ms=100",
                    "-X",
                    "topic.metadata.refresh.interval.ms=2000",
                ],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
            )
            self.readers.append(reader)
            threading.Thread(target=self.read, args=(name, reader), daemon=True).start()

    def read(self, topic, reader):
        for line in reader.stdout:
            key, _, value = line.decode("utf-8", "replace").rstrip("\n").partition("\t")
            try:
                event = json.loads(value)
            except json.JSONDecodeError:
                continue  # Someone's bad input; the chain's own events are always JSON.
            with self.changed:
                self.events.append(Event(topic, key, event))
                self.changed.notify_all()

    def all(self, *names, topic=None, **fields):
        """Events of these names whose data has these values."""
        with self.changed:
            return [
                event
                for event in self.events
                if (not names or event.name in names)
                and (topic is None or event.topic == topic)
                and all(
                    value(event.data.get(field)) if callable(value) else event.data.get(field) == value
                    for field, value in fields.items()
                )
            ]

    def wait(self, ready, seconds):
        """Until `ready()` gives something, looked at whenever a topic says something."""
        deadline = time.monotonic() + seconds
        while True:
            found = ready()
            left = deadline - time.monotonic()
            if found or left <= 0:
                return found
            with self.changed:
                self.changed.wait(min(left, 0.2))

    def say(self, oin, name, data, source=None, id=None, version=1, value=None):
        """An organisation's message on its own topic; gives its id. `value` is sent as it is."""
        id = id or str(uuid.uuid4())
        type = f"nl.keten.inkomend.{name}.v{version}"
        event = {
            "specversion": "1.0",
            "id": id,
            "source": source or f"urn:nld:oin:{oin}:systeem:eigen",
            "type": type,
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "datacontenttype": "application/json",
            "dataschema": f"https://keten.example/schemas/{type}.json",
            "data": data,
        }
        line = json.dumps(event).encode() if value is None else value
        subprocess.run(
            [
                "kcat",
                "-P",
                "-b",
                self.servers,
                "-t",
                f"keten.in.{oin}",
                "-k",
                id,
                "-c",
                "1",
                "-H",
                "content-type=application/cloudevents+json; charset=UTF-8",
            ],
            input=line,
            check=True,
            timeout=30,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        return id

    def close(self):
        for reader in self.readers:
            reader.terminate()
        for reader in self.readers:
            reader.wait()
