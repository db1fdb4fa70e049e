"""Text made to be taken for something else: whatever reads it must keep it, and show it, as the text it is.

`NASTY` holds each kind once. `WORDS` are the same for places of one line and a usual length. `nasty_book` makes a book
in which every text of every table is one of them.
"""

from __future__ import annotations

from sqlalchemy import Table, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.cleaning import keepable
from models.journal import journalled_tables
from models.types import CleanText
from tests.models.random_book import MARK, fill

MARKUP = (
    "<b>bold</b> <i>&amp;</i> &copy; &lt;",
    "Jo Smith <jo@school.uk>",
    '<h1>big</h1><img src="file:///trap/picture.png"><img src="//evil-host/share/x.png">',
    '<a href="javascript:alert(1)">press</a><script>alert(1)</script>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///trap/entity">]>&a;]]>-->',
    "<font color=\"[[[getattr(pow,'__globals__')['os'].system('x') for x in [1]]]]\">x</font>",
)
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://192.0.2.1/x","y")',
    "=cmd|' /C calc'!A0",
    "+44 113 496 0000",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    "\r=1",
    "{=SUM(A1)}",
    "_x0041_",
    "00123",
    "1e5",
    "#REF!",
)
UNSEEN = (
    "a\x00b\x07\x1bc",
    "\ud800 alone \udfff",
    "\ufffe\uffff",
    "zero\u200bwidth\u200d\ufeff",
    "first\r\nsecond\rthird\u2028fourth\x85fifth",
    "\x7f\x9b31m\x1b[31mred",
)
DIRECTIONS = ("invoice\u202efdp.exe", "\u2066מדרסה\u2069 مدرسة", "\u202eevil")
LETTERS = (
    "Z" + "\u0335\u0336\u0337\u0301" * 40,
    "Zoë Łukasz Ŵyn 学校 🎻👩‍🏫",
    "Zoe\u0308",
)
ELSEWHERE = (
    "javascript:alert(1)",
    "\\\\evil-host\\share\\x.png",
    "file:///etc/passwd",
    "../../../etc/passwd",
    "C:\\Windows\\System32\\calc.exe",
    "http://192.0.2.1/x",
    "mailto:a@b.example?bcc=c@d.example%0aBcc:e@f.example",
)
NAMES_OF_FILES = ("CON", "nul.txt", "LPT1", "COM¹.pdf", "...", " . ", "a/b:c*d?.pdf", ".hidden")
FORMATS = ("%s %n {} {0} {name!r} %(x)s {x.__class__}", "$HOME `id` $(id) ; rm -rf x", "{{ school }} {% x %}")
SQL = ("'; DROP TABLE person; --", "100% _ \\", "Robert'); DELETE FROM event;--", '"quoted" AND NEAR OR *')
LINES = ("BEGIN:VCARD\nEND:VCARD", "Subject: x\r\nBcc: a@b.example\r\n\r\nbody", "a;b,c\\n:d", '","x"\n=1')
LONG = ("x" * 32_768,)

NASTY = (
    *MARKUP, *FORMULAS, *UNSEEN, *DIRECTIONS, *LETTERS, *ELSEWHERE, *NAMES_OF_FILES, *FORMATS, *SQL, *LINES, *LONG,
)  # fmt: skip
WORDS = tuple(text for text in NASTY if "\n" not in text and "\r" not in text and 1 < len(text.strip()) < 1000)


def texts_of(table: Table) -> list[str]:
    """Return the columns of a table that hold people's own text."""
    return [
        one.name for one in table.columns if type(one.type) is CleanText and not one.foreign_keys and one.name != "uid"
    ]


def nasty_book(session: Session, seed: int) -> dict[tuple[str, str], int]:
    """Fill every table, and put one of the texts into every text of every row that lets it in.

    Returns how many rows of each column hold one. Words that mean something to the program stay as they are; each text
    ends in the mark of its row, so that what must be unlike stays unlike and a leak names itself.
    """
    fill(session, seed)
    held: dict[tuple[str, str], int] = {}
    turn = seed
    for table in journalled_tables():
        for name in texts_of(table):
            column = table.c[name]
            marked = [
                number for number, text in session.execute(select(table.c.id, column)) if MARK.fullmatch(text or "")
            ]
            for number in marked:
                turn += 1
                text = f"{keepable(WORDS[turn % len(WORDS)])} §{table.name}:{number}§"
                try:
                    with session.begin_nested():
                        session.execute(update(table).where(table.c.id == number).values({name: text}))
                except DBAPIError:
                    continue
                held[table.name, name] = held.get((table.name, name), 0) + 1
    return held
