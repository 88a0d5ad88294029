"""A hostile document: whatever it names, nothing is fetched and no file is read, and the PDF is made all the same."""

import base64
import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pypdfium2
import pytest
from PIL import Image

from conference.core.emblem import emblem_svg
from conference.core.pdf import render_pdf
from conference.core.pdf.marks import EU_EMBLEM
from tests.pdfs import pages, picture, texts, tones

SECRET = "only the file says this"


@pytest.fixture
def server():
    """(address, paths asked for)."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words):
            """Say nothing."""

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}", asked
    listening.shutdown()
    thread.join()
    listening.server_close()


def hostile(address: str) -> str:
    inner = base64.b64encode(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{address}/in-svg"/></svg>'.encode()
    ).decode()
    return f"""<!doctype html><html lang="en"><head><title>t</title>
      <base href="{address}/base/"><link rel="stylesheet" href="{address}/sheet.css">
      <link rel="attachment" href="{address}/attached"><link rel="icon" href="{address}/icon">
      <style>@import url({address}/imported.css); @import "relative.css";
        @font-face {{ font-family: x; src: url({address}/font.ttf) }} p {{ font-family: x, "Noto Sans" }}
        body {{ background: url({address}/background.png) }} li {{ list-style-image: url({address}/bullet.png) }}
        p::before {{ content: url({address}/content.png) }} div {{ border-image: url({address}/border.png) 1 }}
      </style></head><body><p>Still here</p><ul><li>x</ul><div>x</div>
      <img src="{address}/img.png"><img src="//127.0.0.1/x"><img src="data:image/svg+xml;base64,{inner}">
      <img srcset="{address}/set.png 1x" src="relative.png"><object data="{address}/object"></object>
      <embed src="{address}/embed"><iframe src="{address}/frame"></iframe>
      <svg><image href="{address}/inline-svg"/><use href="{address}/use.svg#x"/>
        <style>@import url({address}/svg.css);</style></svg>
      <a rel="attachment" href="{address}/link-attached">link</a></body></html>"""


def test_nothing_is_asked_of_the_network(server):
    address, asked = server

    pdf = render_pdf(hostile(address), title="t", lang="en")

    assert "Still here" in texts(pdf)[0]
    assert asked == []


def test_no_file_is_read(tmp_path):
    hidden = tmp_path / "secret.txt"
    hidden.write_text(SECRET)

    pdf = render_pdf(hostile(f"file://{tmp_path}").replace("/attached", "/secret.txt"), title="t", lang="en")

    document = pypdfium2.PdfDocument(pdf)
    assert document.count_attachments() == 0
    assert SECRET.encode() not in pdf


def test_an_attachment_that_was_handed_over_is_not_attached_either():
    page = '<html lang="en"><title>t</title><link rel="attachment" href="asset:logo"><p>x'

    pdf = render_pdf(page, title="t", lang="en", assets={"logo": dot()})

    assert pypdfium2.PdfDocument(pdf).count_attachments() == 0


@pytest.mark.parametrize(("address", "is_shown"), [("asset:logo", True), ("asset:other", False), ("logo", False)])
def test_only_pictures_that_were_handed_over_are_shown(address, is_shown):
    page = f'<html lang="en"><title>t</title><style>@page{{size:5cm}}</style><img alt="" src="{address}" width="90">'

    pdf = render_pdf(page, title="t", lang="en", assets={"logo": dot(), EU_EMBLEM: emblem_svg()})

    assert (tones(picture(pages(pdf)[0], 72))[0] < 100) == is_shown


def test_a_picture_of_another_kind_is_not_opened():
    page = '<html lang="en"><title>t</title><style>@page{size:5cm}</style><p>x<img alt="" src="asset:x">'

    assert texts(render_pdf(page, title="t", lang="en", assets={"x": b"%!PS-Adobe-3.0 EPSF-3.0"})) == ["x"]


def dot() -> bytes:
    png = io.BytesIO()
    Image.new("RGB", (8, 8), "#000").save(png, "PNG")
    return png.getvalue()
