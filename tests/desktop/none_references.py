"""Calls what the program calls of Qt again and again, and counts the references to None, True and False that are lost.

    python tests/desktop/none_references.py [--times N]

A binding that gives back one reference too many for each call that answers None (PySide6 6.12.0) ends the interpreter
after some thousands. Which classes and methods the program uses is read from its source, what they take and answer from
the binding; each that answers None or a bool and takes things that can be made here is called on an object of its
own. Prints a JSON line: how many were called, and what lost references. Python 3.12 and later keep None for ever.
"""

from __future__ import annotations

import argparse
import ast
import enum
import importlib
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtWidgets import QApplication
from shibokensupport.signature import get_signature

DESKTOP = Path(__file__).parents[2] / "desktop"
LEFT_ALONE = frozenset(
    {"exec", "exec_", "quit", "exit", "processEvents", "deleteLater", "disconnect", "openUrl", "waitForDone", "drag"}
    | {"startSystemMove", "print", "popup", "setStyle", "setStyleSheet", "waitForReadyRead", "waitForBytesWritten"}
    | {"begin", "endResetModel", "beginInsertRows", "endInsertRows", "beginRemoveRows", "endRemoveRows"}
    | {"beginMoveRows", "endMoveRows", "waitForConnected", "waitForNewConnection"}
)
"""What would wait, end the program, leave it, or only means something with another call before it."""
MANY = 50
"""References that something else may have let go of meanwhile."""


def used() -> tuple[list[type], set[str]]:
    """Return the classes of Qt that the program names, and the names of all methods that it calls of anything."""
    classes: dict[str, type] = {}
    names: set[str] = set()
    for path in DESKTOP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                module = importlib.import_module(str(node.module))
                classes |= {one.name: getattr(module, one.name) for one in node.names}
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                names.add(node.func.attr)
    return [one for _name, one in sorted(classes.items()) if isinstance(one, type)], names - LEFT_ALONE


def _painter() -> QtGui.QPainter:
    _painter.ground = QtGui.QPixmap(50, 50)  # type: ignore[attr-defined]
    return QtGui.QPainter(_painter.ground)  # type: ignore[attr-defined]


MADE: dict[type, Callable[[], object]] = {
    str: lambda: "words",
    int: lambda: 0,
    float: lambda: 1.0,
    bool: lambda: True,
    QtGui.QPainter: _painter,
    QtGui.QAction: lambda: QtGui.QAction("act"),
    QtCore.QTimer: QtCore.QTimer,
}
"""What is passed along or called, where it takes more than its class alone."""


_KEPT: list[object] = []
"""All that was made: who owns whom is not for the collector to find out here."""


def make(kind: Any) -> object:
    """Return something of a class. Raises TypeError for what cannot be made without more."""
    _KEPT.append(_made(kind))
    return _KEPT[-1]


def _made(kind: Any) -> object:
    if kind in MADE:
        return MADE[kind]()
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind))
    if isinstance(kind, type) and (kind.__module__ or "").startswith("PySide6.Qt"):
        return kind()
    raise TypeError(kind)


def calls(classes: list[type], names: set[str]) -> Iterator[tuple[str, type, str, list[Any]]]:
    """Yield each method that answers None or a bool with what its shortest form takes."""
    for kind in classes:
        if hasattr(kind, "removeFirst"):
            continue  # A list of C++: taking from an empty one ends everything.
        for name in sorted(names & set(dir(kind))):
            method = inspect.getattr_static(kind, name)
            if not callable(method) and not isinstance(method, staticmethod):
                continue
            try:
                told = get_signature(getattr(kind, name))
            except (TypeError, ValueError):
                continue
            forms = told if isinstance(told, list) else [told] if told else []
            for form in forms:
                wanted = [
                    one.annotation
                    for one in form.parameters.values()
                    if one.name != "self" and one.default is inspect.Parameter.empty
                ]
                if form.return_annotation in (None, bool) and "self" in form.parameters:
                    yield f"{kind.__name__}.{name}", kind, name, wanted
                    break


def references() -> tuple[int, int, int]:
    return sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)


def lost_by(work: Callable[[], object], times: int) -> int:
    """Return how many references to None, True or False went while something was done so many times."""
    work()
    before = references()
    for _time in range(times):
        work()
    return max(was - now for was, now in zip(before, references(), strict=True))


class _Model(QtCore.QAbstractListModel):
    """A model that answers None to most questions, as ours do."""

    def rowCount(self, parent: object = None) -> int:
        return 3

    def data(self, index: object, role: int = 0) -> object:
        return "words" if role == 0 else None

    def reset(self) -> None:
        self.beginResetModel()
        self.endResetModel()


class _Painted(QtWidgets.QWidget):
    """A widget that Qt calls for each painting."""

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        QtGui.QPainter(self).end()


def _scenes() -> dict[str, Callable[[], object]]:
    """Return what takes more than one call: Qt asks us, and signals come to us."""
    model, painted, action = _Model(), _Painted(), QtGui.QAction("act")
    view = QtWidgets.QListView()
    view.setModel(model)
    action.triggered.connect(lambda _on: None)
    _scenes.kept = (model, painted, action, view)  # type: ignore[attr-defined]
    timer = QtCore.QTimer()
    timer.timeout.connect(lambda: None)

    def connect() -> None:
        slot = painted.update
        timer.timeout.connect(slot)
        timer.timeout.disconnect(slot)

    return {
        "a model that is reset": model.reset,
        "a model that is asked": lambda: model.data(model.index(0, 0), 1),
        "a list that is painted": view.grab,
        "a widget that is painted": painted.grab,
        "a signal that arrives": action.trigger,
        "a signal that is sent": timer.timeout.emit,
        "a signal that is connected": connect,
        "events": QApplication.processEvents,
    }


def main() -> None:
    """Call all of it, and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--verbose", action="store_true", help="name each call before it is made")
    asked = parser.parse_args()
    app = QApplication.instance() or QApplication(["liaison-desk", "-style", "fusion"])
    lost: dict[str, int] = {}
    called: list[str] = []
    for words, kind, name, wanted in calls(*used()):
        if asked.verbose:
            sys.stderr.write(words + "\n")
            sys.stderr.flush()
        try:
            given = [make(one) for one in wanted]
            method = getattr(app if issubclass(kind, QtCore.QCoreApplication) else make(kind), name)
            gone = lost_by(lambda method=method, given=given: method(*given), asked.times)  # type: ignore[misc]
        except (TypeError, NotImplementedError, ValueError, RuntimeError, AttributeError):
            continue
        called.append(words)
        if gone > MANY:
            lost[words] = gone
    scenes = _scenes()
    for words, work in scenes.items():
        if (gone := lost_by(work, asked.times)) > MANY:
            lost[words] = gone
    sys.stdout.write(json.dumps({"called": len(called), "scenes": len(scenes), "lost": lost}) + "\n")
    sys.stdout.flush()
    # Not by way of Qt's own end: things were made that nobody meant to be there together.
    os._exit(bool(lost))


if __name__ == "__main__":
    main()
