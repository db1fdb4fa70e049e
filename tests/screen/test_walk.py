"""Every page and the main dialogs as a screen reader meets them, from another process, at two sizes of text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screen.desk import Desk
from tests.screen.screen_reader import LINES, Node, Sight

SECTIONS = (
    "Home", "Organisations", "People", "Conversations", "Meetings", "Commitments", "Events", "Partnerships", "Reports",
)  # fmt: skip
OTHERS = (("ctrl+comma", "Size of text"), ("F1", "Your first ten minutes"), ("ctrl+i", "Bring in what you have"))
DIALOGS = (
    ("ctrl+l", "Log a conversation"),
    ("ctrl+m", "New meeting"),
    ("ctrl+t", "New commitment"),
    ("ctrl+shift+p", "New person"),
    ("ctrl+shift+o", "New organisation"),
    ("ctrl+shift+e", "New event"),
    ("ctrl+r", "Add from the register"),
    ("ctrl+slash", "Keys"),
)
# What Qt itself puts into a list, a table or a scrolled area, and which takes no keys of its own.
PARTS = ("scroll bar", "filler", "panel", "table column header", "table row header", "page tab list", "layered pane")


def open_book(desk: Desk, book: Path, zoom: int) -> None:
    """Start on a book at a size of text, as somebody does who chose that size before."""
    settings = desk.home / "config" / "Liaison Desk" / "Liaison Desk.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[view]\nzoom={zoom}\n")
    desk.start("--book", str(book))
    desk.see("Needs doing", "Coming up")

    def opened(sight: Sight) -> bool:
        """The first sight is shown before the book is open, and keys that go elsewhere mean nothing yet."""
        return any(node.called == "Reports" and node.has("ENABLED") for node in sight.all_of("radio button"))

    desk.wait(opened, "the book to be open")


def go_to(desk: Desk, number: int, section: str) -> None:
    """Ctrl and the number of a section; the rail says which is in view."""
    desk.press(f"ctrl+{number}")

    def there(sight: Sight) -> bool:
        found = (node for node in sight.all_of("radio button") if node.called.startswith(section))
        return any(node.has("CHECKED") for node in found)

    desk.wait(there, f"the section {section}")


def faults(sight: Sight) -> Iterator[str]:
    """Yield what a screen reader could not say of the window in front."""
    front = sight.front
    if not front.title:
        yield "the window has no name"
    for node in front.nodes:
        if node.has("FOCUSABLE") and node.role not in PARTS and not re.search(r"\w", node.called):
            yield f"no name: {node} in {sight.nodes[node.above]}"
        if node.has("FOCUSABLE") and node.role in ("unknown", "invalid"):
            yield f"no role: {node}"
        if node.role == "table":
            yield from _table_faults(sight, node)
    letters: dict[str, set[str]] = defaultdict(set)
    for node in front.nodes:
        for key in node.keys:
            if key.lower().startswith("alt+"):
                letters[key.lower()].add(f"{node.role} {node.called}")
    yield from (f"{key} is {sorted(users)}" for key, users in letters.items() if len(users) > 1)


def order_faults(sight: Sight) -> Iterator[str]:
    """Yield it where a page of lists is told from its detail on: the box that filters it is to come first."""
    fields = [node for node in sight.front.nodes if node.role in ("text", "entry") and node.has("EDITABLE")]
    names = [node.called for node in fields if node.called != "Search everything"]
    if any(name.startswith("Filter ") for name in names) and not names[0].startswith("Filter "):
        yield f"{names[0]!r} is told before the list"


def _table_faults(sight: Sight, table: Node) -> Iterator[str]:
    inside = [node for node in sight.inside(table) if node is not table]
    heads = [node for node in inside if node.role == "table column header"]
    cells = [node for node in inside if node.role == "table cell"]
    if not heads or not all(head.name for head in heads):
        yield f"{table} has columns without a heading: {[head.name for head in heads]}"
    if cells and not any(cell.name for cell in cells):
        yield f"{table} has cells without words"


def announced(desk: Desk, tabs: int) -> Iterator[str]:
    """Press Tab some times; yield each time nothing, or nothing with a name, was told to have taken the focus."""
    here = desk.look().focused
    for _ in range(tabs):
        desk.reader.heard()
        here = desk.tab(here)
        told = [one for one in desk.heard_after("focus") if re.search(r"\w", one["name"])]
        if not told:
            yield f"Tab to {' '.join(map(str, here))} was not announced"


def out_of_view(sight: Sight) -> list[Node]:
    """Return what takes the focus and stands outside the window: Qt tells of all that a scrolled page holds."""
    nodes = [node for node in sight.front.nodes if node.role not in (*PARTS, *LINES)]
    taking = [node for node in nodes if node.has("FOCUSABLE") and node.has("ENABLED")]
    return [node for node in taking if not _within(node, nodes[0])]


def _within(node: Node, window: Node) -> bool:
    left, top, width, height = node.box
    x, y, wide, high = window.box
    return left >= x and top >= y and left + width <= x + wide and (top + height <= y + high or height > high / 2)


def reach_faults(desk: Desk) -> Iterator[str]:
    """Give the focus to the last thing that stands outside the window; yield it where it does not come into view."""
    # Qt gives no box of choices the focus when a screen reader asks for it; Tab and its letter do.
    before = [node for node in out_of_view(desk.look(whole=True)) if node.role != "combo box"]
    if before:
        last = before[-1]
        desk.reader.do(last, "GrabFocus")
        sight = desk.look(whole=True)
        now = [node for node in sight.front.nodes if node.has("FOCUSED") and node.called == last.called]
        if not now or now[-1] in out_of_view(sight):
            yield f"{last} stays out of view with the focus"


@pytest.mark.timeout(150)
@pytest.mark.parametrize("zoom", [100, 200])
def test_a_screen_reader_can_tell_every_page_and_dialog(desk: Desk, example: Path, zoom: int) -> None:
    open_book(desk, example, zoom)
    found: list[str] = []

    def judge(where: str) -> None:
        sight = desk.look(whole=True)
        found.extend(f"{where}: {fault}" for fault in (*faults(sight), *order_faults(sight)))

    for number, section in enumerate(SECTIONS, 1):
        go_to(desk, number, section)
        judge(section)
        found.extend(f"{section}: {fault}" for fault in reach_faults(desk))
    for key, words in OTHERS:
        desk.press(key)
        desk.see(words)
        judge(words)
        found.extend(f"{words}: {fault}" for fault in reach_faults(desk))
    go_to(desk, 1, "Home")
    found += announced(desk, 6)
    for key, title in DIALOGS:
        desk.press(key)
        desk.dialog(title)
        judge(title)
        if sum(node.has("FOCUSABLE") and node.has("ENABLED") for node in desk.look().front.nodes) > 2:
            found += [f"{title}: {fault}" for fault in announced(desk, 2)]
        desk.press("Escape")
        desk.dialog("Liaison Desk")
    desk.reader.heard()
    # Qt puts a menu below a button into no window; a screen reader follows it by what takes the focus.
    desk.press("ctrl+n", "Down")
    if not any("New " in one["name"] for one in desk.heard_after("focus")):
        found.append("the New menu is not announced")
    desk.press("Escape")
    desk.press("ctrl+q")
    assert desk.ended() == 0
    assert found == []


def test_the_walk_finds_what_has_no_name_and_letters_used_twice() -> None:
    button = {"above": 0, "role": "push button", "states": ["FOCUSABLE", "SHOWING"], "keys": ["Alt+S"]}
    sight = Sight.of(
        [
            {"above": -1, "role": "frame", "name": "Window", "states": ["ACTIVE", "SHOWING"]},
            button | {"name": "Save"},
            button | {"name": "Send"},
            button | {"name": "", "keys": []},
            {"above": 0, "role": "table", "name": "People", "states": ["SHOWING"]},
        ]
    )
    found = list(faults(sight))
    assert [fault.split(":")[0].split(" is ")[0] for fault in found] == [
        "no name",
        "table 'People' has columns without a heading",
        "alt+s",
    ]
