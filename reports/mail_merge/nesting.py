"""Items of lists as Word has them, each with its level, put into lists within lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.document import ListBlock, ListItem, Runs

Item = tuple[int, bool, Runs]
"""The level of an item, whether its list is numbered, and its words."""


def as_lists(items: Sequence[Item]) -> Iterator[ListBlock]:
    """Yield items with their levels as lists within lists; a change of kind on the first level begins a new one."""
    start = 0
    for place in range(1, len(items) + 1):
        if place == len(items) or (items[place][0] <= items[start][0] and items[place][1] != items[start][1]):
            yield _nested(items[start:place])
            start = place


def _nested(items: Sequence[Item]) -> ListBlock:
    level = items[0][0]
    made: list[ListItem] = []
    place = 0
    while place < len(items):
        end = place + 1
        while end < len(items) and items[end][0] > level:
            end += 1
        inner = _nested(items[place + 1 : end]) if end > place + 1 else None
        made.append(ListItem(items[place][2], inner))
        place = end
    return ListBlock(tuple(made), items[0][1])
