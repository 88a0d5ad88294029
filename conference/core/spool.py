"""Many pieces that are wanted later, one after the other: kept on the disk, so that they take no memory."""

import struct
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Self, cast

LENGTH = struct.Struct(">Q")
IN_MEMORY = 1 << 20  # bytes; fewer never reach the disk
BLOCK = 1 << 16


class Spool:
    """Byte strings in the order in which they came. The file has no name, and is gone with this object."""

    def __init__(self) -> None:
        self._file = cast("BinaryIO", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - closed by `close`
        self._count = 0

    def add(self, piece: bytes) -> None:
        self._file.write(LENGTH.pack(len(piece)))
        self._file.write(piece)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[bytes]:
        """From the first on. Nothing may be added meanwhile."""
        self._file.seek(0)
        while length := self._file.read(LENGTH.size):
            yield self._file.read(LENGTH.unpack(length)[0])

    def blocks(self) -> Iterator[bytes]:
        """All of it in blocks of some size: each piece with its length before it."""
        self._file.seek(0)
        while block := self._file.read(BLOCK):
            yield block

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()
