"""SVG drawings of strangers: shapes and colours are kept, nothing else."""

import pytest

from conference.core.drawings import NotADrawing, clean_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'


def cleaned(inside: str) -> str:
    return clean_svg(f"{HEAD}{inside}</svg>".encode()).data.decode()


def test_shapes_and_colours_are_kept():
    clean = clean_svg(
        f'{HEAD}<g transform="scale(2)"><path d="M0 0h5v5z" style="fill:#0b5f8a;stroke:none"/></g></svg>'.encode()
    )

    assert (clean.width, clean.height) == (20, 10)
    assert clean.data.startswith(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">')
    assert b'<path d="M0 0h5v5z" fill="#0b5f8a" stroke="none">' in clean.data


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0" onload="alert(1)"/>',
        '<path d="M0 0" fill="url(http://example.org/x)"/>',
        '<path d="M0 0" fill="url(//example.org)"/>',
        '<path d="M0 0" style="fill:url(data:text/html,x)"/>',
        '<path d="M0 0" xlink:href="http://example.org"/>',
        '<path d="M0 0" href="javascript:alert(1)"/>',
        "<metadata><script>alert(1)</script></metadata>",
        "<title>http://example.org</title>",
        '<x:path xmlns:x="http://example.org/"/>',
    ],
)
def test_what_could_run_or_be_fetched_is_left_out(inside):
    clean = cleaned(inside).replace("http://www.w3.org/2000/svg", "")

    for word in ("alert", "http", "example", "data:", "href", "script", "//"):
        assert word not in clean


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>path{fill:url(http://example.org)}</style>",
        '<image href="http://example.org/x.png"/>',
        '<use href="#a"/>',
        "<foreignObject><p/></foreignObject>",
        "<text>Hello</text>",
        '<a href="http://example.org"><path d="M0 0"/></a>',
        "<animate/>",
        "<g>" * 40 + "</g>" * 40,
        '<path d="M0 0"/>' * 6000,
        "<g>",
    ],
)
def test_what_we_do_not_draw_is_refused(inside):
    with pytest.raises(NotADrawing):
        cleaned(inside)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html/>",
        b"\x89PNG",
        f'<!DOCTYPE svg [<!ENTITY a "{"x" * 99}">]>{HEAD}<path d="&a;"/></svg>'.encode(),
        f'{HEAD}<path d="M0 0"/></svg>'.encode("utf-16"),
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan inf"/>',
        HEAD.encode() + b" " * 500_001,
    ],
)
def test_what_is_no_drawing_is_refused(data):
    with pytest.raises(NotADrawing):
        clean_svg(data)
