"""Books that commands are run on: an empty one, one with neighbours from a register, and the example."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desktop.cli.running import NEIGHBOURS, ask, run, write_register


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A new, empty book without a passphrase."""
    place = tmp_path / "book.liaison"
    assert run("new", place, "--no-passphrase").code == 0
    return place


@pytest.fixture
def neighbours(book: Path, tmp_path: Path) -> Path:
    """A book with a register of five and three of them in the records."""
    file = write_register(tmp_path / "edubasealldata20261101.csv", NEIGHBOURS)
    assert ask(book, "import", "gias", file)["added"] == 5
    assert len(ask(book, "adopt", "--urn", "900001", "900002", "900005")["adopted"]) == 3
    return book


@pytest.fixture(scope="session")
def made_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("example") / "example.liaison"
    assert run("new", place, "--example-data").code == 0
    return place


@pytest.fixture
def example(made_example: Path, tmp_path: Path) -> Path:
    """The example book, to be changed at will."""
    return Path(shutil.copy(made_example, tmp_path / "example.liaison"))
