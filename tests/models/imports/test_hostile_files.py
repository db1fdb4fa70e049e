"""Files made to do harm: each ends in one sentence or in rows to look at, within ten seconds and 300 MB.

Nothing is written, no file but the one given is opened, and nothing is asked of the network.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store import Store
from tests.models.imports.incoming_files import Choice, card, on_its_way, vcards

_SECONDS, _MEGABYTES = 10, 300
_TAKE = """
import sys, time
from datetime import date
from pathlib import Path
from models.errors import AppError
from models.imports.centre import FileImport
from models.imports.kinds import Asked
from models.imports.known import find_import_kind
from models.store import Store

store = Store.open(sys.argv[1])
store.get_ready()
begun = time.process_time()
try:
    preview = FileImport(store, find_import_kind(sys.argv[2]), Path(sys.argv[3]), Asked(date(2026, 11, 23))).preview
    words = f"{len(preview.lines)} lines"
except AppError as trouble:
    words = trouble.sentence
status = Path("/proc/self/status").read_text()
most = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
print(f"{time.process_time() - begun} {int(most) / 1024} {words}")
"""
_LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">%s]><councillorsbyward><wards>&a40;</wards></councillorsbyward>'
_ENTITIES = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 41))


def _folded(kind: str, lines: int) -> bytes:
    return f"BEGIN:{kind}\r\nX-A:a\r\n".encode() + b" more\r\n" * lines + f"END:{kind}\r\n".encode()


def _nested_mail(levels: int) -> bytes:
    head = "From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(levels))
    return (head + parts).encode()


_HEAD_OF_PARTNER = b'{"format": "liaison-desk partner exchange", "version": 1, "records": ['
_ENTRY = b"BEGIN:VEVENT\nDTSTART:20261201\nSUMMARY:x\nEND:VEVENT\n"


def _rules(rule: str, count: int, first: str = "20200101", more: bytes = b"") -> bytes:
    """Return a calendar of entries that come again."""
    entries = (
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART:{first}T090000\nRRULE:{rule}\nSUMMARY:x\nDESCRIPTION:".encode() + more
        for n in range(count)
    )
    return b"BEGIN:VCALENDAR\nVERSION:2.0\n" + b"".join(one + b"\nEND:VEVENT\n" for one in entries) + b"END:VCALENDAR\n"


HOSTILE: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "cards within cards": ("vcard", "vcf", lambda: b"BEGIN:VCARD\r\n" * 200_000),
    "a card of one endless line": ("vcard", "vcf", lambda: b"BEGIN:VCARD\r\nFN:" + b"a" * 30_000_000),
    "a card folded without end": ("vcard", "vcf", lambda: _folded("VCARD", 2_000_000)),
    "a card of odd bytes": ("vcard", "vcf", lambda: b"BEGIN:VCARD\nFN:\x00\xed\xa0\x80\xff=1+1\nEND:VCARD\n" * 50),
    "an entry every second for ever": (
        "calendar",
        "ics",
        lambda: (
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20000101T000000Z\r\n"
            b"RRULE:FREQ=SECONDLY\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ),
    ),
    "entries within entries": ("calendar", "ics", lambda: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 100_000),
    "an endless cell": ("contacts", "csv", lambda: b'Name,Email\n"' + b"a" * 30_000_000),
    "a million columns": ("contacts", "csv", lambda: b"Name," * 1_000_000 + b"\n" + b"a," * 1_000_000),
    "laughs by the billion": ("councillors", "xml", lambda: (_LAUGHS % _ENTITIES).encode()),
    "elements within elements": ("councillors", "xml", lambda: b"<councillorsbyward>" + b"<a>" * 500_000),
    "lists within lists": ("councillors", "json", lambda: b'{"persons": ' + b"[" * 500_000),
    "parts within parts": ("mail", "eml", lambda: _nested_mail(3_000)),
    "an endless heading": ("mail", "eml", lambda: b"From: a@b.example\nSubject: " + b"x" * 20_000_000 + b"\n\n"),
    "an email of Outlook that is none": ("mail", "msg", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200_000)),
    "millions of empty objects": ("exchange", "json", lambda: _HEAD_OF_PARTNER + b"{}," * 3_000_000 + b"{}]}"),
    "millions of words": ("exchange", "json", lambda: _HEAD_OF_PARTNER + b'"a1",' * 2_000_000 + b"1]}"),
    "very many entries": ("calendar", "ics", lambda: b"BEGIN:VCALENDAR\n" + _ENTRY * 300_000 + b"END:VCALENDAR\n"),
    "rules that lead nowhere": ("calendar", "ics", lambda: _rules("FREQ=DAILY;BYMONTH=13", 3_000)),
    "rules that come again for ever": ("calendar", "ics", lambda: _rules("FREQ=DAILY", 3_000)),
    "rules since the year 1": ("calendar", "ics", lambda: _rules("FREQ=DAILY", 3_000, "00010101")),
    "a rule every no days": ("calendar", "ics", lambda: _rules("FREQ=DAILY;INTERVAL=0", 1)),
    "a long text that comes every day": ("calendar", "ics", lambda: _rules("FREQ=DAILY", 1, more=b"x" * 15_000_000)),
    "very many headings": ("mail", "eml", lambda: b"From: a@b.example\n" + b"To: a@b.example\n" * 400_000 + b"\nx"),
    "very many names in a heading": (
        "mail",
        "eml",
        lambda: b"To: " + b"A <a@b.example>, " * 300_000 + b"\nSubject: x\n\n",
    ),
    "objects within objects": ("exchange", "json", lambda: b'{"a":' * 300_000),
}


@pytest.fixture
def book(tmp_path: Path, new_book: Path) -> Path:
    """An empty book."""
    place = tmp_path / "book.liaison"
    shutil.copyfile(new_book, place)
    return place


def _file(folder: Path, name: str) -> tuple[str, Path]:
    kind, ending, make = HOSTILE[name]
    path = folder / f"hostile.{ending}"
    path.write_bytes(make())
    return kind, path


@pytest.mark.requirement("R27")
@pytest.mark.parametrize("name", list(HOSTILE))
@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of a process")
def test_a_hostile_file_ends_soon_and_small_with_nothing_written(tmp_path: Path, book: Path, name: str) -> None:
    kind, path = _file(tmp_path, name)
    before = book.read_bytes()
    ran = subprocess.run(
        [sys.executable, "-c", _TAKE, book, kind, path], capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    seconds, megabytes, words = ran.stdout.split(" ", 2)
    assert float(seconds) < _SECONDS, words
    assert float(megabytes) < _MEGABYTES, words
    assert "\n" not in words.strip()
    assert book.read_bytes() == before


_OUTSIDE = {
    "councillors": (
        "xml",
        '<!DOCTYPE x [<!ENTITY a SYSTEM "{secret}"><!ENTITY b SYSTEM "http://192.0.2.1/a">]>'
        "<councillorsbyward><wards><ward><wardtitle>&a;&b;</wardtitle></ward></wards></councillorsbyward>",
    ),
    "vcard": (
        "vcf",
        "BEGIN:VCARD\nVERSION:3.0\nN:Bell;Joe;;;\nFN:Joe Bell\nPHOTO;VALUE=uri:{secret}\n"
        "URL:http://192.0.2.1/a\nEND:VCARD\n",
    ),
    "calendar": (
        "ics",
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201T100000Z\nSUMMARY:x\nATTACH:{secret}\n"
        "URL:http://192.0.2.1/a\nEND:VEVENT\nEND:VCALENDAR\n",
    ),
    "mail": (
        "eml",
        "From: a@b.example\nTo: c@d.example\nDate: Mon, 16 Nov 2026 09:30:00 +0000\nSubject: x\n"
        'Content-Type: text/html\n\n<img src="http://192.0.2.1/a"><iframe src="{secret}"></iframe>\n',
    ),
    "contacts": ("csv", 'Name,Email,Website\n"=HYPERLINK(""{secret}"")",a@b.example,http://192.0.2.1/a\n'),
}


@pytest.mark.requirement("R28")
@pytest.mark.parametrize("kind", list(_OUTSIDE))
@pytest.mark.skipif(shutil.which("strace") is None, reason="the calls of the system are watched by strace")
def test_nothing_but_the_file_is_opened_and_nobody_is_called(tmp_path: Path, book: Path, kind: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read")
    ending, text = _OUTSIDE[kind]
    path = tmp_path / f"given.{ending}"
    path.write_text(text.replace("{secret}", secret.as_uri()))
    trace = tmp_path / "calls.txt"
    watch = ["strace", "-f", "-qq", "-e", "trace=open,openat,socket,connect", "-o", trace]
    ran = subprocess.run(
        [*watch, sys.executable, "-c", _TAKE, book, kind, path],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    calls = trace.read_text(errors="replace")
    assert str(path) in calls, "the watching works"
    assert "secret.txt" not in calls
    assert not re.search(r"socket\(AF_INET|connect\(\d+, \{sa_family=AF_INET", calls)


def test_what_looks_like_a_formula_stays_words(store: Store, tmp_path: Path) -> None:
    file = on_its_way(store, vcards(tmp_path, card("=1+1", "@SUM(A1)", "NOTE:=cmd|x!A1")))
    file.decide_all(Choice.NEW)
    assert [line.name for line in file.preview.lines] == ["=1+1 @SUM(A1)"]
