"""Taking the names of other people out of a text that goes to somebody: the law protects them, too.

Case and accents mean nothing. A name is found in full, by an initial and the family name, and by a part of it alone,
which takes out a word too many now and then ("Mark"); whoever sends the text looks at it. Words of the reader's own
name stay. Addresses of electronic mail stay only where they are the reader's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from models.text import sort_key
from resources.i18n import _

_WORD = re.compile(r"[^\W_]+(?:['’‘`´ʼ](?!s\b)[^\W_]+)*")
_BETWEEN = re.compile(r"[\s.,'’-]*")
"""What may stand between the words of one name."""
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]*\w")
_SHORTEST = 3
"""A part of a name of two letters stands in too many words."""


@dataclass(frozen=True, slots=True)
class Redactor:
    """Takes the names of some people out of texts."""

    phrases: frozenset[tuple[str, ...]]
    addresses: frozenset[str]
    """Those that stay."""

    @classmethod
    def of(
        cls, people: Iterable[tuple[str, str, str]], own: Iterable[str] = (), addresses: Iterable[str] = ()
    ) -> Redactor:
        """Return what takes people out: each as people say the name, the given and the family name.

        `own` are the names of the reader, `addresses` how to reach them.
        """
        kept = {word for name in own for word in sort_key(name).split()}
        phrases: set[tuple[str, ...]] = set()
        for shown, given_name, family_name in people:
            given, family = sort_key(given_name).split(), sort_key(family_name).split()
            phrases.add(tuple(sort_key(shown).split()))
            if given and family:
                first = given[:1]
                phrases |= {(*given, *family), (*first, *family), (*family, *given), (*family, *first)}
                phrases.add((first[0][0], *family))
            for alone in (tuple(family), tuple(given), tuple(given[:1])):
                if len("".join(alone)) >= _SHORTEST and not kept.intersection(alone):
                    phrases.add(alone)
        phrases.discard(())
        return cls(frozenset(phrases), frozenset(one.strip().casefold() for one in addresses))

    def redact(self, text: str) -> str:
        """Return a text without them."""
        text = _ADDRESS.sub(self._address, unicodedata.normalize("NFC", text))
        words = [(part, found.span()) for found in _WORD.finditer(text) for part in sort_key(found.group()).split()]
        longest = max(map(len, self.phrases), default=0)
        kept, place, at = [], 0, 0
        while at < len(words):
            count = next((n for n in range(longest, 0, -1) if self._is_name(text, words[at : at + n], n)), 0)
            if count:
                start, end = words[at][1][0], words[at + count - 1][1][1]
                if start >= place:
                    kept += [text[place:start], _("[another person]")]
                    place = end
            at += count or 1
        return "".join([*kept, text[place:]])

    def _is_name(self, text: str, words: list[tuple[str, tuple[int, int]]], count: int) -> bool:
        """Say whether so many words of a text, with what stands between them, are one of the names."""
        if len(words) != count or tuple(word for word, _span in words) not in self.phrases:
            return False
        spans = [span for _word, span in words]
        return all(_BETWEEN.fullmatch(text[one[1] : two[0]]) for one, two in pairwise(spans) if two[0] > one[1])

    def _address(self, found: re.Match[str]) -> str:
        return found.group() if found.group().casefold() in self.addresses else _("[another address]")
