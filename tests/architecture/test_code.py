"""Sizes, who may write, who reads the clock: what keeps the code readable."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.test_floors import PACKAGE, ROOT, SOURCES, layer_of, nodes_of, text_of

MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 50
MOST_TEMPLATE_LINES = 160
WRITERS = {"services", "loader", "synthetic"}  # and core, which offers `transaction`

TRANSLATES = {"_", "_l", "gettext", "ngettext", "pgettext", "lazy_gettext", "lazy_pgettext"}

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
WRITES = re.compile(r"transaction\(\)|\.commit\(\)|session\.add\(|session\.delete\(")


def feature_folder(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def test_there_are_files_to_look_at():
    assert len(SOURCES) > 500
    assert len(TEMPLATES) > 200


def test_files_are_short():
    assert not [path for path in SOURCES if len(text_of(path).splitlines()) > MOST_FILE_LINES]


def test_functions_are_short():
    long = [
        f"{path}: {node.name} has {(node.end_lineno or 0) - node.lineno + 1} lines"
        for path in SOURCES
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION_LINES
    ]

    assert not long


def test_only_services_write():
    others = [
        path
        for path in SOURCES
        if feature_folder(path) != "core"
        and layer_of(path) not in WRITERS
        and not layer_of(path).endswith("services")
    ]  # fmt: skip

    assert not [(path, found) for path in others if (found := WRITES.findall(text_of(path)))]


def test_only_the_edge_reads_the_clock():
    core = [path for path in SOURCES if feature_folder(path) == "core"]
    inner = [
        path
        for path in SOURCES
        if layer_of(path) in ("rules", "queries", "services", "models") and feature_folder(path) != "core"
    ]

    assert not [path for path in inner if "clock import now" in text_of(path)]
    assert not [path for path in [*core, *inner] if re.search(r"datetime\.now\(\)|date\.today\(\)", text_of(path))]


def test_texts_to_translate_stand_where_they_are_collected():
    """Babel does not look into f-strings: what only stands in one would stay English."""
    hidden = [
        f"{path}:{call.lineno}"
        for path in SOURCES
        for node in nodes_of(path)
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TRANSLATES
    ]

    assert not hidden


def test_views_leave_the_session_alone():
    views = [path for path in SOURCES if layer_of(path) == "views" or layer_of(path).endswith("_views")]

    assert views
    assert not [path for path in views if "db.session" in text_of(path)]


def test_templates_are_short():
    assert not [path for path in TEMPLATES if len(text_of(path).splitlines()) > MOST_TEMPLATE_LINES]


def test_templates_are_without_scripts_and_styles_of_their_own():
    wrong = [f"{path}: {found}" for path in TEMPLATES for found in what_no_template_may_say(path)]

    assert not wrong


def what_no_template_may_say(path: Path) -> Iterator[str]:
    text = text_of(path)
    is_for_pages = path.parent.name not in ("mail", "pdf") and not path.name.startswith("mail")
    if is_for_pages and " style=" in text:
        yield "an inline style"
    if re.search(r"\| ?safe", text):
        yield "markup taken as it comes"
    if re.search(r"<script(?![^>]*\bsrc=)", text):
        yield "an inline script"
    if re.search(r"(src|href)=\"(https?:)?//(?!.*w3\.org)", text.replace("{{", "")):
        yield "an address elsewhere"
