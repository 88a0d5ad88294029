"""`flask serve`: the web server and its worker, one command on one machine.

waitress reads slow bodies before a thread is given to them, so it may face the network by itself.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from types import FrameType
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

RESTART_SECONDS = 2
END_SECONDS = 12
PARENT_SECONDS = 0.2


@click.command("serve")
@click.option("--worker/--no-worker", default=True, help="Also do the work outside the request.")
@click.option("--beside", type=(int, int), hidden=True, help="Answer on this open socket of that process, beside it.")
@with_appcontext
def serve(worker: bool, beside: tuple[int, int] | None) -> None:  # noqa: FBT001 - a switch
    """Serve the site until stopped."""
    import waitress  # noqa: PLC0415 - only this command needs it

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - waitress takes the app
    stop = threading.Event()
    signal.signal(signal.SIGTERM, end_quietly)
    if beside is not None:
        threading.Thread(target=end_with, args=(beside[1],), daemon=True).start()
        waitress.serve(app, sockets=[socket.socket(fileno=beside[0])], **server_options(app.config))
        return
    listening = listen(app.config["HOST"], app.config["PORT"])
    commands = [["jobs", "work", "--with-parent"]] if worker else []
    helper = ["serve", "--beside", str(listening.fileno()), str(os.getpid())]
    commands += [helper] * (app.config["SERVER_PROCESSES"] - 1)
    keepers = [
        threading.Thread(target=keep_running, args=(words, stop, listening.fileno()), daemon=True) for words in commands
    ]
    for keeper in keepers:
        keeper.start()
    click.echo(f"The site is on {app.config['BASE_URL']} (stop with Ctrl+C)")
    try:
        waitress.serve(app, sockets=[listening], **server_options(app.config))
    finally:
        stop.set()
        for keeper in keepers:
            keeper.join(END_SECONDS)


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


def end_with(parent: int) -> None:
    """End at once when the process that opened the socket is gone, however it went: its successor needs the port."""
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
    os._exit(0)


def server_options(config: Mapping[str, Any]) -> dict[str, Any]:
    """Without the address: a socket is open already."""
    return {
        "threads": config["SERVER_THREADS"],
        "ident": None,
        "channel_timeout": 60,
        # waitress drops what a proxy says of the visitor unless told otherwise: core.web judges how much to believe
        "clear_untrusted_proxy_headers": not config["TRUSTED_PROXIES"],
    }


def keep_running(words: list[str], stop: threading.Event, listening: int) -> None:
    """Start another process of ours, and again whenever it dies."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    while not stop.is_set():
        process = subprocess.Popen(command, pass_fds=[listening] if "--beside" in words else [])  # noqa: S603 - ours
        while process.poll() is None and not stop.wait(0.5):
            pass
        if stop.is_set():
            process.terminate()
            process.wait(10)
        else:
            time.sleep(RESTART_SECONDS)


def end_quietly(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
