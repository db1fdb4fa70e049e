"""The program's own text, read as a tree: which words stand in it without ever being given to a translator."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
TRANSLATED = frozenset({"_", "ngettext", "m", "marked"})
NOT_SHOWN = frozenset(
    {"RuntimeError", "TypeError", "ValueError", "KeyError", "compile", "TypeVar", "cast", "Key", "setObjectName"}
    | {"debug", "info", "warning", "error", "exception", "setProperty", "property", "submit_name", "QKeySequence"}
)
"""What takes words that nobody reads on the screen: bugs, patterns, the log, names of settings and of widgets."""

_SENTENCE = re.compile(r"[A-Za-z]{2,}\s[a-z]{2,}|^[A-Z][a-z]{2,}$")


class Words(NamedTuple):
    """Words in a file, on a line, in the hands of a function."""

    place: str
    line: int
    taken_by: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}:{self.line} {self.taken_by}({self.text[:60]!r})"


def sources(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield each file of some rooms as a tree; the command line speaks English, as scripts read it."""
    for room in rooms:
        for file in sorted((ROOT / room).rglob("*.py")):
            place = file.relative_to(ROOT).as_posix()
            if not place.startswith("desktop/cli/"):
                yield place, ast.parse(file.read_text("utf-8"))


def called(node: ast.AST) -> str:
    """Return the name of the function that is called, or nothing."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def at_import(tree: ast.Module) -> Iterator[int]:
    """Yield the lines where words are translated while a module is imported, which fixes their language."""

    def visit(node: ast.AST) -> Iterator[int]:
        if called(node) in ("_", "ngettext"):
            yield node.lineno  # type: ignore[attr-defined]
        for child in ast.iter_child_nodes(node):
            inside = isinstance(node, ast.Lambda) or (isinstance(node, ast.FunctionDef) and child in node.body)
            if not inside:
                yield from visit(child)

    yield from visit(tree)


def unwrapped(place: str, tree: ast.Module) -> Iterator[Words]:
    """Yield the sentences and capitalised words that no translator is given."""

    def visit(node: ast.AST, taken_by: str) -> Iterator[Words]:
        name = called(node) or taken_by
        if name in TRANSLATED or name in NOT_SHOWN:
            # What is put into a message is shown with it: only the message itself is the translator's.
            name = name if called(node) else taken_by
            if called(node):
                return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        if isinstance(node, ast.Subscript):
            return  # a type in quotes, or a key
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SENTENCE.search(node.value):
            yield Words(place, node.lineno, taken_by, node.value)
        for child in ast.iter_child_nodes(node):
            yield from visit(child, name)

    yield from visit(tree, "")
