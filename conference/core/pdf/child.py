"""The process that draws PDFs: asked over its standard input, answers on its standard output, opens nothing else.

It may use little memory and time: a document made to exhaust the machine ends this process, and nothing else.
"""

import gc
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from .messages import read_message, read_part, write_message

PART = 1 << 16  # bytes of an answer that wait to be sent


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up in an answer
    limit_memory(int(sys.argv[1]))
    import weasyprint  # noqa: F401, PLC0415 - after the limits, before the first document

    gc.freeze()
    write_message(answers, [b"ready"])
    while True:
        try:
            question = read_message(sys.stdin.buffer)
        except EOFError:  # the worker is gone, perhaps killed: nobody else would tidy up
            shutil.rmtree(sys.argv[2], ignore_errors=True)
            return
        answer(question, sys.stdin.buffer, answers)
        gc.collect()  # boxes of a page know each other, and would lie around until there are very many


class Answer:
    """A file to write into, sent in parts as it grows."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        if len(self._waiting) >= PART:
            self._send()
        return len(data)

    def _send(self) -> None:
        write_message(self._answers, [b"part", bytes(self._waiting)])
        self._waiting.clear()

    def end(self) -> None:
        self._send()
        write_message(self._answers, [b"pdf"])


def answer(question: list[bytes], asked: BinaryIO, answers: BinaryIO) -> None:
    """Draw one document. Its own faults are answered with the name of the fault, never with its text."""
    head, html, *pictures = question
    answered = Answer(answers)
    try:
        options = json.loads(head)
        limit_time(options["seconds"])
        assets = dict(zip(options["assets"], pictures, strict=True))
        draw(options, html.decode(), assets, asked, cast("BinaryIO", answered))
    except Exception as fault:  # noqa: BLE001 - any fault of a document is the document's fault
        write_message(answers, [b"failed", type(fault).__name__.encode()])
    else:
        answered.end()


def draw(options: dict[str, Any], html: str, assets: dict[str, bytes], asked: BinaryIO, answered: BinaryIO) -> None:
    """Write the document as it is drawn; the pages of a sheet are read only as they are wanted."""
    from weasyprint import HTML  # noqa: PLC0415

    from .fetcher import AssetFetcher  # noqa: PLC0415
    from .pagerefs import each_page_once  # noqa: PLC0415
    from .stamping import Stamper  # noqa: PLC0415

    sheet = options["sheet"]
    document = HTML(string=html, url_fetcher=AssetFetcher(assets)).render()
    pages = {name: number for number, page in enumerate(document.pages) for name in page.anchors}
    if (once := each_page_once(html, pages)) != html:  # which page a thing is on is known only now
        document = HTML(string=once, url_fetcher=AssetFetcher(assets)).render()
    document.metadata.title = options["title"]
    document.metadata.lang = options["lang"]
    document.metadata.attachments.clear()
    if sheet:
        document.write_pdf(finisher=Stamper(sheet, pages_of(sheet, asked), answered))
    else:
        document.write_pdf(answered, pdf_variant="pdf/ua-1")


def pages_of(sheet: dict[str, Any], asked: BinaryIO) -> Iterator[dict[str, Any]]:
    for _page in range(sheet["pages"]):
        yield json.loads(read_part(asked))


def limit_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024, megabytes * 1024 * 1024))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """Let this document use `seconds` of processor time from now; the system ends the process after that."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + seconds, hard))
