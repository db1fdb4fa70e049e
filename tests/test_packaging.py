"""The scripts of packaging/ refuse in a sentence what would harm somebody else's files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the scripts are for bash")


def make_environment(tree: Path) -> subprocess.CompletedProcess[str]:
    """Have setup.sh make the environment of a tree; a Python that does nothing keeps it from installing anything."""
    stand_in = tree / "python"
    stand_in.write_text('#!/bin/sh\necho "$*" >>"$0.asked"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    script = "PYTHON=$PWD/python; . packaging/setup.sh; environment run"
    return subprocess.run(
        ["bash", "-c", script],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a folder that has no more of the project than its scripts."""
    root = tmp_path / "a tree"
    shutil.copytree(ROOT / "packaging", root / "packaging")
    return root


@pytest.mark.parametrize("there", [True, False])
def test_an_environment_that_is_a_link_is_left_alone(tree: Path, tmp_path: Path, there: bool) -> None:
    others = tmp_path / "others"
    if there:
        others.mkdir()
        (others / "theirs.txt").write_text("kept", encoding="utf-8")
    (tree / ".venv").symlink_to(others)
    done = make_environment(tree)
    assert done.returncode == 1
    assert done.stderr == (
        f"Stopped: {tree}/.venv is a link to another folder ({others}), which is not changed. "
        "Remove the link, then run this again.\n"
    )
    assert not (tree / "python.asked").exists()
    assert [path.name for path in others.iterdir()] == ["theirs.txt"] if there else not others.exists()


def test_an_environment_of_its_own_is_made(tree: Path) -> None:
    (tree / ".venv").mkdir()
    make_environment(tree)
    asked = (tree / "python.asked").read_text(encoding="utf-8")
    assert f"-m venv --clear {tree}/.venv\n" in asked
