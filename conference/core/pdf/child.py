"""The process that draws PDFs: asked over its standard input, answers on its standard output, opens nothing else.

It may use little memory and time: a document made to exhaust the machine ends this process, and nothing else.
"""

import json
import os
import resource
import shutil
import sys
import time
from typing import Any, BinaryIO

from .messages import read_message, write_message


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up in an answer
    limit_memory(int(sys.argv[1]))
    import weasyprint  # noqa: F401, PLC0415 - after the limits, before the first document

    write_message(answers, [b"ready"])
    while True:
        try:
            question = read_message(sys.stdin.buffer)
        except EOFError:  # the worker is gone, perhaps killed: nobody else would tidy up
            shutil.rmtree(sys.argv[2], ignore_errors=True)
            return
        answer(question, answers)


def answer(question: list[bytes], answers: BinaryIO) -> None:
    """Draw one document. Its own faults are answered with the name of the fault, never with its text."""
    head, html, pages, *pictures = question
    try:
        options = json.loads(head)
        limit_time(options["seconds"])
        pdf = draw(options, html.decode(), pages, dict(zip(options["assets"], pictures, strict=True)))
    except Exception as fault:  # noqa: BLE001 - any fault of a document is the document's fault
        write_message(answers, [b"failed", type(fault).__name__.encode()])
    else:
        write_message(answers, [b"pdf", pdf])


def draw(options: dict[str, Any], html: str, pages_of_sheet: bytes, assets: dict[str, bytes]) -> bytes:
    from weasyprint import HTML  # noqa: PLC0415

    from .fetcher import AssetFetcher  # noqa: PLC0415
    from .pagerefs import each_page_once  # noqa: PLC0415
    from .stamping import Stamper  # noqa: PLC0415

    stamper = Stamper(options["sheet"], pages_of_sheet) if options["sheet"] else None
    document = HTML(string=html, url_fetcher=AssetFetcher(assets)).render()
    pages = {name: number for number, page in enumerate(document.pages) for name in page.anchors}
    if (once := each_page_once(html, pages)) != html:  # which page a thing is on is known only now
        document = HTML(string=once, url_fetcher=AssetFetcher(assets)).render()
    document.metadata.title = options["title"]
    document.metadata.lang = options["lang"]
    document.metadata.attachments.clear()
    if stamper:
        return bytes(document.write_pdf(finisher=stamper))
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def limit_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024, megabytes * 1024 * 1024))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """Let this document use `seconds` of processor time from now; the system ends the process after that."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + seconds, hard))
