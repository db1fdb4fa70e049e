"""The doors between the rooms are where architecture says, and the command line really starts without Qt."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("desktop", "reports", "models", "resources")


def contracts() -> list[dict[str, object]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = settings["tool"]["importlinter"]["contracts"]
    assert isinstance(found, list)
    return found


def loaded_after(statement: str) -> set[str]:
    """Return the top-level names of what a fresh Python has loaded after a statement."""
    program = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


def test_every_contract_is_kept() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", lint, "--no-logo", "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"Contracts: {len(contracts())} kept, 0 broken" in result.stdout


def test_every_contract_has_a_sentence_for_a_name() -> None:
    for contract in contracts():
        words = str(contract["name"]).split()
        assert len(words) >= 4, contract["name"]
        assert words[0][0].isupper(), contract["name"]


def test_every_room_is_under_contract() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert found == set(ROOMS)


def test_the_command_line_starts_without_qt_and_without_what_it_may_not_need() -> None:
    loaded = loaded_after("import desktop.cli")
    assert "desktop" in loaded
    assert not loaded & {"PySide6", "shiboken6", "qtawesome", "qtpy", "sqlalchemy", "reportlab", "openpyxl"}


@pytest.mark.parametrize("room", ["reports", "models", "resources"])
def test_no_other_room_loads_qt(room: str) -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / room).rglob("*.py"))
    ]
    assert names
    loaded = loaded_after("import " + ", ".join(names))
    assert not loaded & {"PySide6", "shiboken6", "qtawesome", "qtpy"}
