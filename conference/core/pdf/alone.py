"""Starts the drawing process with this package alone: the application around it would double its memory and start."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

PACKAGE = Path(__file__).resolve().parent


def stand_in(name: str, folder: Path) -> None:
    """A package with nothing in it but where its modules are."""
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package


if __name__ == "__main__":
    stand_in("conference", PACKAGE.parents[1])
    stand_in("conference.core", PACKAGE.parent)
    import_module("conference.core.pdf.child").main()
