"""The program on a real screen, started as its user starts it, and a hand on the keyboard in another process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.screen.screen_reader import SYSTEM_PYTHON, Node, ScreenReader, Sight

ROOT = Path(__file__).parents[2]
PATIENCE = 15.0
"""Seconds to wait for what must come: enough for a slow shared machine, only ever spent by a test that fails."""
KEY_DELAY = "8"
FAILED = pytest.StashKey[bool]()
"""Kept with a test: whether it failed, for the program that several tests share."""

_PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(sys.argv)
sys.exit(not application.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


def make_example(place: Path, clock: Mapping[str, str]) -> Path:
    """Make the example records by the command line, under a clock."""
    typed = [sys.executable, "-c", "import sys; from desktop.cli import main; sys.exit(main())"]
    made = [*typed, "--quiet", "new", str(place), "--example-data"]
    subprocess.run(made, cwd=ROOT, env={**os.environ, **clock}, check=True, timeout=120)
    return place


def can_be_seen() -> None:
    """Skip the test where there is no screen, no hand or no reader."""
    if os.environ.get("QT_QPA_PLATFORM") != "xcb" or not os.environ.get("DISPLAY"):
        pytest.skip("needs the screen that packaging/test.sh lends")
    if shutil.which("xdotool") is None or not Path(SYSTEM_PYTHON).exists():
        pytest.skip("needs xdotool and the system's Python with the bindings of AT-SPI")


class Desk:
    """The running program: press keys, then wait for what a screen reader is told."""

    def __init__(self, home: Path, pictures: Path, clock: Mapping[str, str] | None = None) -> None:
        """`home` is all the program knows of its user; pictures of failures go into a folder of their own.

        `clock` sets by which clock it goes, where the hour of the day matters.
        """
        self.home, self.pictures = home, pictures
        self._clock = dict(clock or {})
        self.log = home / "program.log"
        self.documents = home / "Documents"
        self.documents.mkdir(parents=True)
        self._lend_opener()
        self.reader = ScreenReader()
        self.program: subprocess.Popen[bytes] | None = None

    def _lend_opener(self) -> None:
        """Take what the program hands to other programs, so that a test never starts somebody's mail program."""
        opener = self.home / "bin" / "xdg-open"
        opener.parent.mkdir()
        opener.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >> "$HOME/opened.txt"\n')
        opener.chmod(0o755)

    def opened(self) -> list[str]:
        """Return what the program had other programs open."""
        told = self.home / "opened.txt"
        return told.read_text().splitlines() if told.exists() else []

    # --- the program ----------------------------------------------------------------------------------------------

    @property
    def environment(self) -> dict[str, str]:
        """A home of its own, so that nobody's records or settings are touched."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LIAISON_", "XDG_"))}
        folders = {f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        run = os.environ.get("XDG_RUNTIME_DIR")
        screen = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "LC_ALL": "C.UTF-8"}
        path = f"{self.home / 'bin'}{os.pathsep}{os.environ['PATH']}"
        mine = {"HOME": str(self.home), "PATH": path} | ({"XDG_RUNTIME_DIR": run} if run else {})
        return kept | folders | screen | self._clock | mine

    @property
    def book(self) -> Path:
        """Where the program keeps its user's book."""
        return self.home / "data" / "Liaison Desk" / "records.liaison"

    def start(self, *arguments: str) -> None:
        """Start the program by its entry point and wait for its window."""
        command = [sys.executable, "-X", "faulthandler", "-m", "desktop", *arguments]
        with self.log.open("ab") as log:
            self.program = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.wait(lambda sight: bool(sight.front.nodes), "a window with the keyboard")

    def ended(self) -> int:
        """Wait until the program has ended by itself, and return how."""
        assert self.program is not None
        code = self.program.wait(PATIENCE)
        self.program = None
        return code

    def logged(self) -> str:
        """Return what the program printed and what it wrote into its log and its reports of errors."""
        folder = self.home / "state" / "Liaison Desk" / "log"
        return "".join(
            f"--- {place.name}\n{place.read_text(errors='replace')[-4000:]}"
            for place in (self.log, *sorted(folder.glob("*")))
            if place.is_file()
        )

    def stop(self) -> None:
        """End what still runs."""
        if self.program is not None:
            self.program.terminate()
            self.program.wait(PATIENCE)
        self.reader.close()

    def command(self, *words: object) -> Any:
        """Return the data of a command on the book, run as its own process while no window has the book open."""
        typed = [sys.executable, "-c", "import sys; from desktop.cli import main; sys.exit(main())"]
        typed += ["--json", *(str(word) for word in words)]
        done = subprocess.run(typed, cwd=ROOT, env=self.environment, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)["data"]

    # --- the hand -------------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after another, each by its X name: Tab, alt+f, ctrl+Return."""
        self._wait_for_keyboard()
        subprocess.run(["xdotool", "key", "--delay", KEY_DELAY, *keys], check=True, timeout=PATIENCE)

    def write(self, text: str) -> None:
        """Type a text."""
        self._wait_for_keyboard()
        subprocess.run(["xdotool", "type", "--delay", KEY_DELAY, "--", text], check=True, timeout=PATIENCE)

    def _wait_for_keyboard(self) -> None:
        """Wait until a window of the program has the keyboard: between two windows a key would be lost."""
        deadline = time.monotonic() + PATIENCE
        while not self.reader.windows().front.nodes:
            if time.monotonic() > deadline:
                raise self.missing("a window with the keyboard")
            time.sleep(0.02)

    def fill(self, field: str, text: str) -> None:
        """Wait until a field has the keyboard, and type over what it holds."""
        shown = "●" * len(text) if self.focused(field).role == "password text" else text
        self.press("ctrl+a")
        self.write(text)
        self.wait(lambda sight: sight.focus is not None and sight.focus.text == shown, f"{text!r} in {field!r}")

    def tab_to(self, name: str, *, most: int = 40) -> Node:
        """Press Tab until something of that name has the keyboard."""
        here = self.look().focused
        for _ in range(most):
            found = next((node for node in here if name in node.called), None)
            if found is not None:
                return found
            here = self.tab(here)
        raise self.missing(f"{name!r} on the way of Tab")

    def tab(self, here: list[Node], key: str = "Tab") -> list[Node]:
        """Press Tab, and return what has the keyboard then instead of what had it before."""
        self.press(key)
        before = [node.identity for node in here]

        def left(sight: Sight) -> bool:
            return bool(sight.focused) and [node.identity for node in sight.focused] != before

        return self.wait(left, f"the focus to leave {' '.join(map(str, here))}").focused

    def heard_after(self, what: str) -> list[dict[str, Any]]:
        """Return what was told of one kind since it was asked last, waiting for the first a little."""
        deadline = time.monotonic() + 2
        told: list[dict[str, Any]] = []
        while not told and time.monotonic() < deadline:
            told = [one for one in self.reader.heard() if one["what"] == what]
        return told

    # --- the eye --------------------------------------------------------------------------------------------------

    def look(self, *, whole: bool = False) -> Sight:
        return self.reader.look(whole=whole)

    def wait(self, there: Callable[[Sight], Any], what: str, within: float = PATIENCE) -> Sight:
        """Look until something is there, and return what is in view; tell what was expected when it never comes."""
        deadline = time.monotonic() + within
        while True:
            sight = self.look()
            if there(sight):
                return sight
            if sight.shows("Something went wrong"):
                raise self.missing(f"{what}, but the program had an error")
            if self.program is not None and self.program.poll() is not None:
                raise self.missing(f"{what} (the program ended with {self.program.returncode})")
            if time.monotonic() > deadline:
                raise self.missing(what)
            time.sleep(0.05)

    def see(self, *words: str) -> Sight:
        """Wait until all of these words are in view."""
        return self.wait(lambda sight: sight.shows(*words), " and ".join(repr(one) for one in words))

    def gone(self, words: str) -> Sight:
        """Wait until these words are no longer in view."""
        return self.wait(lambda sight: not sight.shows(words), f"{words!r} to go")

    def dialog(self, title: str) -> Sight:
        """Wait until the window of this title has the keyboard, and return what is in it."""
        return self.wait(
            lambda sight: sight.front.title.removesuffix(" — Liaison Desk") == title, f"the window {title!r}"
        ).front

    def focused(self, name: str) -> Node:
        """Wait until something of this name has the keyboard."""

        def found(sight: Sight) -> Node | None:
            return next((node for node in sight.focused if name in node.called), None)

        there = found(self.wait(found, f"the focus on {name!r}"))
        assert there is not None
        return there

    def missing(self, what: str) -> AssertionError:
        """Return a failure that tells what is in view."""
        return AssertionError(f"waited for {what}; in view is\n{self.look()}")

    def take_picture(self, name: str = "screen") -> Path:
        """Save what is on the screen, and return where."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        place = self.pictures / f"{name}.png"
        subprocess.run([sys.executable, "-c", _PICTURE, str(place)], timeout=60, check=False)
        return place
