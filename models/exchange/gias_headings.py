"""Finding the headings of a GIAS file among its first lines, whatever delimiter and titles it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import BadImport
from models.exchange.gias_fields import Shape, recognise, same_heading
from models.exchange.reading import DELIMITERS, detect_delimiter, first_records


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a file and what they say."""

    shape: Shape
    texts: tuple[str, ...]
    line: int
    """The last line that they take up."""
    delimiter: str

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the headings that no known file of this kind has."""
        known = {same_heading(text) for field in self.shape.fields for text in (*field.headings, field.otherwise)}
        known.update(same_heading(text) for text in self.shape.other_headings)
        return tuple(text for text in self.texts if text and same_heading(text) not in known)


def find_headings(name: str, lines: Sequence[str]) -> Headings:
    """Return the first row that is the headings of a GIAS file; raises BadImport with what was found instead."""
    guess = detect_delimiter(lines)
    for delimiter in (guess, *(each for each in DELIMITERS if each != guess)):
        for line, cells in first_records(lines, delimiter):
            shape = recognise(cells)
            if shape is not None:
                return Headings(shape, _without_blank_end(cells), line, delimiter)
    raise BadImport(_unrecognised_words(name, lines, guess))


def _without_blank_end(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headings without blanks around them and without the blank ones at the end."""
    texts = [cell.strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _unrecognised_words(name: str, lines: Sequence[str], delimiter: str) -> str:
    """Return which headings were found and which were expected."""
    found = next((row for _, row in first_records(lines, delimiter) if any(row)), [])
    shown = [" ".join(cell.split())[:40] for cell in found if cell.strip()]
    if len(shown) < 2:
        # One text alone may be anything, a passphrase too: it is not shown.
        what = "Nothing in its first rows looks like headings"
    else:
        more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
        what = "Its headings are " + ", ".join(f"“{text}”" for text in shown[:5]) + more
    return (
        f"“{name}” is not a file of Get Information about Schools. {what}; a file of schools has “URN” and "
        "“EstablishmentName”. Download “All establishment data” and choose that file."
    )
