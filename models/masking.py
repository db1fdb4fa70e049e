"""Taking the name of a person out of texts: every way in which a text names them becomes other words.

Which texts are about them is judged elsewhere (`Namer`, and people); in those every mention goes: the whole name with
its title and its accents, initials with the family name, addresses and numbers, a part of the name alone where it is
written as a name, and, where somebody said so, initials alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.naming import Namer, Naming
from models.text import words_at

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "cllr", "councillor", "prof", "professor", "sir", "dame", "lord", "lady"}
    | {"rev", "revd", "reverend", "fr", "father", "canon", "alderman"}
)
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]\\]+@[^\s<>\"',;:()\[\]\\]+")
_NUMBER = re.compile(r"\+?\(?\d[\d \-()]{5,}\d")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")

_NEARLY_SURE = frozenset({Naming.NAME, Naming.REACHED, Naming.INITIAL})

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Masker:
    """Puts other words in the place of one person's name."""

    namer: Namer
    becomes: str
    """What they are called now."""
    gone: str
    """What stands where an address or a number of theirs stood."""
    others: tuple[Namer, ...] = ()
    """What finds them by earlier and other names of theirs, which nobody else has."""

    def is_named(self, text: str) -> bool:
        """Say whether a text names them, at least by an initial and the family name, or by all of another name."""
        plain = unescaped(text)
        return self.namer.find(plain) in _NEARLY_SURE or any(one.find(plain) is Naming.NAME for one in self.others)

    def mask(self, text: str, *, letters: bool = False) -> str:
        """Return a text without them; with `letters` without their initials or an earlier family name alone, too."""
        if not text:
            return text
        text = self._without_ways(text)
        for start, end in sorted(self._named(text, letters=letters), reverse=True):
            text = f"{text[:start]}{self.becomes}{_genitive(text[start:end])}{text[end:]}"
        return text

    def mask_json(self, text: str) -> str:
        """Return JSON without them in any of its words, however these are escaped."""
        try:
            told = json.loads(text)
        except ValueError:
            return self.mask(text)
        masked = self._masked(told)
        return text if masked == told else json.dumps(masked)

    def _masked(self, told: Any) -> Any:
        if isinstance(told, str):
            return self.mask(told)
        if isinstance(told, list):
            return [self._masked(one) for one in told]
        if isinstance(told, dict):
            return {key: self._masked(one) for key, one in told.items()}
        return told

    # --- finding -----------------------------------------------------------------------------------------------

    def _without_ways(self, text: str) -> str:
        """Return a text without their addresses and numbers, and without addresses that are made of their name."""
        text = _ADDRESS.sub(self._address, text)
        return _NUMBER.sub(self._number, text) if self.namer.numbers else text

    def _address(self, found: re.Match[str]) -> str:
        address = found[0].casefold()
        own = address.rstrip(".") in self.namer.addresses or any(one in address for one in self.namer.addresses)
        return self.gone if own or next(self._named(found[0], letters=False), None) else found[0]

    def _number(self, found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[0])
        return self.gone if any(digits.endswith(number) for number in self.namer.numbers) else found[0]

    def _named(self, text: str, *, letters: bool) -> Iterator[_Span]:
        """Yield where a text names them, each place once."""
        taken: list[_Span] = []
        for span in self._candidates(text, letters=letters):
            if all(span[1] <= start or end <= span[0] for start, end in taken):
                taken.append(span)
                yield span

    def _candidates(self, text: str, *, letters: bool) -> Iterator[_Span]:
        """Yield the places of a name, the longest names first."""
        words = list(words_at(text))
        known = (self.namer, *self.others)
        phrases = sorted((name for one in known for name in (*one.names, *one.initials)), key=len, reverse=True)
        for phrase in (one.split() for one in phrases):
            for at in range(len(words) - len(phrase) + 1):
                if _is_phrase(words, at, phrase):
                    yield _from_title(words, at), words[at + len(phrase) - 1][2]
        # The family name of another name goes where somebody said that the text is about them.
        families = [one.family for one in (known if letters else known[:1])]
        for phrase in (one.split() for one in (*families, *self.namer.given) if one):
            for at in range(len(words) - len(phrase) + 1):
                start, end = words[at][1], words[at + len(phrase) - 1][2]
                # “the park” is no Mr Park.
                if _is_phrase(words, at, phrase) and text[start].isupper():
                    yield _from_title(words, at), end
        if letters and self.namer.letters is not None:
            yield from (found.span() for found in self.namer.letters.finditer(text))


def _is_phrase(words: list[tuple[str, int, int]], at: int, phrase: list[str]) -> bool:
    """Say whether words stand there; the last may have the s of whose something is."""
    *before, last = phrase
    return all(words[at + place][0] == one for place, one in enumerate(before)) and words[at + len(before)][0] in (
        last,
        f"{last}s",
    )


def _from_title(words: list[tuple[str, int, int]], at: int) -> int:
    return words[at - 1][1] if at and words[at - 1][0] in _TITLES else words[at][1]


def _genitive(name: str) -> str:
    """Return the end of a name that says whose something is.

    >>> _genitive("Ann’s"), _genitive("Ann")
    ('’s', '')
    """
    return name[-2:] if name[-2:] in ("’s", "'s") else ""


def unescaped(text: str) -> str:
    """Return a text with what JSON wrote as numbers made letters again, so that a name in it is found."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text
