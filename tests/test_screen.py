"""The screen that packaging/test.sh lends to tests is a real one: keys reach a window, a screen reader sees it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

pytestmark = pytest.mark.xvfb

WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
application = QApplication(sys.argv)
field = QLineEdit()
field.setWindowTitle("Screen test")
field.setAccessibleName("Where you type")
field.show()
field.activateWindow()
screen = application.primaryScreen()
print(application.platformName(), screen.size().width(), screen.size().height(), screen.depth(), flush=True)
sys.exit(application.exec())
"""

READER = """
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


for node in walk(Atspi.get_desktop(0)):
    if node.get_name() == "Where you type":
        print(node.get_role_name(), Atspi.Text.get_text(node, 0, -1))
"""


@pytest.fixture
def window() -> Iterator[subprocess.Popen[str]]:
    """Start a program with one field, in a process of its own as a user would."""
    process = subprocess.Popen([sys.executable, "-c", WINDOW], stdout=subprocess.PIPE, text=True)
    yield process
    process.terminate()
    process.communicate(timeout=20)


def read_aloud() -> str:
    """Return what a screen reader finds in the field; Debian's own Python has the bindings."""
    found = subprocess.run(["/usr/bin/python3", "-c", READER], capture_output=True, text=True, timeout=60, check=True)
    return found.stdout.strip()


def wait_for(expected: str) -> str:
    """Return what is read aloud once it is `expected`, or whatever it is after twenty seconds."""
    deadline = time.monotonic() + 20
    while (heard := read_aloud()) != expected and time.monotonic() < deadline:
        time.sleep(0.2)
    return heard


def test_keys_reach_a_window_and_a_screen_reader_reads_it(window: subprocess.Popen[str]) -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"
    assert window.stdout is not None
    assert window.stdout.readline().split() == ["xcb", "1366", "768", "24"]
    assert wait_for("text") == "text"
    subprocess.run(["xdotool", "search", "--sync", "--name", "Screen test", "windowfocus", "--sync"], check=True)
    # xdotool lends a key to each letter the keyboard lacks; the window may miss the very first one while it learns of
    # the new keyboard, so one is spent and taken back before what counts is typed.
    subprocess.run(["xdotool", "key", "--delay", "300", "sterling", "BackSpace"], check=True)
    subprocess.run(["xdotool", "type", "--delay", "150", "£5 to Zoë"], check=True)
    assert wait_for("text £5 to Zoë") == "text £5 to Zoë"
