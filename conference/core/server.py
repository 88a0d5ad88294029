"""`flask serve`: the web server and its worker, one command on one machine.

waitress reads slow bodies before a thread is given to them, so it may face the network by itself.
"""

import signal
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


@click.command("serve")
@click.option("--worker/--no-worker", default=True, help="Also do the work outside the request.")
@with_appcontext
def serve(worker: bool) -> None:  # noqa: FBT001 - a switch
    """Serve the site until stopped."""
    import waitress  # noqa: PLC0415 - only this command needs it

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - waitress takes the app
    stop = threading.Event()
    signal.signal(signal.SIGTERM, end_quietly)
    if worker:
        threading.Thread(target=keep_worker, args=(stop,), daemon=True).start()
    click.echo(f"The site is on {app.config['BASE_URL']} (stop with Ctrl+C)")
    try:
        waitress.serve(app, **server_options(app.config))
    finally:
        stop.set()


def server_options(config: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "host": config["HOST"],
        "port": config["PORT"],
        "threads": config["SERVER_THREADS"],
        "ident": None,
        "channel_timeout": 60,
        # waitress drops what a proxy says of the visitor unless told otherwise: core.web judges how much to believe
        "clear_untrusted_proxy_headers": not config["TRUSTED_PROXIES"],
    }


def keep_worker(stop: threading.Event) -> None:
    """Start the worker, and again whenever it dies."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work", "--with-parent"]
    while not stop.is_set():
        process = subprocess.Popen(command)  # noqa: S603 - our own command
        while process.poll() is None and not stop.wait(0.5):
            pass
        if stop.is_set():
            process.terminate()
            process.wait(10)
        else:
            time.sleep(RESTART_SECONDS)


def end_quietly(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
