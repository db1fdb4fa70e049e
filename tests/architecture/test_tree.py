"""The tree keeps its manners: short files, no package that shadows another, nothing of a particular workplace."""

from __future__ import annotations

import subprocess
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("desktop", "reports", "models", "resources")
AIM, LIMIT = 300, 400
# In pieces, so that this file does not hold what it looks for.
WORKPLACE_WORDS = ("/wo" + "rk/", "far" + "m-bench", "far" + "m-studio", "/op" + "t/py" + "pi", "/op" + "t/whe" + "els")
REGISTRY_HOSTS = (
    "py" + "pi.org",
    "pythonho" + "sted.org",
    "deb.deb" + "ian.org",
    "npm" + "js.org",
    "/root/.py" + "env",
)


def tracked_files() -> list[Path]:
    """Return the files git knows here, or every file of the tree where there is no git."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        listed = None
    if listed is not None and listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        hidden = {".venv", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
        found = [path for path in ROOT.rglob("*") if not hidden & set(path.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file()]


def source_files() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    assert len(found) > 20
    return found


def is_frozen_schema(path: Path) -> bool:
    """Tell whether a file is a numbered step: the tables as they were then, listed once and never edited again."""
    return path.parent.name == "migrations" and path.name.startswith("step_")


def test_no_source_file_is_too_long_to_read() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in source_files()
        if not is_frozen_schema(path)
    }
    longer = sorted(f"{name}: {length} lines" for name, length in lengths.items() if length > AIM)
    if longer:
        warnings.warn(f"files over the aim of {AIM} lines: {', '.join(longer)}", stacklevel=1)
    assert [name for name, length in lengths.items() if length > LIMIT] == []


@pytest.mark.parametrize("folder", ["packaging", "tests"])
def test_a_folder_that_would_shadow_a_package_is_none(folder: str) -> None:
    assert (ROOT / folder).is_dir()
    assert list((ROOT / folder).rglob("__init__.py")) == []


def test_nothing_imports_from_packaging() -> None:
    assert list((ROOT / "packaging").rglob("*.py")) == []


def test_every_package_of_a_room_says_it_is_one() -> None:
    folders = {path.parent for path in source_files()}
    assert [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_nothing_names_a_particular_workplace_or_registry() -> None:
    found = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" in content[:4096]:
            continue
        text = content.decode("utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {word}" for word in (*WORKPLACE_WORDS, *REGISTRY_HOSTS) if word in text]
    assert found == []
