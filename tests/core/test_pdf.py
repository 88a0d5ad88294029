"""PDFs are drawn elsewhere: whatever a document does there, this process goes on and the next document is drawn."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path

import pytest

from conference.core.pdf import PdfFailed, render_pdf
from conference.core.pdf import process as drawing
from conference.core.pdf.process import Renderer
from tests.pdfs import has_tags, language, texts, title

PAGE = '<!doctype html><html lang="en"><title>t</title><style>html{font-family:"Noto Sans"}</style><h1>%s</h1>'
DEVOURER = "<table><tr><td colspan=100000000>x</table>"


@pytest.fixture
def renderer(monkeypatch):
    """A drawing process of the test's own, so that ending it disturbs no other test."""
    own = Renderer()
    monkeypatch.setattr("conference.core.pdf.renderer", own)
    yield own
    own.close()


def draw(text: str = "Guten Tag", **options) -> bytes:
    return render_pdf(PAGE % text, title="The title", lang="de", **options)


def test_a_page_is_drawn_with_title_language_and_tags(renderer):
    pdf = draw("Өмүрбек Ķērsti oʻgʻil")

    assert texts(pdf) == ["Өмүрбек Ķērsti oʻgʻil"]
    assert (title(pdf), language(pdf), has_tags(pdf)) == ("The title", "de", True)


def test_a_document_that_eats_memory_fails_alone(renderer):
    with pytest.raises(PdfFailed) as failure:
        draw(DEVOURER)

    assert "colspan" not in str(failure.value)
    assert texts(draw("after")) == ["after"]


def test_a_document_that_takes_too_long_is_ended(renderer):
    draw()
    first = renderer.pid

    with pytest.raises(PdfFailed, match="too long"):
        renderer.ask(
            [b'{"seconds": 60, "sheet": null, "assets": [], "title": "", "lang": ""}', b"x" * 3_000_000],
            BytesIO(),
            seconds=0.2,
        )

    assert texts(draw("after")) == ["after"]
    assert renderer.pid != first


def test_processor_time_of_a_document_is_limited(renderer):
    """Wall time is not enough: a worker that was itself ended would leave the drawing running."""
    question = [
        b'{"seconds": 0, "sheet": null, "assets": [], "title": "", "lang": ""}',
        b"<p>a <b>b</b> " * 200_000,
    ]

    with pytest.raises(PdfFailed, match="too much memory or time"):
        renderer.ask(question, BytesIO(), seconds=60)


def test_a_killed_process_is_replaced(renderer):
    draw()
    os.kill(renderer.pid, signal.SIGKILL)

    with_luck = [attempt() for attempt in (lambda: _or_none(draw), draw)]

    assert texts(with_luck[-1]) == ["Guten Tag"]


def _or_none(function):
    try:
        return function()
    except PdfFailed:
        return None


def test_a_process_is_replaced_when_worn(renderer, monkeypatch):
    monkeypatch.setattr(drawing, "RENDERS_PER_PROCESS", 2)
    pids = []
    for _round in range(5):
        draw()
        pids.append(renderer.pid)

    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


def test_threads_share_one_process(renderer):
    drawn: dict[int, list[str]] = {}
    threads = [
        threading.Thread(target=lambda number=number: drawn.update({number: texts(draw(f"page {number}"))}))
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert drawn == {number: [f"page {number}"] for number in range(6)}


def test_a_forked_worker_draws_with_a_process_of_its_own(renderer):
    draw()
    context = multiprocessing.get_context("spawn")
    answers = context.SimpleQueue()
    worker = context.Process(target=fork_and_draw, args=(answers,))
    worker.start()
    worker.join(60)

    parents, childs, parents_again, text = answers.get()
    assert childs != parents == parents_again
    assert text == ["in the fork"]


def fork_and_draw(answers) -> None:
    """Run in a process without other threads: forking one with threads is nobody's business here."""
    from conference.core.pdf.process import renderer  # noqa: PLC0415

    draw()
    before = renderer.pid
    reading, writing = os.pipe()
    if os.fork() == 0:
        found = f"{renderer.pid},{','.join(texts(draw('in the fork')))},{renderer.pid}"
        os.write(writing, found.encode())
        renderer.close()
        os._exit(0)
    _none, text, own = os.read(reading, 1000).decode().split(",")
    os.wait()
    draw()
    answers.put((before, int(own), renderer.pid, [text]))


def test_the_process_knows_no_secret_and_ends_with_its_worker(renderer, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    draw()
    pid = renderer.pid

    assert b"do not tell" not in Path(f"/proc/{pid}/environ").read_bytes()
    renderer.close()
    assert not Path(f"/proc/{pid}").exists()


def test_the_process_leaves_no_files_behind(renderer):
    draw()
    folder = Path(renderer._folder)
    assert folder.is_dir()

    renderer.close()

    assert not folder.exists()


def test_a_killed_worker_leaves_neither_process_nor_files():
    program = (
        "import os, signal; from conference.core.pdf import render_pdf;"
        "from conference.core.pdf.process import renderer;"
        "render_pdf('<p>x', title='t', lang='en'); print(renderer.pid, renderer._folder, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stdout
    pid, folder = said.split()

    wait_until(lambda: not Path(f"/proc/{pid}").exists())
    assert not Path(folder).exists()


def wait_until(condition, seconds=60.0):
    """The end of another process is nothing to be told of, so look until it is there."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.02)


def test_drawing_costs_nothing_until_it_is_asked_for():
    known = "import sys, conference.core.pdf; print('weasyprint' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", known], capture_output=True, text=True, check=True)

    assert answer.stdout == "False\n"
