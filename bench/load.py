"""Clients that ask at the same time, and what they saw. Each runs in a thread with a connection of its own."""

import http.client
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from bench.server import Server

Ask = Callable[[http.client.HTTPConnection, Any], str]  # does one piece of work and names its outcome


@dataclass
class Seen:
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000

    @property
    def median(self) -> float:
        return statistics.median(self.latencies) * 1000


def run(server: Server, clients: int, work: Iterable[Any], ask: Ask) -> Seen:
    """Do all pieces of `work`, shared by `clients`, each on a kept connection."""
    pieces: SimpleQueue[Any] = SimpleQueue()
    for piece in work:
        pieces.put(piece)
    seen, lock, barrier = Seen(), threading.Lock(), threading.Barrier(clients + 1)

    def client() -> None:
        connection = server.connection()
        connection.connect()
        mine: list[tuple[float, str]] = []
        barrier.wait()
        while True:
            try:
                piece = pieces.get_nowait()
            except Empty:
                break
            began = time.perf_counter()
            outcome = ask(connection, piece)
            mine.append((time.perf_counter() - began, outcome))
        connection.close()
        with lock:
            seen.latencies += [latency for latency, _outcome in mine]
            seen.outcomes.update(outcome for _latency, outcome in mine)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    barrier.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seen.seconds = time.perf_counter() - began
    return seen


def get(connection: http.client.HTTPConnection, path: str, headers: dict[str, str] | None = None) -> Any:
    connection.request("GET", path, headers=headers or {})
    response = connection.getresponse()
    return response, response.read()
