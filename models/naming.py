"""Whether a text names a person: by their full name, by how to reach them, or only perhaps, by a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.text import sort_key

_SHORTEST_NAME = 3
"""A given name of two letters stands in too many words to tell anything."""
_SHORTEST_NUMBER = 7
_DIGITS = re.compile(r"[\d][\d \-()]{5,}\d")


class Naming(StrEnum):
    """How a text names somebody, the surest first."""

    NAME = "name"
    REACHED = "reached"
    """By an email address or a number of theirs."""
    INITIAL = "initial"
    FAMILY = "family"
    GIVEN = "given"
    LETTERS = "letters"
    """By the first letters of their names alone."""
    OTHER = "other"
    """By an earlier or other name of theirs."""

    @property
    def is_sure(self) -> bool:
        """Say whether nobody else can be meant, as far as a text can tell."""
        return self in (Naming.NAME, Naming.REACHED)


@dataclass(frozen=True, slots=True)
class Namer:
    """Finds one person in texts. Case and accents mean nothing, except for initials alone."""

    names: tuple[str, ...]
    initials: tuple[str, ...]
    family: str
    given: tuple[str, ...]
    letters: re.Pattern[str] | None
    addresses: tuple[str, ...]
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, given_name: str, family_name: str, known_as: str = "", reached_by: Iterable[str] = ()) -> Namer:
        """Return what finds a person of that name, whom one reaches by these addresses and numbers."""
        family = sort_key(family_name)
        given = tuple(dict.fromkeys(one for one in (sort_key(given_name), sort_key(known_as)) if one))
        first = tuple(dict.fromkeys([*given, *(name.split()[0] for name in given)]))
        names = [f"{one} {family}" for one in first] + [f"{family} {one}" for one in first] if family else []
        initials = [f"{one[0]} {family}" for one in given] + [f"{family} {one[0]}" for one in given] if family else []
        marks = [part[0] for part in f"{given_name} {family_name}".split()]
        letters = re.compile(r"\b" + r"\.?\s?".join(map(re.escape, marks)) + r"\b") if len(marks) > 1 else None
        values = [value.strip() for value in reached_by]
        addresses = tuple(value.casefold() for value in values if "@" in value)
        numbers = tuple(
            digits[-10:]
            for value in values
            if "@" not in value and len(digits := re.sub(r"\D", "", value)) >= _SHORTEST_NUMBER
        )
        alone = tuple(one for one in first if len(one) >= _SHORTEST_NAME)
        return cls(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(initials)), family, alone, letters, addresses,
                   numbers)  # fmt: skip

    def find(self, text: str) -> Naming | None:
        """Return how a text names them, by the surest of its ways; None where it does not."""
        if not text:
            return None
        folded = f" {sort_key(text)} "
        # With "s" too: the apostrophe of "Zoë Núñez’s" is folded away.
        if any(f" {name} " in folded or f" {name}s " in folded for name in self.names):
            return Naming.NAME
        if self._is_reached(text):
            return Naming.REACHED
        if any(f" {one} " in folded or f" {one}s " in folded for one in self.initials):
            return Naming.INITIAL
        if self.family and (f" {self.family} " in folded or f" {self.family}s " in folded):
            return Naming.FAMILY
        if any(f" {one} " in folded or f" {one}s " in folded for one in self.given):
            return Naming.GIVEN
        if self.letters is not None and self.letters.search(text):
            return Naming.LETTERS
        return None

    def _is_reached(self, text: str) -> bool:
        if self.addresses and "@" in text:
            plain = text.casefold()
            if any(address in plain for address in self.addresses):
                return True
        return bool(self.numbers) and any(
            re.sub(r"\D", "", found).endswith(number) for found in _DIGITS.findall(text) for number in self.numbers
        )
