"""A second start with the same book brings the first window to the front; whatever else calls is left standing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop import calling
from desktop.calling import ANSWER, WORD, Bell, Call, socket_name
from models.book_lock import lock_path
from models.store import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path, monkeypatch):
    # The name of a socket must be short, and the folders of tests are not.
    run = tempfile.mkdtemp()
    monkeypatch.setenv("XDG_RUNTIME_DIR", run)
    monkeypatch.setattr(calling, "PATIENCE_MS", 400)
    yield str(tmp_path / "elm.liaison")
    shutil.rmtree(run)


@pytest.fixture
def bell(qapp, place):
    made = Bell()
    assert made.hang(place)
    yield made
    made.take_down()


def answer_of(qtbot, place):
    call = Call(place)
    with qtbot.waitSignal(call.answered, timeout=5000) as told:
        pass
    return told.args[0]


def test_the_window_that_has_the_book_answers_and_comes(bell, place, qtbot):
    with qtbot.waitSignal(bell.rung, timeout=5000):
        assert answer_of(qtbot, place)
    assert not answer_of(qtbot, f"{place} of another name")


def test_only_its_user_may_call(bell, place):
    socket = Path(socket_name(place))
    assert socket.parent.stat().st_mode & 0o077 == 0
    assert socket.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("said", [b"", b"Come", b"Open /etc/passwd\n", WORD + b"and more", b"x" * 100_000, b"\xff\x00"])
def test_nothing_but_the_one_word_is_understood(bell, place, qtbot, said):
    rung = []
    bell.rung.connect(lambda: rung.append(None))
    caller = QLocalSocket()
    caller.connectToServer(socket_name(place))
    qtbot.waitUntil(lambda: caller.state() == QLocalSocket.LocalSocketState.ConnectedState)
    if said:
        caller.write(said)
    qtbot.waitUntil(lambda: caller.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=5000)
    assert rung == []
    assert bytes(caller.readAll().data()) == b""
    assert answer_of(qtbot, place)


def test_many_who_say_nothing_do_not_keep_others_out_for_long(bell, place, qtbot):
    callers = [QLocalSocket() for _ in range(20)]
    for caller in callers:
        caller.connectToServer(socket_name(place))
    gone = QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: all(caller.state() == gone for caller in callers), timeout=10_000)
    assert answer_of(qtbot, place)


@pytest.mark.parametrize("said", [None, b"Go away\n", ANSWER + b"!"])
def test_one_that_hangs_or_says_something_else_is_not_waited_for(qapp, place, qtbot, said):
    server = QLocalServer()
    assert server.listen(socket_name(place))
    if said is not None:
        server.newConnection.connect(lambda: server.nextPendingConnection().write(said))
    begun = time.monotonic()
    assert not answer_of(qtbot, place)
    assert time.monotonic() - begun < 4
    server.close()


def test_what_a_window_left_that_ended_suddenly_is_in_nobodys_way(qapp, place, qtbot):
    left = QLocalServer()
    assert left.listen(socket_name(place))
    again = Bell()
    assert again.hang(place)
    assert answer_of(qtbot, place)
    again.take_down()
    left.close()


def test_a_path_too_long_for_a_socket_has_none(place, monkeypatch, tmp_path, qapp):
    deep = tmp_path / ("x" * 90)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    assert socket_name(place) == ""
    assert not Bell().hang(place)


@pytest.mark.requirement("R18")
def test_two_programs_and_one_book(tmp_path):
    """Two real processes: the second ends by itself, and the book stays the first one's."""
    home = tmp_path / "home"
    home.mkdir()
    # The path of a socket may not be long.
    run = Path(tempfile.mkdtemp(prefix="desk"))
    book = tmp_path / "elm.liaison"
    Store.create(book).close()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    mine = {"HOME": str(home), "XDG_RUNTIME_DIR": str(run), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "desktop", "--book", str(book)]

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=ROOT, env=kept | folders | mine, stderr=subprocess.PIPE)

    first = start()
    try:
        deadline = time.monotonic() + 90
        while not list(run.glob("desk-*")):
            assert time.monotonic() < deadline, "the first did not hang its bell"
            assert first.poll() is None
            time.sleep(0.05)
        lock = lock_path(book).read_bytes()
        second = start()
        _out, told = second.communicate(timeout=90)
        assert second.returncode == 0, told.decode()
        assert b"Traceback" not in told
        assert first.poll() is None
        assert lock_path(book).read_bytes() == lock
    finally:
        first.terminate()
        first.wait(20)
        shutil.rmtree(run)
