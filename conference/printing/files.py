"""Files of badges on the disk: whole or not there at all."""

import errno
import os
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from flask import current_app

FULL = (errno.ENOSPC, errno.EDQUOT)
NAME = re.compile(r"(?P<code>[0-9A-Z]+)\.pdf")
UNFINISHED_SECONDS = 3600  # older ones were left by a process that died


class DiskFull(Exception):
    """There is no room for the file; nothing of it was kept."""


def folder() -> Path:
    path = Path(current_app.config["DATA_DIR"]) / "prints"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@contextmanager
def keeping(code: str) -> Iterator[BinaryIO]:
    """A file to write, which gets its name once all of it is on the disk. Raises DiskFull."""
    try:
        with _written(folder() / f"{code}.pdf") as file:
            yield file
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull from error
        raise


@contextmanager
def _written(target: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def opened(code: str) -> BinaryIO | None:
    try:
        return (folder() / f"{code}.pdf").open("rb")
    except FileNotFoundError:
        return None


def remove(code: str) -> None:
    (folder() / f"{code}.pdf").unlink(missing_ok=True)


def remove_others(codes: Collection[str], at: datetime) -> int:
    """Delete what belongs to none of the runs, and what was never finished; says how many."""
    gone = [path for path in folder().iterdir() if _is_over(path, codes, at)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _is_over(path: Path, codes: Collection[str], at: datetime) -> bool:
    try:
        is_old = at.timestamp() - path.stat().st_mtime > UNFINISHED_SECONDS
    except FileNotFoundError:
        return False
    named = NAME.fullmatch(path.name)
    return is_old and (named is None or named["code"] not in codes)
