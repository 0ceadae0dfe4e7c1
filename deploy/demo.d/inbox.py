"""A professional's live inbox: server-sent events, each task acknowledged as a browser does."""

import json
import threading
import urllib.error
import urllib.request

from cast import TAKEN


class Inbox:
    def __init__(self, person):
        self.person = person
        self.tasks = []
        request = urllib.request.Request(
            person.chain.urls[TAKEN] + "/v1/taken/stroom",
            headers={"Authorization": f"Bearer {person.token()}", "Accept": "text/event-stream"},
        )
        # Longer than the heartbeat of 15 s.
        self.stream = urllib.request.urlopen(request, timeout=60)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        kind = None
        try:
            for line in self.stream:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name == "event":
                    kind = value
                elif name == "data" and kind == "taak":
                    self.receive(json.loads(value))
        except (AttributeError, OSError, ValueError):
            return  # The stream was closed, maybe while it was being read: then http.client finds its file gone.

    def receive(self, task):
        if task["status"] == "open":
            self.person.ask("POST", TAKEN, f"/v1/taken/{task['id']}/ontvangsten", {"kanaal": "sse"})
        self.tasks.append(task)

    def has(self, kind, subject):
        return [task for task in self.tasks if task["soort"] == kind and task["onderwerp"] == subject]

    def close(self):
        self.stream.close()
