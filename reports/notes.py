"""Footnotes: numbered in the order of reading through a whole paper, the same numbers in every form."""

from __future__ import annotations

from dataclasses import replace

from reports.document import ListBlock, ListItem, Runs, Span

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLACE, MARK_PLACE = "_note-", "_marked-"


class Notes:
    """The notes met so far in a paper."""

    def __init__(self) -> None:
        self.found: list[Runs] = []
        """What they say, the first of them note 1."""

    def take(self, span: Span) -> tuple[Span, int, str]:
        """Return a span without its note, the note's number, and the space after it, which belongs after the number."""
        self.found.append(span.note)
        words = span.text.rstrip()
        return replace(span, text=words, note=()), len(self.found), span.text[len(words) :]

    def marked_list(self, block: ListBlock) -> ListBlock:
        """Return a list with the numbers of the notes in its items and in the lists inside it."""
        return replace(
            block,
            items=tuple(
                ListItem(self.marked(item.content), self.marked_list(item.inner) if item.inner else None)
                for item in block.items
            ),
        )

    def marked(self, runs: Runs) -> Runs:
        """Return spans with the raised number of each note after its words, as a link to the note."""
        if not any(span.note for span in runs):
            return runs
        found: list[Span] = []
        for span in runs:
            if not span.note:
                found.append(span)
                continue
            words, number, space = self.take(span)
            found.append(words)
            found.append(Span(raised(number), link=f"#{place(number)}"))
            if space:
                found.append(Span(space, link=span.link))
        return tuple(found)


def raised(number: int) -> str:
    """Return the number of a note as it stands in the text."""
    return str(number).translate(_RAISED)


def place(number: int) -> str:
    """Return the name of the place of a note."""
    return f"{_PLACE}{number}"


def mark_place(number: int) -> str:
    """Return the name of the place in the text that a note belongs to."""
    return f"{MARK_PLACE}{number}"


def note_of(span: Span) -> int:
    """Return which note a span is the number of; 0 for other spans."""
    link = span.link or ""
    return int(link[len(_PLACE) + 1 :]) if link.startswith(f"#{_PLACE}") and link[len(_PLACE) + 1 :].isdecimal() else 0
