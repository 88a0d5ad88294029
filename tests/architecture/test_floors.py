"""Imports point down the floors, and inside a feature from views to services to queries to models."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from conference import FEATURES

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "conference"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py"))

# What each layer must not import from its own feature, because it stands above.
ABOVE = {
    "models": {"rules", "queries", "services", "forms", "mails", "jobs", "views", "cli"},
    "rules": {"queries", "services", "forms", "mails", "jobs", "views", "cli"},
    "queries": {"services", "forms", "mails", "jobs", "views", "cli"},
    "services": {"forms", "views", "cli"},
    "forms": {"queries", "services", "views", "cli"},
    "views": {"cli"},
}
PURE = {"flask_sqlalchemy", "sqlalchemy", "flask", "flask_login"}


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def nodes_of(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(text_of(path)))


@cache
def imported(path: Path) -> tuple[tuple[str, int], ...]:
    """(dotted module, line) of each import, relative ones made absolute; read once for all rules."""
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    found = []
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, node.module] if node.module else base)
            found += [(module, node.lineno), *((f"{module}.{alias.name}", node.lineno) for alias in node.names)]
    return tuple(found)


def feature_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "conference" and parts[1] in FEATURES else None


def layer_of(path: Path) -> str:
    """The layer a file belongs to: its own name, or that of the folder it was split into."""
    inside = path.relative_to(PACKAGE).parts[1:]
    return Path(inside[0]).stem if inside else ""


# One test asks a rule of every file and names all that break it: a test for each file costs more than its question.


def test_imports_point_down_the_floors():
    wrong = []
    for path in SOURCES:
        own = path.relative_to(PACKAGE).parts[0]
        if own in FEATURES:
            allowed = {None, *FEATURES[: FEATURES.index(own) + 1]}
            wrong += [f"{path}:{line} {name}" for name, line in imported(path) if feature_of(name) not in allowed]

    assert not wrong


def test_layers_of_a_feature_import_downwards():
    wrong = []
    for path in SOURCES:
        own = path.relative_to(PACKAGE).parts[0]
        above = {f"conference.{own}.{name}" for name in ABOVE.get(layer_of(path), set())}
        wrong += [f"{path}:{line} {name}" for name, line in imported(path) if ".".join(name.split(".")[:3]) in above]

    assert not wrong


def test_rules_are_pure():
    edge = ("conference.core.db", "conference.core.clock")
    wrong = [
        f"{path}:{line} {module}"
        for path in SOURCES
        if layer_of(path) == "rules"
        for module, line in imported(path)
        if module.split(".")[0] in PURE or module.startswith(edge)
    ]

    assert not wrong


OUTSIDE: dict[str, str | tuple[str, ...]] = {  # what talks to the outside world, and the only place that may import it
    "smtplib": "conference/mail/smtp.py",
    "weasyprint": "conference/core/pdf",
    "qrcode": "conference/core/qr.py",
    "PIL": ("conference/core/images.py", "conference/core/share_images.py"),  # those of others, and our own
    "huey": "conference/core/jobs/queue.py",
    "argon2": "conference/accounts/passwords.py",
    "waitress": "conference/core/server.py",
    "whitenoise": "conference/core/assets.py",
    "nh3": "conference/core/text.py",
    "icalendar": "conference/core/calendar.py",
    "urllib.request": "nowhere",
    "requests": "nowhere",
}


def test_the_outside_world_has_one_door_each():
    wrong = [
        f"{path}:{line} {module}"
        for path in SOURCES
        for module, line in imported(path)
        for library, door in OUTSIDE.items()
        if (module == library or module.startswith(f"{library}.")) and not str(path.relative_to(ROOT)).startswith(door)
    ]

    assert not wrong


def test_every_feature_is_listed_once_and_has_a_folder():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"translations"}

    assert folders == set(FEATURES)
    assert len(FEATURES) == len(set(FEATURES))
