"""Writes a PDF object by object, each as soon as it is complete: what is kept of it is where it stands in the file."""

import struct
import zlib
from typing import BinaryIO

import pydyf

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
PLACE = struct.Struct(">BIH")  # of an object: kind, (offset | number of its stream), (generation | index in its stream)
FREE, ALONE, PACKED = 0, 1, 2
LOT = 200  # objects in a stream


class Writer:
    """Hands out the numbers of objects; small ones are packed together, in streams."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._position = 0
        self._places = bytearray(PLACE.pack(FREE, 0, 65535))
        self._lot: list[tuple[int, bytes]] = []
        self._write(HEADER)

    def reserve(self) -> int:
        """A number to refer to; the object itself is put later."""
        self._places += bytes(PLACE.size)
        return len(self._places) // PLACE.size - 1

    def put(self, number: int, text: str | bytes) -> None:
        """Write an object that is no stream."""
        self._lot.append((number, text.encode() if isinstance(text, str) else text))
        if len(self._lot) == LOT:
            self._write_lot()

    def add(self, text: str | bytes) -> int:
        number = self.reserve()
        self.put(number, text)
        return number

    def add_stream(self, packed: bytes, extra: str = "") -> int:
        """Write a stream, given as zlib packs it; `extra`: more entries of its dictionary."""
        number = self.reserve()
        head = f"<<{extra}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode()
        self._put_alone(number, head + packed + b"\nendstream")
        return number

    def add_object(self, thing: pydyf.Object) -> None:
        """Write an object of the library's, and give it its number."""
        thing.number = self.reserve()
        self.put_object(thing)

    def put_object(self, thing: pydyf.Object) -> None:
        """The same, of one that has a number."""
        if thing.compressible:
            self.put(thing.number, bytes(thing.data))
        else:
            self._put_alone(thing.number, bytes(thing.data))

    def finish(self, catalog: int, info: int) -> None:
        """Write where everything is."""
        self._write_lot()
        table = self.reserve()
        self._note(table, ALONE, begin := self._position, 0)
        packed = zlib.compress(self._places)
        head = (
            f"{table} 0 obj\n<</Type/XRef/Size {table + 1}/W[1 4 2]/Root {catalog} 0 R/Info {info} 0 R"
            f"/Filter/FlateDecode/Length {len(packed)}>>stream\n"
        )
        self._write(head.encode(), packed, f"\nendstream\nendobj\nstartxref\n{begin}\n%%EOF\n".encode())

    def _write_lot(self) -> None:
        if not self._lot:
            return
        stream, starts, position = self.reserve(), [], 0
        for index, (number, data) in enumerate(self._lot):
            starts.append(f"{number} {position}")
            position += len(data) + 1
            self._note(number, PACKED, stream, index)
        listed = " ".join(starts).encode() + b"\n"
        packed = zlib.compress(listed + b"\n".join(data for _number, data in self._lot))
        head = (
            f"<</Type/ObjStm/N {len(self._lot)}/First {len(listed)}/Filter/FlateDecode/Length {len(packed)}>>stream\n"
        )
        self._lot.clear()
        self._put_alone(stream, head.encode() + packed + b"\nendstream")

    def _put_alone(self, number: int, data: bytes) -> None:
        self._note(number, ALONE, self._position, 0)
        self._write(f"{number} 0 obj\n".encode(), data, b"\nendobj\n")

    def _note(self, number: int, kind: int, where: int, index: int) -> None:
        PLACE.pack_into(self._places, number * PLACE.size, kind, where, index)

    def _write(self, *parts: bytes) -> None:
        for part in parts:
            self._output.write(part)
            self._position += len(part)


def references(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
