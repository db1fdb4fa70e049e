"""A picture as a screen reader meets it: reached by Tab, each part told as the arrows walk, opened with Enter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screen.desk import Desk
from tests.screen.test_walk import faults, go_to, open_book


@pytest.mark.timeout(120)
def test_the_network_is_walked_by_ear(desk: Desk, example: Path) -> None:
    open_book(desk, example, 100)
    # What the book holds is counted once it is wholly open; keys before that have no meaning yet.
    desk.see("71 organisations")
    go_to(desk, 2, "Organisations")
    desk.press("ctrl+k")
    desk.focused("Search everything")
    desk.write("pictures")
    desk.see("The network, who is near, grids and charts")
    desk.press("Return")
    desk.see("Who is linked with whom", "Save as PDF…")
    assert list(faults(desk.look(whole=True))) == []
    desk.tab_to("Elm Lane Primary School: 16 links")
    desk.reader.heard()
    told: list[str] = []
    for _step in range(4):
        desk.press("Right")
        told += [one["name"] for one in desk.heard_after("focus")]
    assert len([words for words in told if words.endswith((" links", " link"))]) >= 4, told
    name = told[-1].partition(":")[0]
    desk.press("Return")
    desk.see(name, "Who to contact")
    desk.press("ctrl+q")
    assert desk.ended() == 0
