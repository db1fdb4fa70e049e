"""Which of very many texts may name a person, found in one look at all of them: it never misses one, but may give more.

`Namer` judges one text with care. Of a large book that is a million texts, nearly all of which have not a word of the
name in them. Here thousands lie behind each other in one string, folded at once and searched in C; what is spotted goes
to `Namer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.naming import Namer
from models.text import fold

END = "\x1e"
"""Stands between the texts of one row and the next."""

_IN_NUMBERS = r"[ \-()]*"
_IOTA, _ANYTHING = "\N{GREEK SMALL LETTER IOTA}", re.compile("")
"""The one letter that case alone takes out of a mark (that under a Greek vowel) and that `fold` passes over."""


@dataclass(frozen=True, slots=True)
class Spotter:
    """What must stand in a text that names somebody: one of some words, folded, or something as it was written."""

    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, namer: Namer) -> Spotter:
        """Return what spots all that `namer.find` finds."""
        # Each way to name them is by a family or given name, reached by something, or by letters. Of a name of several
        # words, between which anything but a letter may stand, the longest will do.
        words = [max(name.split(), key=len) for name in (namer.family, *namer.given) if name]
        patterns = []
        if namer.letters is not None:
            # Without its ends a search knows the first letter, and is much faster.
            patterns.append(re.compile(namer.letters.pattern.removeprefix(r"\b").removesuffix(r"\b")))
        for address in namer.addresses:
            if _IOTA in address:
                patterns.append(_ANYTHING)
            else:
                words.append(fold(address))
        patterns += [re.compile(_IN_NUMBERS.join(number)) for number in namer.numbers]
        needed = [word for word in dict.fromkeys(words) if not any(other != word and other in word for other in words)]
        return cls(tuple(needed), tuple(patterns))

    def rows(self, texts: str) -> set[int]:
        """Return which rows may name them, by their number; the rows lie behind each other with `END` between them."""
        folded = fold(texts)
        starts = [_starts_of_word(folded, word) for word in self.words]
        found = {number for one in starts for number in _numbers(folded, one)}
        for pattern in self.patterns:
            found.update(_numbers(texts, _starts_of_pattern(texts, pattern)))
        return found


def _starts_of_word(texts: str, word: str) -> Iterator[int]:
    """Yield the place of a word in each row that has it, the first in the row."""
    at = texts.find(word)
    while at >= 0:
        yield at
        end = texts.find(END, at)
        at = texts.find(word, end + 1) if end >= 0 else -1


def _starts_of_pattern(texts: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield the place of a pattern in each row that has it; the next row is looked at from its very beginning."""
    found = pattern.search(texts)
    while found is not None:
        yield found.start()
        end = texts.find(END, found.start())
        found = pattern.search(texts, end + 1) if end >= 0 else None


def _numbers(texts: str, places: Iterator[int]) -> Iterator[int]:
    """Yield in which row each place lies; the places come in rising order."""
    number = last = 0
    for place in places:
        number += texts.count(END, last, place)
        last = place
        yield number
