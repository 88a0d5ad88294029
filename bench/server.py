"""A server as `make run` starts it, on a database and data folder of its own."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    process: subprocess.Popen[bytes]
    environ: dict[str, str]
    start_seconds: float  # from the command to the first answer

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, self.port, timeout=60)

    @property
    def memory_mb(self) -> float:
        """Of all its processes together; what they share counts once."""
        mine = {self.process.pid, *copies_of(self.process.pid)}
        rollups = [Path(f"/proc/{process}/smaps_rollup").read_text() for process in mine]
        return (
            sum(int(line.split()[1]) for rollup in rollups for line in rollup.splitlines() if line.startswith("Pss:"))
            / 1024
        )


def copies_of(process: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def environment(database_url: str, folder: Path) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "APP_ENV": "development",
        "REGISTRATION_LIMIT": "1000000",
        "PYTHONWARNINGS": "ignore",
    }


def flask(environ: dict[str, str], *words: str) -> str:
    done = subprocess.run([*FLASK, *words], cwd=ROOT, env=environ, check=True, capture_output=True, text=True)
    return done.stdout


@contextmanager
def running(environ: dict[str, str], *, worker: bool = False) -> Iterator[Server]:
    began = time.perf_counter()
    command = [*FLASK, "serve", *([] if worker else ["--no-worker"])]
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        port = int(environ["PORT"])
        wait_for("127.0.0.1", port, began)
        yield Server("127.0.0.1", port, process, environ, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def wait_for(host: str, port: int, began: float) -> None:
    while True:
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            if time.perf_counter() - began > START_SECONDS:
                raise
            time.sleep(0.02)
        else:
            return
        finally:
            connection.close()
