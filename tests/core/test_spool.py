"""What waits on the disk comes out as it went in."""

import pytest

from conference.core import spool
from conference.core.spool import Spool

PIECES = [b"first", b"", "Өмүрбек".encode(), b"x" * 200_000]


@pytest.mark.parametrize("in_memory", [0, 10, 1 << 20])
def test_pieces_come_out_in_their_order_and_more_than_once(monkeypatch, in_memory):
    monkeypatch.setattr(spool, "IN_MEMORY", in_memory)
    with Spool() as kept:
        for piece in PIECES:
            kept.add(piece)

        assert len(kept) == len(PIECES)
        assert list(kept) == PIECES
        assert list(kept) == PIECES


def test_blocks_hold_each_piece_behind_its_length():
    with Spool() as kept:
        for piece in PIECES:
            kept.add(piece)

        assert b"".join(kept.blocks()) == b"".join(len(piece).to_bytes(8, "big") + piece for piece in PIECES)
