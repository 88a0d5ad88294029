"""The one process of this worker that draws PDFs: started when first needed, replaced when worn or dead."""

import atexit
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, BinaryIO, cast

from ..spool import Spool
from .faces import face_folder
from .messages import read_message, write_message

ALONE = Path(__file__).with_name("alone.py")
MEMORY_MB = 1024
START_SECONDS = 30.0
RENDERS_PER_PROCESS = 200  # what the drawing library keeps in its caches goes with the process

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{faces}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


class PdfFailed(Exception):
    """The document could not be drawn. The reason names the kind of fault, never a text of the document."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the PDF could not be made: {reason}")
        self.reason = reason


class Renderer:
    """Hands documents to the drawing process, one at a time."""

    def __init__(self, memory_mb: int = MEMORY_MB) -> None:
        self._memory_mb = memory_mb
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._sender: threading.Thread | None = None
        self._folder = ""
        self._renders = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def ask(self, question: list[bytes], into: BinaryIO, *, seconds: float, pages: Spool | None = None) -> None:
        """Draw one document in at most `seconds`, written as it is drawn: when it fails, `into` holds a part of it.

        `pages`: of a sheet. Raises PdfFailed or what `into` raises, and is ready for the next one even then.
        """
        with self._lock:
            process = self._ready_process()
            try:
                sender = threading.Thread(target=_send, args=(process, question, pages), daemon=True)
                sender.start()  # a large question must not wait for a process that stopped reading
                self._sender = sender
                self._receive(process, into, time.monotonic() + seconds)
            except BaseException:  # after a fault of the document, too: it may have eaten memory on the way
                self._stop()
                raise
            sender.join()
            self._renders += 1

    def close(self) -> None:
        with self._lock:
            self._stop()

    def forget(self) -> None:
        """In a forked copy of this worker: the process belongs to the original, so leave it alone and start anew."""
        if self._process:
            _close(self._process)
            self._process.returncode = 0  # not ours to wait for
        self._lock, self._process, self._sender, self._folder = threading.Lock(), None, None, ""

    def _ready_process(self) -> subprocess.Popen[bytes]:
        if self._process and (self._process.poll() is not None or self._renders >= RENDERS_PER_PROCESS):
            self._stop()
        if not self._process:
            self._process = self._start()
            try:
                self._read_answer(self._process, time.monotonic() + START_SECONDS)
            except BaseException:
                self._stop()
                raise
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        faces = face_folder()
        self._folder = tempfile.mkdtemp(prefix="conference-pdf-")
        conf = Path(self._folder, "fonts.conf")
        conf.write_text(FONTS_CONF.format(faces=faces, cache=self._folder), encoding="utf-8")
        self._renders = 0
        return subprocess.Popen(  # noqa: S603 - our own program, no argument from outside
            [sys.executable, "-I", str(ALONE), str(self._memory_mb), self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            stderr=subprocess.DEVNULL,  # the library's warnings repeat texts of the document
            env=child_environment(conf, faces),
        )

    def _receive(self, process: subprocess.Popen[bytes], into: BinaryIO, deadline: float) -> None:
        while True:
            match self._read_answer(process, deadline):
                case [b"part", data]:
                    into.write(data)
                case [b"failed", fault]:
                    raise PdfFailed(fault.decode())
                case _:
                    return

    def _read_answer(self, process: subprocess.Popen[bytes], deadline: float) -> list[bytes]:
        try:
            return read_message(cast("BinaryIO", _Until(process, deadline)))
        except TimeoutError:
            raise PdfFailed("it took too long") from None
        except (EOFError, ValueError):
            raise PdfFailed("it used too much memory or time") from None

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            if self._sender:
                self._sender.join()  # it has nobody left to write to
            _close(process)
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""


class _Until:
    """The process's answers as a stream that gives up at a deadline."""

    def __init__(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        self._handle = cast("IO[bytes]", process.stdout).fileno()
        self._deadline = deadline
        self._waiting = select.poll()
        self._waiting.register(self._handle, select.POLLIN)

    def read(self, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            left = self._deadline - time.monotonic()
            if left <= 0 or not self._waiting.poll(left * 1000):
                raise TimeoutError
            if not (some := os.read(self._handle, min(length - len(data), 1 << 20))):
                break
            data += some
        return bytes(data)


def child_environment(conf: Path, faces: Path) -> dict[str, str]:
    """Nothing of ours but what drawing needs: no secret can reach a document."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(conf),
        "STATIC_BUILD_DIR": str(faces.parent),
    }


def _send(process: subprocess.Popen[bytes], question: list[bytes], pages: Spool | None) -> None:
    """Write the question; when the process dies meanwhile, whoever reads its answer says so."""
    packed = BytesIO()
    write_message(packed, question)
    with suppress(OSError, ValueError):
        for block in chain([packed.getvalue()], pages.blocks() if pages else ()):
            rest = memoryview(block)
            while rest:
                rest = rest[os.write(cast("IO[bytes]", process.stdin).fileno(), rest) :]


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        cast("IO[bytes]", pipe).close()


renderer = Renderer()
atexit.register(renderer.close)
os.register_at_fork(after_in_child=renderer.forget)
