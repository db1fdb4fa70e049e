"""Which way words run: Hebrew and Arabic from the right, numbers and Latin within them from the left.

The Unicode bidirectional algorithm (UAX 9) for text that holds no marks of direction: cleaning takes those out. One
rule decides for every form of a paper whether a whole text is read from the right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

_RIGHT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN"})
_PAIRS = {"(": ")", "[": "]", "{": "}", "\u2045": "\u2046", "\u207d": "\u207e", "\u208d": "\u208e", "\u2329": "\u232a"}
_PAIRS |= {"\u2308": "\u2309", "\u230a": "\u230b", "\u3008": "\u3009", "\u300a": "\u300b", "\u300c": "\u300d"}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_MOST_OPEN = 63
"""Brackets that may be open at once, as the algorithm has it."""


def has_right_to_left(text: str) -> bool:
    """Return whether any character of a text belongs in an order of its own."""
    if text.isascii():
        return False
    return any(character > "\u058f" and unicodedata.bidirectional(character) in _RIGHT | {"AN"} for character in text)


def reads_from_right(text: str) -> bool:
    """Return whether a whole text is read from the right: its first letter is, and so are most.

    English that begins with a name from the right, or that holds a long one, stays English.
    """
    if not has_right_to_left(text):
        return False
    kinds = [kind for kind in map(unicodedata.bidirectional, text) if kind == "L" or kind in _RIGHT]
    return bool(kinds) and kinds[0] in _RIGHT and kinds.count("L") * 2 < len(kinds)


def levels(text: str, from_right: bool) -> list[int]:
    """Return how deep in which direction each character of one paragraph is: even from the left, odd from the right."""
    base = int(from_right)
    start = "R" if from_right else "L"
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    _settle_numbers(kinds, start)
    _settle_brackets(text, kinds, start)
    _settle_neutrals(kinds, start)
    return [_level(kind, base) for kind in kinds]


def _level(kind: str, base: int) -> int:
    """Return the level of a character whose kind is settled (rules I1 and I2)."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _settle_numbers(kinds: list[str], start: str) -> None:
    """Settle accents, numbers and what stands within and beside them (rules W1 to W7)."""
    strong, before = start, start
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kind = kinds[index] = before
        if kind == "EN" and strong == "AL":
            kinds[index] = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        before = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for index in range(1, len(kinds) - 1):
        one, other = kinds[index - 1], kinds[index + 1]
        if one == other and ((kinds[index] in ("ES", "CS") and one == "EN") or (kinds[index] == "CS" and one == "AN")):
            kinds[index] = one
    _settle_signs(kinds)
    strong = start
    for index, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _settle_signs(kinds: list[str]) -> None:
    """Let signs like £ and % go with the number beside them; the others are as good as spaces (rules W5 and W6)."""
    at = 0
    for kind, group in groupby(list(kinds)):
        end = at + len(list(group))
        if kind == "ET":
            beside = {kinds[at - 1] if at else "", kinds[end] if end < len(kinds) else ""}
            kinds[at:end] = ["EN" if "EN" in beside else "ON"] * (end - at)
        at = end
    kinds[:] = ["ON" if kind in ("ES", "CS") else kind for kind in kinds]


def _settle_brackets(text: str, kinds: list[str], start: str) -> None:
    """Give both brackets of a pair one direction: that of what they hold and stand in (rule N0)."""
    for opening, closing in _bracket_pairs(text, kinds):
        inside = {_strong(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if start in inside:
            found = start
        elif inside:
            before = (_strong(kinds[index]) for index in range(opening - 1, -1, -1))
            around = next(filter(None, before), start)
            found = around if around in inside else start
        else:
            continue
        for index in (opening, closing):
            kinds[index] = found
            for after in range(index + 1, len(kinds)):
                if unicodedata.bidirectional(text[after]) != "NSM":
                    break
                kinds[after] = found


def _bracket_pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """Return the places of brackets that belong together, in the order in which they open."""
    stack: list[tuple[str, int]] = []
    pairs = []
    for index, character in enumerate(text):
        if kinds[index] != "ON":
            continue
        character = unicodedata.normalize("NFC", character)
        if character in _PAIRS:
            if len(stack) == _MOST_OPEN:
                break
            stack.append((character, index))
        elif character in _OPENING:
            wanted = unicodedata.normalize("NFC", _OPENING[character])
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == wanted:
                    pairs.append((stack[depth][1], index))
                    del stack[depth:]
                    break
    return sorted(pairs)


def _strong(kind: str) -> str:
    """Return the direction that a kind speaks for; numbers stand with what is read from the right."""
    return "R" if kind in _NUMBERS else kind if kind in ("L", "R") else ""


def _settle_neutrals(kinds: list[str], start: str) -> None:
    """Give spaces and signs the direction of both sides where they agree, else that of the whole (rules N1 and N2)."""
    at = 0
    while at < len(kinds):
        if kinds[at] not in _NEUTRAL:
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _strong(kinds[at - 1]) if at else start
        after = _strong(kinds[end]) if end < len(kinds) else start
        kinds[at:end] = [before if before == after else start] * (end - at)
        at = end


def visual_order(depths: Sequence[int]) -> list[int]:
    """Return the places of what has these levels from left to right (rule L2)."""
    order = list(range(len(depths)))
    lowest_odd = min((depth for depth in depths if depth % 2), default=0)
    for depth in range(max(depths, default=0), max(lowest_odd, 1) - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and depths[order[end]] >= depth:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = max(end, at + 1)
    return order
