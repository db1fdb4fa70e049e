"""The words for people that go with an archive: what it is, how to read it, what each table is.

They are in English whatever the language of the screen: equal books give equal bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from models.exchange.archive.shape import ATTACHMENTS, DATA, DESCRIPTOR, MANIFEST, Head, Table

_WIDTH = 100

_OPENING = f"""
This is everything in a record book of Liaison Desk, in open formats that any program can read.

It is not encrypted. It holds every record, confidential ones and the whole history included: names, addresses, notes
of what was said. Keep it as carefully as the book itself, and delete it when it is no longer needed.

What is here
------------
{DATA}/           a CSV file for each table
{ATTACHMENTS}/    the attached files. Each is named by the SHA-256 hash of its bytes; {ATTACHMENTS}/index.csv says
                what each was called, and {DATA}/attachment_link.csv which record it belongs to.
{DESCRIPTOR}
                what each column means and holds, for programs (Frictionless Data Package)
{MANIFEST}
                the SHA-256 hash of every file. Check them with: sha256sum -c {MANIFEST}

How to read the tables
----------------------
They are UTF-8 with a byte order mark, separated by commas, texts in double quotes where they must be, lines ending in
CR LF. The first row has the names of the columns. A text may go over several lines.
- Dates are 2026-11-22, times 18:30:00, both together 2026-11-22T18:30:00. What the program noted by itself (created_at,
  updated_at, change.at ...) is in UTC; times of meetings and events are those of the clock on the wall.
- Yes is true, no is false. Numbers have a point.
- In a column of text an empty cell is an empty text, and \\N alone is nothing at all. In any other column an empty cell
  is nothing: not known, or not yet.
- A text that a spreadsheet might take for a formula (it begins with = + - @ or a tab) has an apostrophe before it, and
  so has a text that begins with an apostrophe itself or is \\N. To get the text back, take one apostrophe away from the
  beginning of a cell in a column of text.
- A column called ..._id holds the number (id) of a row in another table; {DESCRIPTOR} says in which.
- record_kind and record_id together name a row of any table: the table, and the number in it.
- change and change_entry are the history: who changed what and when, with every row before and after as JSON. Each
  change holds the hash of the one before, so that altered history shows.

How to make a book of it again
------------------------------
    liaison new BOOK.liaison --from-archive ARCHIVE
or in the window: File, Make a book from an archive. The new book has the same records, history and attachments. What
was altered here by hand is refused, unless the list of hashes is made anew.

The tables
----------
"""


def write_readme(tables: Sequence[Table], head: Head, attachments: int) -> bytes:
    """Return the README of an archive with so many attached files."""
    whole = sum(head.rows.values())
    lines = [
        "LIAISON DESK: AN ARCHIVE OF A RECORD BOOK",
        "=========================================",
        *_OPENING.strip("\n").splitlines(),
        f"{len(tables)} tables with {whole:,} rows in all; {attachments:,} attached files; schema version "
        f"{head.schema_version}.",
    ]
    for heading, group in groupby(tables, lambda table: table.heading):
        lines += ["", *textwrap.wrap(heading, _WIDTH), ""]
        for table in group:
            lines.append(f"* {table.path} ({head.rows[table.name]:,})")
            lines += textwrap.wrap(table.description, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
