"""The systems of the organisations: each says on its own topic that a task has arrived, as long as it runs."""

import queue
import threading


class Partners:
    def __init__(self, topics):
        self.topics = topics
        self.broken = set()
        self.work = queue.Queue()
        self.seen = 0
        self.stopped = threading.Event()
        for target in (self.look, self.answer, self.answer):
            threading.Thread(target=target, daemon=True).start()

    def look(self):
        while not self.stopped.is_set():
            with self.topics.changed:
                if len(self.topics.events) == self.seen:
                    self.topics.changed.wait(0.5)
                new, self.seen = self.topics.events[self.seen :], len(self.topics.events)
            for event in new:
                oin = event.topic.removeprefix("keten.uit.")
                if event.name == "taak-aangeboden" and oin not in self.broken:
                    self.work.put((oin, event.data["taak"]))

    def answer(self):
        while True:
            oin, task = self.work.get()
            self.topics.say(oin, "taak-bezorgd-gemeld", {"taak": task})

    def close(self):
        self.stopped.set()
