"""A throw-away PostgreSQL for one test run: made in a temporary folder, gone at the end.

`server_url()` starts it at the first call. Under xdist the controller starts it before its workers, which
find its address in the environment, so that a run has one cluster however many processes it uses.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

# Set from outside, it names a server to use instead, for example postgresql+psycopg://me@/postgres
ADDRESS_VARIABLE = "TEST_POSTGRES_URL"
START_SECONDS = 180
STOP_SECONDS = 20
# Nothing here survives a crash, and nothing needs to: that is what makes it quick.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "dynamic_shared_memory_type": "mmap",  # /dev/shm is tiny or absent in many containers
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class ClusterError(RuntimeError):
    """PostgreSQL is missing or did not start; the text says what was tried."""


@dataclass(frozen=True)
class Cluster:
    """A running server that listens on a socket in its own folder."""

    folder: Path
    process: subprocess.Popen[bytes]

    def url_for(self, dbname: str) -> str:
        address = URL.create(
            "postgresql+psycopg", username="postgres", database=dbname, query={"host": str(self.folder)}
        )
        return address.render_as_string(hide_password=False)

    def stop(self) -> None:
        """End the server at once, open connections or not, and remove its folder."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


_own: Cluster | None = None


def server_url() -> str:
    """Address of the run's server, at its `postgres` database; starts the server when there is none yet."""
    global _own  # noqa: PLW0603 - one cluster a run is the point
    if ADDRESS_VARIABLE not in os.environ:
        _own = start_cluster()
        os.environ[ADDRESS_VARIABLE] = _own.url_for("postgres")
    return os.environ[ADDRESS_VARIABLE]


def stop_server() -> None:
    """Stop the server if this process started it."""
    global _own  # noqa: PLW0603
    if _own is not None:
        os.environ.pop(ADDRESS_VARIABLE, None)
        _own.stop()
        _own = None


def create_database(name: str, *, template: str | None = None) -> str:
    """Make a database anew, dropping one of that name, and return its address.

    `template` names a database to copy, for example one already migrated; nobody may be connected to it.
    """
    command = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if template is not None:
        command += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
    drop_database(name)
    _execute(command)
    return url_of(name)


def url_of(name: str) -> str:
    """The address of a database on the run's server."""
    return make_url(server_url()).set(database=name).render_as_string(hide_password=False)


def drop_database(name: str) -> None:
    """Drop a database, ending the connections it still has; nothing happens when there is none."""
    _execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def find_binary(name: str) -> Path:
    """Path of a PostgreSQL program (`initdb`, `pg_dump`…): from PATH, else the newest from Debian."""
    if found := shutil.which(name):
        return Path(found)
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    if newest is None:
        raise ClusterError(f"PostgreSQL's {name} was not found; `make test` installs it")
    return newest


def start_cluster() -> Cluster:
    """Make a cluster in a new folder and wait until it answers."""
    # Directly under /tmp: a socket's path may have 107 characters, and another user must get through to it.
    folder = Path(tempfile.mkdtemp(prefix="conference-pg-", dir="/tmp"))
    data, log = folder / "data", folder / "server.log"
    if os.geteuid() == 0:
        shutil.chown(folder, _unprivileged_user())
    made = subprocess.run(
        [*_as_unprivileged(), find_binary("initdb"), "--pgdata", data, "--username=postgres", "--auth=trust",
         "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise ClusterError(f"initdb failed:\n{made.stdout}{made.stderr}")
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*_as_unprivileged(), find_binary("postgres"), "-D", data, "-k", folder, *options],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C ends the tests first, then them their server
        )
    cluster = Cluster(folder, process)
    _wait_until_ready(cluster, log)
    return cluster


def _wait_until_ready(cluster: Cluster, log: Path) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(cluster.folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if cluster.process.poll() is not None or time.monotonic() > give_up_at:
                output = log.read_text(errors="replace")
                cluster.stop()
                raise ClusterError(f"PostgreSQL did not start:\n{output}") from None
            time.sleep(0.02)
        else:
            return


def _as_unprivileged() -> list[str]:
    """What to put before a command: PostgreSQL refuses to run as root, and must not outlive the run."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return []
    prefix = [setpriv, "--pdeathsig=QUIT"]
    if os.geteuid() == 0:
        user = _unprivileged_user()
        prefix += [f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
    return prefix


def _unprivileged_user() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _execute(command: sql.Composed) -> None:
    address = make_url(server_url()).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(command)
