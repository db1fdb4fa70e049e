"""What may be typed after `liaison export`: each format with the filters that mean something for it."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser

from desktop.cli.parser import add_audience, day, record
from desktop.cli.sets import add_set

_CONTACTS = {
    "vcard": "people and organisations as vCards, for telephones and most address books",
    "contacts-csv": "people and organisations as a table for Google Contacts",
    "outlook-csv": "people and organisations as a table for classic Outlook",
}
_OPEN_DATA = {
    "popolo": "organisations and who holds a public office there, over time (Popolo JSON)",
    "open-referral": "what organisations offer to the community (Open Referral UK 3 JSON)",
    "events-jsonld": "public events for websites (schema.org JSON-LD)",
}


def add_export_command(export: ArgumentParser, common: ArgumentParser) -> None:
    """Add the formats in which records leave; `common` has what every command takes."""
    formats = export.add_subparsers(dest="format", metavar="FORMAT", required=True)

    def add(name: str, words: str) -> ArgumentParser:
        return formats.add_parser(name, help=words, description=f"{words[:1].upper()}{words[1:]}.", parents=[common])

    for name, words in _CONTACTS.items():
        contacts = add(name, words)
        add_set(contacts, "whom (default: everybody and every organisation)", required=False)
        if name == "vcard":
            contacts.add_argument("--vcard-version", choices=["3.0", "4.0"], default="3.0", help="default: 3.0")
        _add_output(contacts, "internal")
    calendar = add("calendar", "meetings and events as an iCalendar file, to be taken in or to be followed")
    calendar.add_argument("--only", choices=["meetings", "events"])
    calendar.add_argument("--ours", action="store_true", help="only what our own school and its bodies hold")
    calendar.add_argument("--held-by", metavar="NAME|KIND:ID", default="", help="only what one organisation holds")
    _add_days(calendar)
    calendar.add_argument(
        "--record", type=record, nargs="+", metavar="KIND:ID", help="only these: meeting:3, event:5, meeting_series:1"
    )
    _add_output(calendar, "internal")
    for name, words in _OPEN_DATA.items():
        data = add(name, words)
        data.add_argument("--record", type=record, nargs="+", metavar="KIND:ID", help="only of these organisations")
        if name == "events-jsonld":
            data.add_argument("--ours", action="store_true", help="only what our own school and its bodies hold")
            _add_days(data)
        _add_output(data, "public")
    exchange = add("exchange", "what partners may read of a partnership, as a file that their Liaison Desk takes in")
    exchange.add_argument("--partnership", type=record, metavar="KIND:ID", required=True, help="partnership:12")
    exchange.add_argument("--output", metavar="FILE", required=True)
    exchange.add_argument("--force", action="store_true", help="replace the file if it is there")
    archive = add("archive", "everything in the book as tables (CSV) and files, not encrypted")
    archive.add_argument("--output", metavar="FILE.zip|FOLDER", required=True)
    archive.add_argument("--force", action="store_true", help="replace the archive if it is there")
    for one in formats.choices.values():
        # Refused in words that say why.
        one.add_argument("--password-file", help=argparse.SUPPRESS)


def _add_days(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="first_day", type=day, metavar="D")
    parser.add_argument("--to", dest="last_day", type=day, metavar="D")


def _add_output(parser: ArgumentParser, usual: str) -> None:
    add_audience(parser, f"leave out what is marked above this (default: {usual})")
    parser.add_argument("--output", metavar="FILE|-", required=True)
    parser.add_argument("--force", action="store_true", help="replace the file if it is there")
