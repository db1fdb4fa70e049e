"""Slips of programs that write calendars, put right before a calendar is read."""

from __future__ import annotations

import quopri
import re

_DATED = re.compile(
    r"^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)([^:\n]*):"
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(Z?))?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_PRINTABLE = re.compile(
    r"^([A-Z-]+)((?:;[^:;\n]*)*;(?:ENCODING=)?QUOTED-PRINTABLE(?:;[^:;\n]*)*):((?:.*=\n)*.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_CHARSET = re.compile(r";CHARSET=([\w.:-]+)", re.IGNORECASE)


def mended(text: str) -> str:
    """Return a calendar, lines ended by a newline, without what RFC 5545 has otherwise.

    Days with dashes, as computers write them elsewhere, and the quoted-printable of vCalendar 1.0, which telephones
    still write.
    """
    text = _DATED.sub(_compact, text)
    return _PRINTABLE.sub(_unquoted, text) if "QUOTED-PRINTABLE" in text.upper() else text


def _compact(found: re.Match[str]) -> str:
    name, parameters, year, month, day, hour, minute, second, zulu = found.groups()
    at = f"T{hour}{minute}{second or '00'}{zulu}" if hour else ""
    parameters = parameters if at or "VALUE=" in parameters.upper() else f"{parameters};VALUE=DATE"
    return f"{name}{parameters}:{year}{month}{day}{at}"


def _unquoted(found: re.Match[str]) -> str:
    """Return a line with its text as it is meant, the parameters left out that only told how it was packed."""
    name, parameters, value = found.groups()
    packed = value.replace("=\n", "").encode("utf-8", "replace")
    named = _CHARSET.search(parameters)
    data = quopri.decodestring(packed)
    for charset in (*([named[1]] if named else ()), "utf-8", "cp1252"):
        try:
            words = data.decode(charset)
            break
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    else:
        words = data.decode("cp1252", "replace")
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    for sign in "\\;,":
        lines = lines.replace(sign, f"\\{sign}")
    return f"{name}:" + lines.replace("\n", "\\n")
