"""Nothing is asked of any network, whatever is opened, read, made or shown; and no file is opened that a text names.

The system says so, not the program: strace notes each socket and each file. A PostgreSQL server that the user names is
the one exception.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from models.store import Store
from tests.safety.nasty import nasty_book
from tests.safety.watched import ROOT, Watched, needs_strace, watch

COMMAND = "import sys; from desktop.cli import main; sys.exit(main())"
NETWORK = ("socket", "http", "urllib.request", "ftplib", "smtplib", "imaplib", "requests", "httpx", "aiohttp", "ssl")
TRAPS = ("/trap/", "evil-host", "calc.exe", "192.0.2.1")
"""What the nasty texts would have opened."""


@pytest.fixture(scope="module")
def nasty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of nasty texts, made once."""
    place = tmp_path_factory.mktemp("nasty") / "nasty.liaison"
    store = Store.create(place)
    with store.write("Fill every table") as session:
        nasty_book(session, 5)
    store.close()
    return place


def trapped(seen: Watched) -> list[str]:
    """Return the files that were opened because a text names them."""
    return [one for one in seen.opened() if any(trap in one for trap in TRAPS)]


@needs_strace
@pytest.mark.requirement("R28")
def test_the_window_calls_nobody_and_opens_nothing_that_a_text_names(nasty_file: Path, tmp_path: Path) -> None:
    seen = watch(tmp_path, [ROOT / "tests" / "safety" / "walk_window.py", nasty_file])
    assert seen.code == 0, seen.err[-2000:]
    assert len(seen.out.splitlines()) > 8, "the pages were shown"
    assert str(nasty_file) in seen.opened(), "the watching works"
    assert seen.network() == []
    assert trapped(seen) == []


@needs_strace
@pytest.mark.requirement("R28")
@pytest.mark.parametrize(
    "typed",
    [
        ["info"],
        ["check"],
        ["list", "organisations"],
        ["search", "http://192.0.2.1/x"],
        ["report", "board-paper", "--output", "{folder}/paper.pdf"],
        ["report", "board-paper", "--output", "{folder}/paper.html"],
        ["export", "vcard", "--output", "{folder}/people.vcf"],
        ["report-problem", "--output", "{folder}/problem.zip"],
    ],
    ids=lambda typed: " ".join(typed[:2]),
)
def test_the_command_line_calls_nobody(nasty_file: Path, tmp_path: Path, typed: list[str]) -> None:
    words = [word.replace("{folder}", str(tmp_path)) for word in typed]
    seen = watch(tmp_path, ["-c", COMMAND, "--book", nasty_file, *words])
    assert seen.code == 0, seen.err[-2000:]
    assert str(nasty_file) in seen.opened()
    assert seen.network() == []
    assert trapped(seen) == []


@needs_strace
def test_the_watching_sees_a_socket(tmp_path: Path) -> None:
    seen = watch(tmp_path, ["-c", "import socket; socket.socket(socket.AF_INET).close()"])
    assert seen.network()


@pytest.mark.parametrize("room", ["desktop", "models", "reports", "resources"])
def test_no_library_of_the_network_is_imported(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import():
                    named = [one.name for one in node.names]
                case ast.ImportFrom():
                    named = [f"{node.module}.{one.name}" for one in node.names] + [node.module or ""]
                case _:
                    continue
            for name in named:
                assert not any(name == one or name.startswith(f"{one}.") for one in NETWORK), f"{path}: {name}"
                assert not name.startswith(("PySide6.QtWeb", "PySide6.QtHttp")), f"{path}: {name}"
                # Of Qt's network only what two windows of this computer say to each other.
                assert not name.startswith("PySide6.QtNetwork.") or "QLocal" in name, f"{path}: {name}"
