"""Commands, pages and settings by the words people look for them by, for the search box.

A command whose words are typed whole comes before any record; one that is only begun, or that people call something
else, comes after the records of that name, so that a few letters of a name still find whom they mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.commands import PAGE_COMMANDS, SPECS, Command, Menu, plain
from desktop.shell.wishes import FieldWish, SavedWish
from desktop.tables.columns import RecordLine
from desktop.tokens import Tone
from desktop.widgets.suggestions import Choice
from models import settings
from models.text import sort_key
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from models.queries.saved_searches import SavedSearchRow

MOST_COMMANDS = 6
ALSO_FROM = 3
"""Letters from which the other words of a command are searched too."""

NOT_OFFERED = frozenset({Command.SEARCH})

ALSO: dict[Command, str] = {
    Command.IMPORT: m("import load csv excel spreadsheet vcard outlook google contacts calendar phone address book"),
    Command.IMPORT_REGISTER: m("extract bring in load gias schools"),
    Command.IMPORTS: m("undo batch taken back history bring in"),
    Command.EXPORT: m("spreadsheet excel csv"),
    Command.SAVE_PROTECTED: m("encrypt protect export secret mail email send pdf excel"),
    Command.EDIT_SHEET: m("spreadsheet workbook export round trip"),
    Command.BRING_BACK: m("spreadsheet workbook excel import round trip"),
    Command.EMAIL_SEVERAL: m("distribution list bcc mailto addresses copy write mail group"),
    Command.SAVE_CONTACTS: m("vcard vcf address book outlook google csv export phone"),
    Command.SAVE_CALENDAR: m("ics icalendar outlook google export subscribe"),
    Command.SAVE_OPEN_DATA: m("popolo open referral schema json-ld councillors export website"),
    Command.PRINT: m("paper printer"),
    Command.BACK_UP: m("copy save safe"),
    Command.RESTORE: m("backup copy"),
    Command.SAVE_ARCHIVE: m("export all csv zip leave move"),
    Command.OPEN_SERVER: m("postgresql database shared network"),
    Command.MOVE_BOOK: m("server postgresql database share transfer"),
    Command.FROM_ARCHIVE: m("import csv zip rebuild move"),
    Command.SETTINGS: m("options preferences"),
    Command.QUIT: m("exit close"),
    Command.UNDO: m("take back"),
    Command.REDO: m("again"),
    Command.FIND: m("narrow search"),
    Command.EDIT_RECORD: m("change"),
    Command.DELETE_RECORD: m("remove"),
    Command.ZOOM_IN: m("bigger zoom font"),
    Command.ZOOM_OUT: m("tiny zoom font"),
    Command.ZOOM_RESET: m("normal zoom font"),
    Command.LOOK_SYSTEM: m("theme appearance"),
    Command.LOOK_LIGHT: m("theme appearance bright mode"),
    Command.LOOK_DARK: m("theme appearance night mode"),
    Command.LOG_CONVERSATION: m("call phone email letter visit note"),
    Command.NEW: m("add"),
    Command.NEW_MEETING: m("add"),
    Command.NEW_COMMITMENT: m("add promise action"),
    Command.NEW_PERSON: m("add contact"),
    Command.NEW_ORGANISATION: m("add school college council"),
    Command.NEW_EVENT: m("add"),
    Command.NEW_PARTNERSHIP: m("add cluster federation trust"),
    Command.FIND_IN_REGISTER: m("new organisation school"),
    Command.BOARD_PAPER: m("report governors"),
    Command.LETTERS_AND_LABELS: m("post mail merge address envelopes avery stickers template word"),
    Command.BOARD_PACK: m("meeting papers supplement part ii merge pdf agenda governors"),
    Command.AREA_COMMITTEE: m("paper councillors"),
    Command.SEND_REPORT: m("report mail send"),
    Command.PAPERS_MADE: m("report log sent file hash check verify recipients"),
    Command.PICTURES: m("map star matrix funnel diagram graph"),
    Command.DUPLICATES: m("merge same twice double unmerge"),
    Command.HELD: m("subject access request data protection gdpr privacy"),
    Command.SUBJECT_REQUESTS: m(
        "subject access gdpr privacy erasure objection rectification diary log foi complaint breach retention"
    ),
    Command.ERASE_PERSON: m("forget delete anonymise erasure gdpr data protection right to be forgotten"),
    Command.KEYS: m("shortcuts keyboard"),
    Command.LOG_FOLDER: m("errors"),
    Command.REPORT_PROBLEM: m("bug fault crash error log support"),
    Command.ABOUT: m("version licence"),
}
"""What else people call a command."""

_LIST, _RECORD, _REPORT = m("Go to a list first."), m("Open a record first."), m("Open Reports first.")
WHY_OFF: dict[Command, str] = {
    Command.EXPORT: _LIST,
    Command.SAVE_PROTECTED: m("Go to a list or a report first."),
    Command.EDIT_SHEET: _LIST,
    Command.FIND: _LIST,
    Command.EDIT_RECORD: _RECORD,
    Command.DELETE_RECORD: _RECORD,
    Command.PRINT: _REPORT,
    Command.SAVE_PDF: _REPORT,
    Command.SAVE_EXCEL: _REPORT,
    Command.SAVE_WORD: _REPORT,
    Command.SAVE_WEB: _REPORT,
    Command.SEND_REPORT: _REPORT,
    Command.UNDO: m("Nothing has been changed yet."),
    Command.REDO: m("Nothing has been taken back."),
}
"""What to do first, or why there is nothing to do, where a command is off."""


class Goal(NamedTuple):
    """A page to go to, with what is wished of it."""

    key: str
    wish: object = None


class Found(NamedTuple):
    """What goes before the records that are called so, and what goes after."""

    first: list[Choice]
    then: list[Choice]


def find_commands(context: Context, words: str) -> Found:
    """Return the commands that some words mean; those that are off come last and say why."""
    asked = sort_key(words).split()
    first: list[tuple[bool, Choice]] = []
    then: list[tuple[bool, Choice]] = []
    for command, spec in SPECS.items():
        action = context.actions[command]
        if not asked or not action.isVisible() or command in NOT_OFFERED:
            continue
        # By its own words alone: "Undo: Log conversation with Nair" must not come before Nair.
        text, parts = plain(action.text()), sort_key(plain(_(spec.text))).split()
        also = sort_key(f"{_(ALSO.get(command, ''))} {_(spec.tip)}").split() if len(words) >= ALSO_FROM else []
        if not all(_begins(word, parts) or _begins(word, also) for word in asked):
            continue
        named = all(_begins(word, parts) for word in asked)
        if not named and not action.isEnabled():
            continue
        sure = named and any(_is_whole(word, parts, spec.menu) for word in asked)
        (first if sure else then).append((not action.isEnabled(), _as_choice(context, command, text)))
    for found in (first, then):
        found.sort(key=lambda one: one[0])
    most = [choice for _off, choice in first][:MOST_COMMANDS]
    return Found(most, [choice for _off, choice in then][: MOST_COMMANDS - len(most)])


def why_off(context: Context, command: Command) -> str:
    """Return why a command is off, in a sentence; nothing where it is on."""
    if context.actions[command].isEnabled():
        return ""
    if command in WHY_OFF:
        return _(WHY_OFF[command])
    if context.book is not None and context.store.read_only:
        return _("This book is open for reading only.")
    if command in PAGE_COMMANDS:
        return _(_LIST) if SPECS[command].menu in (Menu.EDIT, Menu.VIEW) else _(_RECORD)
    return _("It is not there in this book.")


def find_settings(words: str) -> list[Choice]:
    """Return the settings of the book that some words mean."""
    asked = sort_key(words).split()
    return [
        Choice(
            "setting",
            0,
            RecordLine(_(key.title), _("In Settings"), _("Setting"), icon="gear"),
            Goal("settings", FieldWish(key.name)),
        )
        for key in settings.ALL
        if asked and all(_begins(word, sort_key(_(key.title)).split()) for word in asked)
    ][:MOST_COMMANDS]


def find_saved(rows: tuple[SavedSearchRow, ...], words: str) -> list[Choice]:
    """Return the saved filters that some words mean, each with the page that shows it."""
    from desktop.pages import PAGES

    asked, found = sort_key(words).split(), []
    for row in rows:
        page = next((spec for spec in PAGES if (spec.key == row.page if row.page else row.about in spec.kinds)), None)
        if page is not None and asked and all(_begins(word, sort_key(row.name).split()) for word in asked):
            line = RecordLine(row.name, _(page.title), _("Saved filter"), icon="funnel")
            found.append(Choice("saved_search", row.id, line, Goal(page.key, SavedWish(row.about, row.uid))))
    return found[:MOST_COMMANDS]


def find_pages(words: str) -> list[Choice]:
    """Return the pages that some words mean and no command goes to."""
    from desktop.pages import PAGES

    asked = sort_key(words).split()
    known = {plain(spec.text) for spec in SPECS.values()}
    return [
        Choice("page", 0, RecordLine(_(spec.title), "", _("Page"), icon="file-text"), Goal(spec.key))
        for spec in PAGES
        if spec.title not in known and asked and all(_begins(word, sort_key(_(spec.title)).split()) for word in asked)
    ]


def _as_choice(context: Context, command: Command, text: str) -> Choice:
    """Return a command as a line: what it does, its keys, and why it is off where it is."""
    spec = SPECS[command]
    why = why_off(context, command)
    if why:
        line = RecordLine(text, why, _("Off"), Tone.PLAIN, spec.icon or "command")
    else:
        keys = f"  ({spec.keys[0]})" if spec.keys else ""
        line = RecordLine(text, f"{_(spec.tip)}{keys}", _("Command"), icon=spec.icon or "command")
    return Choice("command", 0, line, command)


def _begins(word: str, parts: list[str]) -> bool:
    return any(part.startswith(word) for part in parts)


def _is_whole(word: str, parts: list[str], menu: Menu) -> bool:
    """Say whether a word is one of the command's, typed to its end; the last letter of the name of a page may lack."""
    return any(part == word or (menu is Menu.VIEW and part == f"{word}s") for part in parts)
