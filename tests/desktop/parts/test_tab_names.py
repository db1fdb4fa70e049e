"""The names of tabs that pages know beforehand, against the parts that stand in them."""

from __future__ import annotations

import pytest

from desktop.pages.commitments import parts as of_commitments
from desktop.pages.commitments import tabs as commitment_tabs
from desktop.pages.meetings import parts as of_meetings
from desktop.pages.meetings import tabs as meeting_tabs


@pytest.mark.parametrize(("tabs", "parts"), [(meeting_tabs, of_meetings), (commitment_tabs, of_commitments)])
def test_what_a_page_knows_of_its_tabs_is_what_stands_in_them(tabs, parts) -> None:
    own = getattr(tabs, "own_of", lambda _name: ())
    told = [
        (words, name, {part.key for part in found} | {kind for card in own(name) for kind in card.kinds})
        for words, found, name in parts.TABS
    ]
    assert list(tabs.TABS) == told
    others = [tab for found in parts.OTHER_TABS.values() for tab in found]
    tables = {table for _words, found, _name in (*parts.TABS, *others) for part in found for table in part.tables}
    assert tables <= set(tabs.TABLES)
    for _words, found, name in parts.TABS:
        assert tabs.parts_of(name) == found
