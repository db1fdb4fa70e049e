"""A hand without keys and without a mouse: everything is found by its role and its name, and done over AT-SPI."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from tests.screen.desk import PATIENCE, Desk
from tests.screen.screen_reader import Node, Sight

DOES = {
    "push button": "Press",
    "menu item": "Press",
    "page tab": "Press",
    "check box": "Toggle",
    "radio button": "Toggle",
    "list item": "Toggle",
    "table cell": "Toggle",
}
"""What is done to a thing of each kind, by the name it says itself."""


class ByName:
    """Acts on the window in front; what it acts on must be the only thing of its role and name there."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def do(self, role: str, name: str) -> None:
        """Press a button, tick a box, pick a line, go to a section. A * in the name stands for anything."""
        node = self.find(role, name)
        told = self.desk.reader.do(node, DOES[role])
        assert told["done"], f"{node} can only {told['can']} {told['why']}"

    def go(self, section: str, words: str) -> None:
        """Go to a section, and wait until it shows some words."""
        self.do("radio button", section)
        self.desk.see(words)

    def fill(self, name: str, text: str) -> None:
        """Give the field of this name the focus and a text."""
        node = self.find("text", name)
        for told in (self.desk.reader.do(node, "GrabFocus"), self.desk.reader.fill(node, text)):
            assert told["done"], f"{node} {told['why']}"
        self.desk.wait(
            lambda sight: any(one.text == text for one in _called(sight.front.nodes, "text", name)),
            f"{text!r} in {name!r}",
        )

    def command(self, menu: str, name: str) -> None:
        """Press a line of the menu bar, without opening it."""
        sight = self.desk.look(whole=True).front
        (bar,) = sight.all_of("menu bar")
        (top,) = [node for node in sight.below[bar.place] if node.name == menu]
        (node,) = [one for one in sight.inside(top) if one.role == "menu item" and one.name == name]
        told = self.desk.reader.do(node, "Press")
        assert told["done"], f"{node} {told['why']}"

    def drop_down(self, button: str, line: str) -> None:
        """Open the menu below a button and press a line of it."""
        self.do("push button", button)
        found = self._wait("menu item", line, lambda sight: sight.nodes)
        told = self.desk.reader.do(found, "Press")
        assert told["done"], f"{found} {told['why']}"

    def find(self, role: str, name: str) -> Node:
        """Wait until one thing of this role and name is in the window in front, and can be used."""
        return self._wait(role, name, lambda sight: sight.front.nodes)

    def said(self, words: str) -> None:
        """Wait until these words were announced."""
        deadline = time.monotonic() + PATIENCE
        heard: list[str] = []
        while time.monotonic() < deadline:
            heard += [one["name"] for one in self.desk.reader.heard() if one["what"] == "said"]
            if any(words in one for one in heard):
                return
            time.sleep(0.05)
        raise AssertionError(f"{words!r} was not said, only {heard}")

    def _wait(self, role: str, name: str, where: Callable[[Sight], Sequence[Node]]) -> Node:
        def usable(sight: Sight) -> list[Node]:
            return [node for node in _called(where(sight), role, name) if node.has("ENABLED")]

        found = usable(self.desk.wait(usable, f"{role} {name!r} that can be used"))
        assert len(found) == 1, f"{role} {name!r} could be any of {[str(node) for node in found]}"
        return found[0]


def _called(nodes: Sequence[Node], role: str, name: str) -> list[Node]:
    """Return what is of a role and called so."""
    start, star, end = name.partition("*")
    return [
        node
        for node in nodes
        if node.role == role
        and (node.called.startswith(start) and node.called.endswith(end) if star else node.called == name)
    ]
