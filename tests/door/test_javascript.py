"""Runs the door's JavaScript tests (*.test.mjs, beside this file) by node's own test runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_door_script(name):
    node = shutil.which("node")
    assert node, "node is missing: it runs the tests of the door's scripts"

    run = subprocess.run([node, "--test", HERE / name], capture_output=True, text=True, timeout=180, check=False)

    assert run.returncode == 0, run.stdout + run.stderr
