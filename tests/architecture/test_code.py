"""Sizes, who may write, who reads the clock: what keeps the code readable."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.test_floors import PACKAGE, ROOT, SOURCES, layer_of

MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 50
MOST_TEMPLATE_LINES = 160
WRITERS = {"services", "loader", "synthetic"}  # and core, which offers `transaction`
CLOCK_READERS = {"views", "jobs", "cli", "session", "loader", "synthetic", "services_cli"}

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
by_path = pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))


@by_path
def test_files_and_functions_are_short(path: Path):
    text = path.read_text(encoding="utf-8")
    long = [
        f"{node.name} has {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION_LINES
    ]

    assert len(text.splitlines()) <= MOST_FILE_LINES
    assert not long


@by_path
def test_only_services_write(path: Path):
    feature = path.relative_to(PACKAGE).parts[0]
    if feature == "core" or layer_of(path) in WRITERS or layer_of(path).endswith("services"):
        return
    text = path.read_text(encoding="utf-8")

    found = re.findall(r"transaction\(\)|\.commit\(\)|session\.add\(|session\.delete\(", text)

    assert not found


@by_path
def test_only_the_edge_reads_the_clock(path: Path):
    if path.relative_to(PACKAGE).parts[0] == "core" or layer_of(path) in ("rules", "queries", "services", "models"):
        text = path.read_text(encoding="utf-8")
        if path.relative_to(PACKAGE).parts[0] != "core":
            assert "clock import now" not in text
        assert "datetime.now()" not in text
        assert "date.today()" not in text


@by_path
def test_views_leave_the_session_alone(path: Path):
    if layer_of(path) == "views" or layer_of(path).endswith("_views"):
        assert "db.session" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_are_short_and_without_scripts(path: Path):
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= MOST_TEMPLATE_LINES
    if path.parent.name not in ("mail", "pdf") and not path.name.startswith("mail"):
        assert " style=" not in text
    assert "|safe" not in text
    assert "| safe" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"(src|href)=\"(https?:)?//(?!.*w3\.org)", text.replace("{{", ""))
