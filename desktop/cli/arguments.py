"""What may be typed after `liaison`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from desktop.cli.breach_arguments import add_breach_command
from desktop.cli.choosing import chosen
from desktop.cli.export_arguments import add_export_command
from desktop.cli.file_password import add_file_password
from desktop.cli.forgetting_arguments import add_forgetting_commands
from desktop.cli.key_arguments import add_key_commands
from desktop.cli.parser import LEVELS, Adder, Parser, add_as_at, add_audience, day, record, whole
from desktop.cli.person_data_arguments import add_person_data_command
from desktop.cli.post_arguments import add_post_commands
from desktop.cli.problems import add_problem_command
from desktop.cli.recovery_arguments import add_recovery_commands
from desktop.cli.request_arguments import add_request_command
from desktop.cli.retention_arguments import add_retention_command
from desktop.cli.server_arguments import add_server_commands

KINDS = (
    *("organisations", "people", "conversations", "meetings", "commitments", "events"),
    *("partnerships", "vacancies", "terms-ending", "gaps", "islands"),
    *("feedback-due", "forum-questions", "unanswered", "promotions", "data-requests", "breaches"),
)
IMPORTS = (
    "gias",
    "sheet",
    "contacts",
    "vcard",
    "calendar",
    "councillors",
    "mail",
    "exchange",
    "governance",
    "groups",
    "postcodes",
    "archive",
)
SHEETS = ("organisations", "people", "conversations", "commitments", "events", "actions", "promotions")
COMMANDS = (
    *("new", "info", "check", "undo", "redo", "history", "import", "imports", "undo-import", "sheet", "adopt"),
    *("export", "log", "list", "show", "merge", "unmerge", "search", "report", "paper", "pack"),
    *("backup", "restore", "salvage", "rekey", "recover", "recovery-sheet"),
    *("labels", "letters", "template", "request", "breach", "retention", "person-data"),
    *("erase-person", "restrict-person", "verify-history", "report-problem", "server", "move"),
)
CHANNELS = ("call", "email", "letter", "visit", "social")

_ENDINGS = """exit codes: 0 done · 1 found problems · 2 wrong usage · 3 no such book, or not a book · 4 book is busy or
cannot be written · 5 book is from a newer version · 6 would overwrite a file · 130 stopped"""


def make_parser() -> Parser:
    """Return the parser of the whole command line."""
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--book", metavar="FILE|URL", help="the record book (default: your own)")
    common.add_argument("--passphrase-file", metavar="FILE", help="read the passphrase from the first line of a file")
    common.add_argument("--who", metavar="NAME", help="whose changes these are in the history (default: you)")
    common.add_argument("--json", action="store_true", help="print one JSON object on stdout")
    common.add_argument("--quiet", action="store_true", help="no words on stderr but errors")
    parser = Parser(
        prog="liaison",
        parents=[common],
        description="Liaison Desk keeps a school's liaison records. Without a command it opens the window.",
        epilog=_ENDINGS,
    )
    parser.add_argument("--version", action="store_true", help="print the version and end")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, words: str) -> Parser:
        return commands.add_parser(name, help=words, description=words, parents=[common])

    _add_book_commands(add("new", "Make a new record book."), add)
    add_key_commands(add)
    _add_register_commands(add)
    add_export_command(add("export", "Write records as a file in an open format."), common)
    _add_record_commands(add)
    _add_report_commands(add("report", "List the reports, make one, or look at those made."))
    _add_pack_commands(add)
    add_post_commands(add)
    add_request_command(add)
    add_problem_command(add)
    add_server_commands(add)
    add_forgetting_commands(add)
    add_breach_command(add)
    add_retention_command(add)
    add_person_data_command(add)
    return parser


def _add_book_commands(new: Parser, add: Adder) -> None:
    new.add_argument("file", metavar="FILE|URL")
    new.add_argument("--example-data", action="store_true", help="fill it with the records of an invented school")
    new.add_argument("--no-passphrase", action="store_true", help="keep it in plain form, on purpose")
    new.add_argument("--from-archive", metavar="FILE", help="make it of an archive that “export archive” wrote")
    add("info", "Say what a book holds.")
    add("check", "Check every page and the whole history of a book.")
    add("undo", "Take back the newest change.")
    add("redo", "Make again the change that was taken back last.")
    history = add("history", "List who changed what and when, newest first.")
    history.add_argument("--record", type=record, metavar="KIND:ID")
    history.add_argument("--field", metavar="NAME", help="only what became of one field of the record")
    history.add_argument("--limit", type=whole, metavar="N", help="default: 50, or all in a file")
    history.add_argument("--format", choices=["csv", "xlsx"])
    history.add_argument("--output", metavar="FILE|-", help="write it to a file, a line for each thing changed")
    history.add_argument("--force", action="store_true", help="replace the file if it is there")
    add_file_password(history)
    add_as_at(history, "only what was changed up to the end of that day")
    add_audience(history)
    backup = add("backup", "Make a checked copy of a book.")
    backup.add_argument("--to", metavar="DIR")
    backup.add_argument("--archive", action="store_true", help="write an archive beside it too, which is not encrypted")
    backup.add_argument("--list", action="store_true", help="list the copies there are and make none")
    add_recovery_commands(add)


def _add_register_commands(add: Adder) -> None:
    take = add("import", "Read a file into the book.")
    take.add_argument("format", choices=IMPORTS, help="“sheet” is one written by the command “sheet”")
    take.add_argument("files", nargs="+", metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")
    take.add_argument(
        "--map",
        metavar="FILE",
        help="a JSON file that says how to read a table: its columns, as in "
        '{"columns": {"Tel": "phone"}}, its sheet, head_row, encoding, delimiter and dates ("month first")',
    )
    take.add_argument("--council", metavar="NAME", help="of councillors: whose list it is, where the file does not say")
    take.add_argument(
        "--as", dest="entries", choices=["meeting", "event", "term-dates"], help="of a calendar: all of it"
    )
    take.add_argument(
        "--whose", type=record, metavar="KIND:ID", help="of a calendar: whose it is (organisation, person)"
    )
    take.add_argument("--with", dest="with_whom", type=record, metavar="KIND:ID", help="of an email: with whom it was")
    take.add_argument("--areas", metavar="LS,CB", default="", help="of postcodes: which to keep (default: all)")
    take.add_argument("--take", action="store_true", help="of groups: bring trusts and memberships into the records")
    take.add_argument(
        "--left",
        type=record,
        nargs="+",
        action="extend",
        default=[],
        metavar="KIND:ID",
        help="of groups and councillors: who has left, of those whom the file no longer names",
    )
    take.add_argument(
        "--choose",
        type=chosen,
        nargs="+",
        action="extend",
        default=[],
        metavar="ROW=KIND:ID",
        help="of a doubtful row: which record it means, or ROW=new, or ROW=leave",
    )
    take.add_argument(
        "--doubtful", choices=["leave", "new"], default="leave", help="what becomes of the other doubtful rows"
    )
    take.add_argument(
        "--conflicts", choices=["sheet", "program"], help="for sheet: whose value stays if both changed it"
    )
    take.add_argument("--rejects", metavar="FILE", help="write the rows that are not taken to .xlsx or .csv")
    take.add_argument("--force", action="store_true", help="replace the file of --rejects if it is there")
    take.add_argument(
        "--password-file",
        metavar="FILE",
        help="the password in it opens the sheet, or protects the file of --rejects",
    )
    imports = add("imports", "List what was brought in from files, or what became of one such file.")
    imports.add_argument("number", type=whole, metavar="N", nargs="?", help="the number of one import")
    imports.add_argument("--limit", type=whole, metavar="N", default=50)
    back = add("undo-import", "Take an import out again, as far as nobody touched its records since.")
    back.add_argument("number", type=whole, metavar="N")
    sheet = add("sheet", "Write records to a workbook that can be edited and brought back with “import sheet”.")
    sheet.add_argument("kind", choices=SHEETS)
    sheet.add_argument("--output", metavar="FILE", required=True)
    sheet.add_argument("--confidential", action="store_true", help="confidential records too (default: left out)")
    sheet.add_argument("--force", action="store_true", help="replace the file if it is there")
    add_file_password(sheet)
    adopt = add("adopt", "Bring institutions from the register into the records.")
    adopt.add_argument("--urn", nargs="+", action="extend", metavar="N", default=[])
    adopt.add_argument("--authority", metavar="NAME", default="")
    adopt.add_argument("--ward", metavar="NAME", default="")
    _add_near(adopt)
    adopt.add_argument("--status", choices=["open", "all"], default="open")


def _add_near(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--near", metavar="POSTCODE|URN")
    parser.add_argument("--within", type=whole, metavar="METRES")


def _add_record_commands(add: Adder) -> None:
    log = add("log", "Write down a conversation.")
    log.add_argument("--with", dest="party", metavar="NAME", required=True)
    log.add_argument("--how", choices=CHANNELS, default="call")
    log.add_argument("--direction", choices=["in", "out"], default="in")
    log.add_argument("--date", type=day, metavar="D", help="default: today")
    log.add_argument("--about", default="", metavar="WORDS", help="the subject, as papers name it")
    log.add_argument("--note", default="", metavar="TEXT|-", help="what was said; - reads it from stdin")
    log.add_argument("--reply-by", type=day, metavar="D", help="when an answer is wanted, for what we sent")
    rows = add("list", "List records.")
    rows.add_argument("kind", choices=KINDS)
    _add_near(rows)
    rows.add_argument("--overdue", action="store_true")
    rows.add_argument("--unanswered", action="store_true")
    rows.add_argument("--not-contacted-since", type=day, metavar="D")
    rows.add_argument("--limit", type=whole, metavar="N")
    rows.add_argument("--by-partner", action="store_true", help="commitments: what became of them, partner by partner")
    rows.add_argument("--until", type=day, metavar="D", help="the last day to look ahead to, for what is due or ends")
    add_as_at(rows, "what counts as today")
    add_audience(rows)
    show = add("show", "Show one record with everything that points to it.")
    show.add_argument("record", type=record, metavar="KIND:ID")
    add_as_at(show, "the record as it stood at the end of that day")
    add_audience(show)
    merge = add("merge", "Make one record of two that are the same.")
    merge.add_argument("kept", type=record, metavar="KIND:ID", help="the record that stays")
    merge.add_argument("gone", type=record, metavar="KIND:ID", help="the record that goes into it")
    merge.add_argument("--dry-run", action="store_true", help="list every row that would move and change nothing")
    unmerge = add("unmerge", "Make two records again of one; without a number, list what was merged.")
    unmerge.add_argument("number", type=whole, nargs="?", metavar="N")
    search = add("search", "Find words in everything that was written down.")
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--limit", type=whole, default=50)
    add_audience(search)


def _add_report_commands(report: Parser) -> None:
    report.add_argument("name", metavar="list|saved|log|verify|NAME", nargs="?", default="")
    report.add_argument("file", metavar="FILE", nargs="?", default="", help="for verify: is it a paper we made?")
    report.add_argument("--saved", default="", metavar="NAME", help="make a report with the choices saved as NAME")
    report.add_argument("--find", default="", metavar="WORDS", help="for log: only papers with these words")
    report.add_argument("--limit", type=whole, metavar="N", help="for log: default 50")
    report.add_argument("--from", dest="first_day", type=day, metavar="D", help="default: start of the academic year")
    report.add_argument("--to", dest="last_day", type=day, metavar="D", help="default: the day the report speaks for")
    report.add_argument("--as-at", type=day, metavar="D", help="default: today")
    report.add_argument("--for", dest="recipient", default="", metavar="NAME")
    report.add_argument("--about", default="", metavar="KIND:ID|NAME", help="the record it is about, where it is one")
    report.add_argument("--ward", default="", metavar="NAME", help="only what lies in one ward")
    report.add_argument("--within", type=whole, metavar="METRES", help="how far around (default: the setting “near”)")
    add_audience(report, "for whom the copy is made (default: those the report is meant for)")
    report.add_argument("--format", choices=["pdf", "xlsx", "html", "docx"])
    report.add_argument("--output", metavar="FILE|-")
    report.add_argument("--force", action="store_true", help="replace the file if it is there")
    add_file_password(report)


def _add_pack_commands(add: Adder) -> None:
    paper = add("paper", "Add PDF files as papers of a meeting.")
    paper.add_argument("files", metavar="FILE", nargs="+")
    pack = add("pack", "Make the board pack of a meeting, its supplements and the file of Part II.")
    for one in (paper, pack):
        one.add_argument("--meeting", default="", metavar="KIND:ID|NAME", help="default: the next one of our board")
    paper.add_argument("--item", type=whole, metavar="N", help="for this item of the agenda (default: for all of it)")
    paper.add_argument("--title", default="", metavar="WORDS", help="default: the name of the file")
    paper.add_argument("--received", type=day, metavar="D", help="default: today; late papers go into a supplement")
    paper.add_argument("--visibility", choices=LEVELS, help="confidential: for Part II")
    pack.add_argument("--list", action="store_true", help="list the papers it can have, with their names for --papers")
    pack.add_argument("--papers", nargs="+", metavar="PAPER", help="those wanted, in this order (default: as listed)")
    pack.add_argument("--supplement", action="store_true", help="only what came since the pack went out")
    pack.add_argument("--no-part-two", action="store_true", help="leave the file of Part II unmade")
    pack.add_argument("--issue", action="store_true", help="note that it goes out: its page numbers stay from now on")
    pack.add_argument("--anew", action="store_true", help="with --issue: in the place of what went out before")
    add_as_at(pack, "the day it speaks for (default: today)")
    add_audience(pack, "for whom the public file is made (default: internal)")
    pack.add_argument("--output", metavar="FOLDER")
    pack.add_argument("--force", action="store_true", help="replace files of the same name")
    add_file_password(pack)


def command_in(arguments: Sequence[str]) -> str:
    """Return the command among what was typed, "" for none, whether or not the rest makes sense."""
    words = iter(arguments)
    for word in words:
        if word in ("--book", "--passphrase-file", "--who"):
            next(words, None)
        elif not word.startswith("-"):
            return word if word in COMMANDS else ""
    return ""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what was typed. Raises WrongUse with a sentence."""
    found = make_parser().parse_args(arguments)
    for name, default in (("book", None), ("passphrase_file", None), ("who", ""), ("json", False), ("quiet", False)):
        if not hasattr(found, name):
            setattr(found, name, default)
    return found
