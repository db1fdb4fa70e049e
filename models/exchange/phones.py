"""Telephone numbers as lists write them: several in a cell, with notes, without their leading 0; warned of, never lost.

What was given is kept, without what surely is no part of the number. The international form stands beside it, for
comparing and dialling. A number that cannot be one is kept too, and said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from resources.i18n import _

_BETWEEN = re.compile(r"\s*(?:[;,/|\n\r]|\bor\b|\band\b|&)\s*", re.IGNORECASE)
_BEGIN = re.compile(r"(?<=[\d)])\s+(?:[-–—]\s+)?(?=(?:(?!ext|x)[a-z]+[:.]?\s+){0,2}(?:0|\+44)\d{2})", re.IGNORECASE)
"""Where the second of two numbers begins that only blanks, a dash, words before it or a note in brackets part."""
_SHORT = re.compile(r"\d{3} ?\d{3,4}", re.ASCII)
_CODE = re.compile(r"0\d{2,4}(?=[ -])|\(0\d{2,4}\)")
_EXTENSION = re.compile(r"\s*(?:ext(?:ensio)?n?|x|#)\s*[.:]?\s*(\d{1,6})\b\.?", re.IGNORECASE)
_DIGITS = re.compile(r"(?:\+|\(\+|\(|00)?\d(?:[\d\s().\-–‐‑·]*\d)?")
_PLAIN = re.compile(r"0\d[\d ]{8,12}", re.ASCII)
_WITHOUT_NOUGHT = re.compile(r"[123]\d{9}|7[1-57-9]\d{8}", re.ASCII)
_FLOAT = re.compile(r"(\d{7,15})\.0+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){3}(?:\.0+)?", re.ASCII)
"""A number that a spreadsheet shows like a sum: "1,632,960,101"."""
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E[+-]?\d+", re.ASCII | re.IGNORECASE)
_PLAIN_WORDS = frozenset({"tel", "telephone", "phone", "t", "p", "no", "number", "call", "ph", "tel no", ""})
_MOBILE_WORDS = frozenset({"m", "mob", "mobile", "cell"})
_WRITTEN_SHORT = {"h": "Home", "w": "Work", "o": "Office", "wk": "Work", "hm": "Home"}
_UNSEEN = dict.fromkeys(map(ord, "\u200b\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Marks of the direction of writing, which come with numbers copied from a phone or from Windows."""
_KEPT_MARKS = " ()[]-–:;,.'’\t*"
_FICTITIOUS = re.compile(
    r"\+44(?:1632960\d{3}|7700900\d{3}|[12]\d{2,3}4960\d{3}|2079460\d{3}|8081570\d{3}|3069990\d{3})"
)
"""Numbers that Ofcom sets aside for plays and samples; no register of numbers knows them."""
_NATIONAL = re.compile(r"\+44(?:[1237]\d{9}|800\d{6,7}|8[047]\d{8}|55\d{8}|56\d{8})")
_MOBILE = re.compile(r"\+447(?:[1-57-9]\d{8}|624\d{6})")
MOST_NUMBERS, LONGEST_CELL = 12, 2_000


@dataclass(frozen=True, slots=True)
class PhoneFound:
    """One number of a cell."""

    value: str
    """As given, with a lost 0 put back; without notes and words for "telephone"."""
    number: str = ""
    """In international form with its extension, "" where it cannot be one: "+441632960777;ext=12"."""
    label: str = ""
    """What stood beside it: "eve", "home"."""
    is_mobile: bool = False
    remark: str = ""
    """What was put right or looks odd, in a sentence."""


@dataclass(frozen=True, slots=True)
class PhonesFound:
    """The numbers of a cell, and the words in it where there is no number."""

    phones: tuple[PhoneFound, ...] = ()
    words: str = ""
    lost: str = ""
    """That a spreadsheet rounded the number, in a sentence."""


@lru_cache(maxsize=1024)
def understand_phones(cell: str) -> PhonesFound:
    """Return the numbers in a cell.

    >>> [(one.value, one.number, one.label) for one in understand_phones("01632 960102 (eve)").phones]
    [('01632 960102', '+441632960102', 'eve')]
    >>> [one.value for one in understand_phones("7700900102.0").phones]
    ['07700900102']
    """
    if _PLAIN.fullmatch(cell) and _NATIONAL.fullmatch(number := f"+44{cell[1:].replace(' ', '')}"):
        return PhonesFound((PhoneFound(cell, number, is_mobile=_MOBILE.fullmatch(number) is not None),))
    if _WITHOUT_NOUGHT.fullmatch(cell):
        return PhonesFound((_with_nought(cell),))
    text = cell[:LONGEST_CELL].strip(" \t'‘’")
    text = text.translate(_UNSEEN).replace(";ext=", " ext ")
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if found := _FLOAT.fullmatch(text):
        text = found[1]
    if _ROUNDED.fullmatch(text):
        return PhonesFound(lost=_("“{text}” was rounded by a spreadsheet, so the number is lost.").format(text=text))
    phones: list[PhoneFound] = []
    words: list[str] = []
    for part in _parts(text)[:MOST_NUMBERS]:
        one = _with_code_before(part, phones) or _one(part)
        if one is None:
            words.append(part)
        else:
            phones.append(one)
    return PhonesFound(tuple(phones), "" if phones else " ".join(" ".join(words).split()))


def _with_code_before(part: str, before: list[PhoneFound]) -> PhoneFound | None:
    """Return the second number of "01632 960001 / 960002" with the code of the first; None for any other."""
    code = _CODE.match(before[-1].value) if before and _SHORT.fullmatch(part) else None
    number = _international(f"{code[0]} {part}") if code else ""
    if code is None or not number:
        return None
    remark = _("“{text}” was given the code of the number before it.").format(text=part)
    return PhoneFound(f"{code[0]} {part}", number, remark=remark)


def _with_nought(digits: str) -> PhoneFound:
    """Return a number that a spreadsheet took for a sum."""
    remark = _("“{text}” had lost its leading 0, which was put back.").format(text=digits)
    return PhoneFound(f"0{digits}", f"+44{digits}", is_mobile=digits[0] == "7", remark=remark)


def _parts(text: str) -> list[str]:
    """Return what stands for a number each; "01223 460277/8" is one with a note, not two."""
    if text.isdigit():
        return [text]
    parts = [part for part in _BETWEEN.split(text) if part]
    if len(parts) == 1 and sum(map(str.isdigit, text)) >= 20:
        parts = _BEGIN.split(text)
    if len(parts) > 1 and any(sum(map(str.isdigit, part)) < 5 for part in parts):
        if sum(sum(map(str.isdigit, part)) >= 5 for part in parts) == 1:
            return [text]
        return [part for part in parts if any(map(str.isdigit, part))]
    return parts


def _one(part: str) -> PhoneFound | None:
    """Return the number in a part of a cell, None where there is none."""
    extension = _EXTENSION.search(part)
    before = part[: extension.start()] if extension else part
    found = next((one for one in _DIGITS.finditer(before) if sum(map(str.isdigit, one[0])) >= 5), None)
    if found is None:
        return None
    shown = _whole(found[0].strip())
    after = before[found.end() :] + (part[extension.end() :] if extension else "")
    notes = [before[: found.start()].strip(_KEPT_MARKS), after.strip(_KEPT_MARKS)]
    label = ", ".join(note for note in notes if note.lower().strip(".:") not in _PLAIN_WORDS)
    digits = "".join(mark for mark in shown if mark.isdigit())
    value, remark = shown, ""
    if shown == digits and len(digits) == 10 and digits[0] in "12378":
        value = f"0{digits}"
        remark = _("“{text}” had lost its leading 0, which was put back.").format(text=digits)
    elif len(digits) == 12 and shown.startswith("44"):
        value = f"+{shown}"
    elif len(digits) == 10 and _international(f"0{shown}") and shown[0] in "1237":
        value = f"0{shown}"
        remark = _("“{text}” had lost its leading 0, which was put back.").format(text=shown)
    number = _international(value)
    if not number and not remark:
        remark = _("“{text}” is not a whole telephone number; it is kept as it is.").format(text=shown)
    if extension:
        value = f"{value}{extension[0].rstrip('.')}"
        number = f"{number};ext={extension[1]}" if number else ""
    is_mobile = bool(_MOBILE.fullmatch(number)) or (not number and label.lower() in _MOBILE_WORDS)
    label = "" if label.lower() in _MOBILE_WORDS else _WRITTEN_SHORT.get(label.lower(), label)
    return PhoneFound(value, number, label, is_mobile, remark)


def _whole(text: str) -> str:
    """Return a number without a bracket that is opened or closed in vain."""
    if text.count("(") != text.count(")"):
        return text.strip("() ")
    return text


def _international(text: str) -> str:
    """Return the number as it is dialled from anywhere, "" for what cannot be one."""
    bare = text.replace("(0)", "") if text.lstrip("(").startswith(("+", "00")) else text
    digits = "".join(mark for mark in bare if mark.isdigit() and mark.isascii())
    if bare.lstrip("(").startswith("+"):
        whole = f"+{digits}"
    elif digits.startswith("00"):
        whole = f"+{digits[2:]}"
    elif digits.startswith("0"):
        whole = f"+44{digits[1:]}"
    else:
        return ""
    if whole.startswith("+440"):
        whole = f"+44{whole[4:]}"
    if _NATIONAL.fullmatch(whole) or _FICTITIOUS.fullmatch(whole):
        return whole
    return whole if _is_valid(whole) else ""


@lru_cache(maxsize=1024)
def _is_valid(whole: str) -> bool:
    """Say whether a number exists by the plans of its country."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(whole))
    except phonenumbers.NumberParseException:
        return False
