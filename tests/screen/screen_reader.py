"""What a screen reader finds in the window, asked for from the tests' own process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

READER = Path(__file__).with_name("reader.py")
SYSTEM_PYTHON = "/usr/bin/python3"
WINDOWS = ("frame", "dialog", "alert")
LISTS = ("list", "table", "tree", "tree table", "page tab list")
LINES = ("list item", "table cell", "tree item", "page tab")


@dataclass(frozen=True)
class Node:
    """One thing in a window, as it is told to a screen reader."""

    place: int
    above: int
    role: str
    name: str
    states: frozenset[str]
    box: tuple[int, int, int, int]
    label: str = ""
    description: str = ""
    text: str = ""
    keys: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What it is called: a box of choices is named by its label, for its own name is what is chosen."""
        return self.label or self.name if self.role == "combo box" else self.name or self.label

    @property
    def words(self) -> str:
        """Everything it says, in one line."""
        return " ".join(filter(None, (self.name, self.text)))

    @property
    def identity(self) -> tuple[str, str, tuple[int, int, int, int]]:
        """What tells it from others while it stays where it is."""
        return self.role, self.called, self.box

    def has(self, state: str) -> bool:
        return state in self.states

    def __str__(self) -> str:
        flags = "".join(letter for letter, state in zip("*-", ("FOCUSED", "CHECKED"), strict=True) if self.has(state))
        told = f"{self.role} {self.name!r}"
        for more in (self.label and f"label {self.label!r}", self.text and f"text {self.text!r}", flags):
            told += f" {more}" if more else ""
        return told


@dataclass(frozen=True)
class Sight:
    """Everything in view at one moment."""

    nodes: tuple[Node, ...]
    below: dict[int, list[Node]] = field(default_factory=dict)

    @classmethod
    def of(cls, told: list[dict[str, Any]]) -> Sight:
        nodes = tuple(_node(place, one) for place, one in enumerate(told))
        below: dict[int, list[Node]] = {}
        for node in nodes:
            below.setdefault(node.above, []).append(node)
        return cls(nodes, below)

    def inside(self, node: Node) -> Iterator[Node]:
        """Yield what is in a node, the node first."""
        yield node
        for one in self.below.get(node.place, ()):
            yield from self.inside(one)

    def windows(self) -> list[Node]:
        return [node for node in self.nodes if node.role in WINDOWS]

    @property
    def front(self) -> Sight:
        """What is in the window that has the keyboard; nothing when none of ours has it."""
        active = next((node for node in self.windows() if node.has("ACTIVE")), None)
        return Sight(tuple(self.inside(active)) if active is not None else (), self.below)

    @property
    def title(self) -> str:
        """The name of the window."""
        return self.nodes[0].name if self.nodes else ""

    @property
    def focused(self) -> list[Node]:
        """What has the keyboard: a field or button, or a list and the line of it."""
        # Qt calls the line a list would go to "focused" even while the list itself is not.
        found = [node for node in self.front.nodes if node.has("FOCUSED") and node.role != "filler"]
        lists = {node.place for node in found if node.role in LISTS}
        return [node for node in found if node.role not in LINES or node.above in lists]

    @property
    def focus(self) -> Node | None:
        """The innermost thing that has the keyboard."""
        return next(reversed(self.focused), None)

    def find(self, words: str, role: str = "") -> Node | None:
        """Return the first thing that says these words."""
        return next((node for node in self.nodes if words in node.words and role in ("", node.role)), None)

    def all_of(self, *roles: str) -> list[Node]:
        return [node for node in self.nodes if node.role in roles]

    def shows(self, *words: str) -> bool:
        return all(self.find(one) is not None for one in words)

    def __str__(self) -> str:
        depths: dict[int, int] = {}
        lines = []
        for node in self.nodes:
            depths[node.place] = depths.get(node.above, -1) + 1
            lines.append("  " * depths[node.place] + str(node))
        return "\n".join(lines)


def _node(place: int, told: dict[str, Any]) -> Node:
    return Node(
        place,
        told["above"],
        told["role"],
        told["name"],
        frozenset(told["states"]),
        tuple(told.get("box", (0, 0, 0, 0))),
        told.get("label", ""),
        told.get("description", ""),
        told.get("text", ""),
        tuple(told.get("keys", ())),
    )


class ScreenReader:
    """A process that reads the window over AT-SPI with the system's Python, which has the bindings."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, str(READER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def look(self, *, whole: bool = False) -> Sight:
        """Return what is in view; a `whole` look knows labels, keys and places, and what is in closed menus."""
        return Sight.of(self._ask({"ask": "nodes", "whole": whole}))

    def windows(self) -> Sight:
        """Return the windows without what is in them."""
        return Sight.of(self._ask({"ask": "windows"}))

    def heard(self) -> list[dict[str, Any]]:
        """Return what took the focus and what was announced since this was asked last."""
        return self._ask({"ask": "heard"})

    def do(self, node: Node, action: str) -> dict[str, Any]:
        """Do something to a node of the last look; return whether it was done, what can be, and why it was not."""
        return self._ask({"ask": "do", "place": node.place, "action": action})[0]

    def fill(self, node: Node, text: str) -> dict[str, Any]:
        """Give a node of the last look another text."""
        return self._ask({"ask": "fill", "place": node.place, "text": text})[0]

    def close(self) -> None:
        self._process.communicate(timeout=20)

    def _ask(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer: list[dict[str, Any]] = json.loads(self._process.stdout.readline())
        return answer
