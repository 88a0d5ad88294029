"""A letter as a page: shown to organisers as a mail program shows it, closed in so that nothing in it can run."""

import base64
import re

from flask import Response, render_template

from conference.core.web import CSP, download

from .letters import Letter, images_of

# the HTML part brings its own styles and pictures, as mail programs want it, and nothing else
LETTER_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"
FRAMING_CSP = f"{CSP}; frame-src 'self'"
BODY = re.compile(r"<body[^>]*>")


def letter_page(letter: Letter, to: str) -> Response:
    """The HTML part, with who gets it above and the plain text below, for a frame on a page of ours."""
    html = letter.html
    for name, data in images_of(letter).items():
        html = html.replace(f"cid:{name}", f"data:image/png;base64,{base64.b64encode(data).decode()}")
    head = render_template("mail/mail_head.html", letter=letter, to=to)
    foot = render_template("mail/mail_plain.html", letter=letter)
    html = BODY.sub(lambda match: match[0] + head, html, count=1).replace("</body>", f"{foot}</body>")
    return closed_in(html)


def refusal_page(sentences: list[str]) -> Response:
    """What stands in the frame when the letter cannot be shown."""
    return closed_in(render_template("mail/mail_refused.html", sentences=sentences))


def closed_in(html: str) -> Response:
    response = download(html.encode(), "letter.html", "text/html", inline=True)
    response.headers["Content-Security-Policy"] = LETTER_CSP
    return response


def framing(page: str, status: int = 200) -> Response:
    """A page of ours with such a frame in it."""
    response = Response(page, status, mimetype="text/html")
    response.headers["Content-Security-Policy"] = FRAMING_CSP
    return response
