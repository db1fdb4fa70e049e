"""The lines of a vCard file: unfolded, unquoted and decoded, whichever version and program wrote them.

RFC 6350 (4.0), RFC 2426 (3.0) and the versit specification of 1996 (2.1) agree on `group.NAME;parameters:value`. What
programs write differs: lines folded without a blank, quoted-printable over several lines, base64 that ends with an
empty line, a character set named for one value only. What cannot be understood belongs to the line before it, so one
bad line costs one value and never the card.
"""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LONGEST_VALUE = 100_000
"""Characters of a value that are kept, far more than a note of ours; what is longer is a picture or a key."""

_HEAD = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)[ \t]*(?P<rest>[;:].*)", re.DOTALL)
_PARAMETER = re.compile(r';([^=:;"]*)(?:=((?:"[^"]*"|[^";:])*))?')
_PIECE = re.compile(r'"[^"]*"|[^,]+')
_BLANKS = (" ", "\t")
_BRACKETS = frozenset({"BEGIN:VCARD", "END:VCARD"})
_CARET = {"^n": "\n", "^'": '"', "^^": "^"}
_ENCODINGS = {"quoted-printable": "QP", "base64": "B64", "b": "B64", "8bit": "", "7bit": ""}
_SHORT = frozenset({"BEGIN", "END", "VERSION", "TEL", "EMAIL", "UID", "REV", "BDAY", "KIND"})
"""Properties that no program writes over several lines; what stands below one and is no property belongs to nothing."""
_FOLDED_FROM = 60
"""Letters of a line that a program may have folded."""
_PICTURES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"})


@dataclass(slots=True)
class ContentLine:
    """A property as it stands in the file: its group, its name in capitals, its parameters and its value, decoded."""

    number: int
    """The line it begins on, from 1."""
    name: str
    value: str
    group: str = ""
    parameters: dict[str, list[str]] = field(default_factory=dict)
    """By name in capitals; kinds without a name (`TEL;WORK;VOICE`) are under TYPE. Values as written."""

    @property
    def types(self) -> frozenset[str]:
        """Return the kinds it is given, in small letters."""
        return frozenset(word.casefold() for word in self.parameters.get("TYPE", ()))


def read_content_lines(lines: Iterable[str], as_written: str = "utf-8") -> Iterator[ContentLine]:
    """Give each property of a file of vCards; `as_written` is the encoding the lines were decoded from.

    Pictures, sounds and keys come with an empty value.
    """
    for number, text in _unfolded(lines):
        found = _HEAD.match(text)
        if found is None:
            continue
        parameters, value = _parameters(found["rest"])
        name = found["name"].upper()
        coding = _coding(parameters)
        if name in _PICTURES or coding == "B64":
            value = ""
        elif coding == "QP":
            value = _from_quoted_printable(value, parameters)
        else:
            value = _in_its_own_characters(value, parameters, as_written)
        yield ContentLine(number, name, value[:LONGEST_VALUE], found["group"] or "", parameters)


def _unfolded(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Give whole properties with the line each begins on."""
    start, parts, size, way, before = 0, list[str](), 0, "", 0
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if parts and _goes_on(line, parts[-1], way):
            soft = way == "QP" and parts[-1].endswith("=")
            if soft:
                parts[-1] = parts[-1][:-1]
            piece = line if soft or line[:1] not in _BLANKS else line[1:]
            if not way and line[:1] not in _BLANKS:
                name = _name(parts[0])
                if name in _SHORT:
                    continue
                # A line that a program folded is long; a short one was broken off by whoever wrote the note.
                piece = f"\\n{piece}" if name == "NOTE" and before < _FOLDED_FROM else piece
            before = len(line)
            if size < LONGEST_VALUE:
                parts.append(piece)
                size += len(piece)
            continue
        if parts:
            yield start, "".join(parts)
        start, parts, size = number, [line] if line.strip() else [], len(line)
        way, before = _way(line), len(line)
    if parts:
        yield start, "".join(parts)


def _goes_on(line: str, before: str, way: str) -> bool:
    """Say whether a line belongs to the one before it."""
    if line.strip().upper() in _BRACKETS:
        return False
    if way == "QP" and before.endswith("="):
        return True
    if line[:1] in _BLANKS:
        return bool(line.strip())
    if not line.strip():
        return False
    if way == "B64":
        return ":" not in line
    # Not a property: a line that was folded without the blank, or a break in a text.
    return _HEAD.match(line) is None


def _name(line: str) -> str:
    """Return the name of a property, in capitals."""
    found = _HEAD.match(line)
    return found["name"].upper() if found is not None else ""


def _way(line: str) -> str:
    """Return how a property is packed, by what stands before its value."""
    head = line.partition(":")[0].upper()
    if "QUOTED-PRINTABLE" in head:
        return "QP"
    return "B64" if ";ENCODING=B" in head or ";BASE64" in head else ""


def _parameters(rest: str) -> tuple[dict[str, list[str]], str]:
    """Return the parameters and the value of what stands after the name."""
    found: dict[str, list[str]] = {}
    at = 0
    while match := _PARAMETER.match(rest, at):
        at = match.end()
        name, value = match[1].strip().upper(), match[2]
        if value is None:
            # 2.1 gives kinds and encodings without a name.
            name, value = ("ENCODING" if match[1].strip().casefold() in _ENCODINGS else "TYPE"), match[1]
        pieces = [_without_carets(piece.strip().strip('"')) for piece in _PIECE.findall(value)]
        if name == "TYPE":
            pieces = [word for piece in pieces for word in piece.split(",")]
        found.setdefault(name, []).extend(piece.strip() for piece in pieces if piece.strip())
    # A parameter that cannot be read ends them: the value begins at the next colon.
    _unread, _colon, value = rest[at:].partition(":")
    return found, value


def _without_carets(text: str) -> str:
    """Return a parameter as it was meant (RFC 6868)."""
    return re.sub(r"\^[n'^]", lambda pair: _CARET[pair[0]], text) if "^" in text else text


def _coding(parameters: dict[str, list[str]]) -> str:
    return next((_ENCODINGS.get(word.casefold(), "") for word in parameters.get("ENCODING", ())), "")


def _from_quoted_printable(value: str, parameters: dict[str, list[str]]) -> str:
    """Return a value in quoted-printable as text, in the characters that it names."""
    if not value.isascii():
        # Letters beside the codes were decoded with the file already.
        value = "".join(
            letter if letter.isascii() else "".join(f"={b:02X}" for b in letter.encode()) for letter in value
        )
    try:
        data = quopri.decodestring(value.encode("ascii"))
    except (ValueError, binascii.Error):
        return value
    return _decode(data, parameters)


def _in_its_own_characters(value: str, parameters: dict[str, list[str]], as_written: str) -> str:
    """Return a plain value, read again where it is in other characters than the rest of its file."""
    if value.isascii() or as_written != "windows-1252":
        return value
    try:
        data = value.encode("cp1252")
    except UnicodeEncodeError:
        return value
    return _decode(data, parameters)


def _decode(data: bytes, parameters: dict[str, list[str]]) -> str:
    for named in (*parameters.get("CHARSET", ()), "utf-8"):
        try:
            return data.decode(codecs.lookup(named).name)
        except (LookupError, UnicodeDecodeError, TypeError, ValueError):
            continue
    return data.decode("cp1252", "replace")
