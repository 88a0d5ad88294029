"""`flask serve`: the processes that answer and the worker, one command on one machine.

waitress reads slow bodies before a thread is given to them, so it may face the network by itself.
"""

import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import Context
from functools import partial
from types import FrameType
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from .db import db
from .jobs.worker import work_until_stopped

RESTART_SECONDS = 2
END_SECONDS = 12
LOOK_SECONDS = 0.05
FEW_THREADS = 3  # of each process: one calculates while the others wait for the database or the disk

Deed = Callable[[], None]
# Addresses that the first visitors ask for, by feature.
FIRST_PAGES: dict[str, Callable[[], Sequence[str]]] = {}


@click.command("serve")
@click.option("--worker/--no-worker", default=True, help="Also do the work outside the request.")
@with_appcontext
def serve(worker: bool) -> None:  # noqa: FBT001 - a switch
    """Serve the site until stopped."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - for other threads
    listening = listen(app.config["HOST"], app.config["PORT"])
    signal.signal(signal.SIGTERM, end_quietly)
    deeds: list[Deed] = [partial(answer, app, listening, os.getpid())] * app.config["SERVER_PROCESSES"]
    if worker:
        deeds.append(partial(work, app, listening, os.getpid()))
    look_first(app)
    db.engine.dispose()  # a connection must not be shared
    click.echo(f"The site is on {app.config['BASE_URL']} (stop with Ctrl+C)")
    become_one_of(deeds)()


def look_first(app: Flask) -> None:
    """Look at what the first visitors ask for: the copies share from the start what is read and compiled for it."""
    with suppress(SQLAlchemyError):  # without a database the pages say so themselves
        Context().run(_visit, app)  # each page in a context of its own, and nothing stays open of it


def _visit(app: Flask) -> None:
    base = app.config["BASE_URL"]
    with app.test_request_context(base_url=base):
        paths = [path for pages in FIRST_PAGES.values() for path in pages()]
    visitor = app.test_client(use_cookies=False)
    for path in paths:
        visitor.get(path, base_url=base)


def become_one_of(deeds: Sequence[Deed]) -> Deed:
    """Start a copy of this process for each deed, and another whenever one ends. Returns in the copies only.

    They share what was loaded until now: started in no time, and most of the memory is there once.
    """
    gc.collect()
    gc.freeze()  # what stays for good need not be looked through again, nor copied for that
    running: dict[int, Deed] = {}
    missing = list(deeds)
    while True:
        for deed in missing:
            process = os.fork()
            if not process:
                return deed
            running[process] = deed
        missing = [running.pop(first_that_ends(running))]


def first_that_ends(running: Mapping[int, Deed]) -> int:
    """Wait for one, and then a little. When we are told to end meanwhile, all are."""
    try:
        process, _how = os.wait()
        while process not in running:  # the first process of a container inherits what others leave behind
            process, _how = os.wait()
        time.sleep(RESTART_SECONDS)
    except BaseException:
        for process in running:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
        end = time.monotonic() + END_SECONDS
        with suppress(ChildProcessError):
            while time.monotonic() < end:
                if os.waitpid(-1, os.WNOHANG) == (0, 0):
                    time.sleep(LOOK_SECONDS)
        raise
    return process


def listen(host: str, port: int) -> socket.socket:
    """The socket that all processes take their visitors from."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise click.ClickException(
            f"Port {port} of {host} cannot be opened ({reason}); PORT=… names another"
        ) from error
    return listening


def work(app: Flask, listening: socket.socket, parent: int) -> None:
    """Do what is to be done outside of requests."""
    listening.close()  # it answers nobody, and must not hold the port once nobody does
    work_until_stopped(app, parent)


def answer(app: Flask, listening: socket.socket, parent: int) -> None:
    """Answer visitors until told to end."""
    import waitress  # noqa: PLC0415 - only this command needs it

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait for a thread is no news here
    server = waitress.create_server(app, sockets=[listening], **server_options(app.config))
    most = app.config["SERVER_THREADS"]
    threading.Thread(
        target=look_after, args=(server.task_dispatcher, most, parent, threading.Event()), daemon=True
    ).start()
    server.run()


def look_after(dispatcher: Any, most_threads: int, parent: int, stop: threading.Event) -> None:
    """Have more threads answer while long answers hold up the few; end when the process that started us is gone.

    Threads of one process only take turns. Where more of them answer than are needed, each waits for all others again
    and again, and everybody is late.
    """
    usual = threads = min(FEW_THREADS, most_threads)
    first = None
    while not stop.wait(LOOK_SECONDS):
        if os.getppid() != parent:
            os._exit(0)  # at once, however it went: its successor needs the port
        before, first = first, first_in_line(dispatcher.queue)
        wanted = threads
        if first is None:
            wanted = usual
        elif first is before:  # nobody had time for it meanwhile
            wanted = min(threads + 1, most_threads)
        if wanted != threads:
            dispatcher.set_thread_count(wanted)
            threads = wanted


def first_in_line(queue: Sequence[Any]) -> Any:
    """Others take from it in this moment."""
    try:
        return queue[0]
    except IndexError:
        return None


def server_options(config: Mapping[str, Any]) -> dict[str, Any]:
    """Without the address: a socket is open already."""
    return {
        "threads": min(FEW_THREADS, config["SERVER_THREADS"]),
        "ident": None,
        "channel_timeout": 60,
        # waitress drops what a proxy says of the visitor unless told otherwise: core.web judges how much to believe
        "clear_untrusted_proxy_headers": not config["TRUSTED_PROXIES"],
    }


def end_quietly(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
