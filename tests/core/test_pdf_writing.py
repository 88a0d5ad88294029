"""A PDF written object by object: every object is where the table at the end says."""

import re
import zlib
from io import BytesIO

import pypdfium2

from conference.core.pdf.trees import LOT as PAGES
from conference.core.pdf.trees import PageTree, ParentTree
from conference.core.pdf.writing import LOT, PLACE, Writer
from tests.pdfs import texts

STREAM = re.compile(rb"(\d+) 0 obj\n<<.*?/Length (\d+)>>stream\n", re.DOTALL)
CATALOG, INFO = 1, 2


def stream_at(pdf: bytes, place: int) -> tuple[int, bytes]:
    """(number, content) of the stream that begins there."""
    head = STREAM.match(pdf, place)
    assert head
    return int(head[1]), zlib.decompress(pdf[head.end() : head.end() + int(head[2])])


def objects_of(pdf: bytes) -> dict[int, bytes]:
    """Every object by its number, found as the table says and in no other way."""
    table = int(pdf.split(b"startxref\n")[1].split()[0])
    places = list(PLACE.iter_unpack(stream_at(pdf, table)[1]))
    found = {}
    for number, (kind, where, index) in enumerate(places):
        if kind == 1:
            assert pdf.startswith(b"%d 0 obj\n" % number, where)
            found[number] = pdf[where : pdf.index(b"\nendobj", where)]
        elif kind == 2:
            assert places[where][0] == 1
            _stream, content = stream_at(pdf, places[where][1])
            first = int(re.search(rb"/First (\d+)", pdf[places[where][1] :])[1])
            listed = list(map(int, content[:first].split()))
            assert listed[2 * index] == number
            ends = [*(first + start for start in listed[3::2]), len(content) + 1]
            found[number] = content[first + listed[2 * index + 1] : ends[index] - 1]
    return found


def written(pages: int) -> bytes:
    output = BytesIO()
    writer = Writer(output)
    assert [writer.reserve(), writer.reserve()] == [CATALOG, INFO]
    tree, parents = PageTree(writer), ParentTree(writer)
    font = writer.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for number in range(pages):
        page, node = tree.begin_page()
        stream = writer.add_stream(zlib.compress(b"BT /F 12 Tf 9 9 Td (Page %d) Tj ET" % number))
        parents.add_page([writer.add(f"<</Number {number}>>")])
        writer.put(
            page,
            f"<</Type/Page/Parent {node} 0 R/MediaBox[0 0 99 99]/Contents {stream} 0 R"
            f"/Resources<</Font<</F {font} 0 R>>>>>>",
        )
    tree.finish()
    writer.put(CATALOG, f"<</Type/Catalog/Pages {tree.root} 0 R/Tree {parents.finish()} 0 R>>")
    writer.put(INFO, "<</Title(Lots)>>")
    writer.finish(CATALOG, INFO)
    return output.getvalue()


def test_every_object_is_where_the_table_says():
    pdf = written(2 * LOT)
    found = objects_of(pdf)

    table = max(found)
    assert sorted(found) == list(range(1, table + 1))
    assert found[INFO] == b"<</Title(Lots)>>"
    assert b"/Type/XRef" in found[table]
    assert sum(b"/Type/ObjStm" in data for data in found.values()) >= 4


def test_trees_lead_to_every_page_in_its_order():
    for count in (1, PAGES - 1, PAGES, PAGES + 1, 3 * PAGES + 5):
        pdf = written(count)
        assert texts(pdf) == [f"Page {number}" for number in range(count)]
        found = objects_of(pdf)
        leaves = [data for data in found.values() if data.startswith(b"<</Limits")]
        numbers = [int(n) for leaf in leaves for n in re.findall(rb"(\d+) \[\d+ 0 R\]", leaf)]
        limits = [tuple(map(int, re.search(rb"Limits\[(\d+) (\d+)\]", leaf).groups())) for leaf in leaves]
        assert numbers == list(range(count))
        assert limits == [(start, min(start + PAGES, count) - 1) for start in range(0, count, PAGES)]
        assert len(pypdfium2.PdfDocument(pdf)) == count
