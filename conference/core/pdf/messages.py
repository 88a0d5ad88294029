"""What the application and the process that draws say to each other: lists of byte strings, each with its length."""

from collections.abc import Sequence
from typing import BinaryIO

from ..spool import LENGTH

LARGEST = 256 * 1024 * 1024


def write_message(stream: BinaryIO, parts: Sequence[bytes]) -> None:
    stream.write(LENGTH.pack(len(parts)))
    for part in parts:
        stream.write(LENGTH.pack(len(part)))
        stream.write(part)
    stream.flush()


def read_message(stream: BinaryIO) -> list[bytes]:
    """Raises EOFError when the other side is gone, ValueError when it talks nonsense."""
    return [read_part(stream) for _part in range(_read_length(stream))]


def read_part(stream: BinaryIO) -> bytes:
    return _read_exactly(stream, _read_length(stream))


def _read_length(stream: BinaryIO) -> int:
    (length,) = LENGTH.unpack(_read_exactly(stream, LENGTH.size))
    if length > LARGEST:
        raise ValueError("a message longer than any we send")
    return int(length)


def _read_exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the other side is gone")
    return data
