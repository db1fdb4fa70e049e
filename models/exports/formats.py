"""The formats in which records leave, each with what it is called, who can read it, and for whom it usually is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.vocabulary import Visibility
from resources.i18n import marked as m


class Format(StrEnum):
    """A format of files."""

    VCARD = "vcard"
    CALENDAR = "calendar"
    CONTACTS_CSV = "contacts-csv"
    OUTLOOK_CSV = "outlook-csv"
    POPOLO = "popolo"
    OPEN_REFERRAL = "open-referral"
    EVENTS_JSONLD = "events-jsonld"


@dataclass(frozen=True, slots=True)
class FormatSpec:
    """What is known of a format; words are untranslated."""

    title: str
    words: str
    """What it holds and who reads it, in a sentence."""
    files: str
    """What its files are called where a name is chosen."""
    ending: str
    name: str
    """What a file of it is called where nobody gives another name."""
    audience: Visibility
    """For whom it is made where nobody says: the office itself without what is confidential, or everybody."""


SPECS: dict[Format, FormatSpec] = {
    Format.VCARD: FormatSpec(
        m("vCard"),
        m("For telephones, Apple, Android, Thunderbird and most address books."),
        m("Contacts (*.vcf)"),
        ".vcf",
        m("Contacts"),
        Visibility.INTERNAL,
    ),
    Format.CONTACTS_CSV: FormatSpec(
        m("Google Contacts (CSV)"),
        m("For Google Contacts, and for any spreadsheet."),
        m("Contacts for Google (*.csv)"),
        ".csv",
        m("Contacts for Google"),
        Visibility.INTERNAL,
    ),
    Format.OUTLOOK_CSV: FormatSpec(
        m("Outlook (CSV)"),
        m("For Outlook, which takes only the first contact of a vCard file."),
        m("Contacts for Outlook (*.csv)"),
        ".csv",
        m("Contacts for Outlook"),
        Visibility.INTERNAL,
    ),
    Format.CALENDAR: FormatSpec(
        m("iCalendar"),
        m("For any calendar. Put on a website, others can follow it."),
        m("Calendar (*.ics)"),
        ".ics",
        m("Calendar"),
        Visibility.INTERNAL,
    ),
    Format.POPOLO: FormatSpec(
        m("Public offices (Popolo)"),
        m("Organisations, councillors and governors, and from when to when they hold office."),
        m("Popolo (*.json)"),
        ".json",
        m("Public offices"),
        Visibility.PUBLIC,
    ),
    Format.OPEN_REFERRAL: FormatSpec(
        m("Community offers (Open Referral UK)"),
        m("What organisations offer, for directories of councils. No people."),
        m("Open Referral UK 3 (*.json)"),
        ".json",
        m("Community offers"),
        Visibility.PUBLIC,
    ),
    Format.EVENTS_JSONLD: FormatSpec(
        m("Public events (schema.org)"),
        m("Events from today on, for websites and search engines. No people."),
        m("Events for websites (*.jsonld)"),
        ".jsonld",
        m("Public events"),
        Visibility.PUBLIC,
    ),
}

CONTACTS = (Format.VCARD, Format.CONTACTS_CSV, Format.OUTLOOK_CSV)
OPEN_DATA = (Format.POPOLO, Format.OPEN_REFERRAL, Format.EVENTS_JSONLD)
