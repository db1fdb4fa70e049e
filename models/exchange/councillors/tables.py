"""Tables of councillors (CSV or a workbook) by their headings: those councils publish, and Democracy Club's candidates.

Candidates are not councillors. In a table of candidates only those count whom it says to be elected, each for what
they were elected to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from models.errors import BadImport
from models.exchange.contact_tables.choices import TableChoices
from models.exchange.contact_tables.grids import read_grid
from models.exchange.councillors.rows import CouncilList, CouncillorRow, Term, party_of, wards_of
from models.exchange.gias_cells import BadCellError, read_date
from models.exchange.names.councillors import understand_councillor
from models.exchange.names.cutting import cut_post_nominals, cut_title
from models.exchange.reading import (
    DELIMITERS,
    ROWS_TRIED,
    Cancelled,
    detect_delimiter,
    first_records,
    look_at,
    records,
    sample_lines,
)
from models.text import sort_key
from resources.i18n import _

MOST_ROWS = 60_000
"""England has 17,000 councillors."""
MOST_LETTERS = 20_000_000
"""Of all rows; those of 17,000 councillors have a fifth of it."""

_NOTHING_CHOSEN = TableChoices()
_HEADINGS: dict[str, str] = {
    "name": "name|councillor|councillors|councillor name|councillor s name|full name|member|members|member name|"
    "person name|elected member|cllr|cllr name",
    "title": "title|salutation|honorific prefix|prefix",
    "first": "first name|forename|given name|firstname|forenames|first names",
    "last": "last name|surname|family name|lastname",
    "party": "party|political party|group|political group|party name|party description|affiliation",
    "ward": "ward|wards|division|ward name|wardname|electoral division|division name|ward division|electoral ward|"
    "ward or division|post label|representing|seat|parish ward",
    "council": "council|authority|local authority|council name|organisation name|organisation|authority name",
    "phone": "telephone|phone|telephone number|phone number|tel|work phone|contact number",
    "mobile": "mobile|mobile number|mobile phone",
    "email": "email|e mail|email address|e mail address",
    "page": "page|url|web page|profile|website|webpage|link|profile url|homepage url",
    "posts": "role|roles|position|positions|responsibilities|post|posts|key posts|office|cabinet role|portfolio",
    "from": "start date|term start|date elected|elected on|date of election|from|term from|term of office start|"
    "election date",
    "until": "end date|term end|term ends|term expires|term of office ends|next election|until|term to|expires|"
    "term of office end",
    "id": "id|councillor id|councillorid|uid|person id|member id",
    "elected": "elected",
    "election": "election id|ballot paper id|election",
    "constituency": "constituency",
}
"""What a column holds, by headings folded as for sorting."""

_CANDIDATES = frozenset({"election", "constituency"})
_YES = frozenset({"true", "t", "yes", "y", "1", "elected"})
_MP = "Member of Parliament"


def read_councillor_table(
    path: Path, choices: TableChoices = _NOTHING_CHOSEN, cancelled: Cancelled | None = None
) -> CouncilList:
    """Return the councillors of a table, in the characters and with the delimiter that a user chose, if any.

    Raises BadImport when it has no columns of names and of wards or parties.
    """
    source = look_at(path, cancelled)
    if choices.encoding:
        source = source.in_encoding(choices.encoding)
    delimiter, line, headings = _find_headings(path, sample_lines(source), choices.delimiter)
    found = CouncilList("CSV", [], headings=headings, encoding=source.encoding, delimiter=delimiter)
    with records(source, delimiter) as table:
        rows = ((first, cells) for first, _last, cells in table if first > line)
        return _list_of(path, found, rows)


def read_councillor_workbook(
    path: Path, choices: TableChoices = _NOTHING_CHOSEN, cancelled: Cancelled | None = None
) -> CouncilList:
    """Return the councillors of a sheet of a workbook: the one that a user chose, else the first with a list.

    Raises BadImport as for a table of text.
    """
    grid = read_grid(path, choices, cancelled)
    for place, row in enumerate(grid.rows[:ROWS_TRIED]):
        if _are_headings(row.cells):
            headings = tuple(" ".join(cell.split()) for cell in row.cells)
            found = CouncilList(grid.kind, [], headings=headings, sheet=grid.sheet, sheets=grid.sheets)
            found.remarks += grid.remarks
            return _list_of(path, found, ((one.number, one.cells) for one in grid.rows[place + 1 :]))
    raise _no_table(path)


def _list_of(path: Path, found: CouncilList, rows: Iterable[tuple[int, list[str]]]) -> CouncilList:
    """Return a list, until now without its rows, with those below its headings; `words` is the kind of file so far."""
    columns = _columns(found.headings)
    candidates = "elected" in columns and bool(_CANDIDATES & columns.keys())
    words = _("Candidates from Democracy Club ({kind})") if candidates else _("Councillors ({kind})")
    found.words = words.format(kind=found.words)
    if candidates:
        found.remarks.append(_("This is a list of candidates. Only those whom it says to be elected are taken."))
    known = _known_headings()
    if left := [heading for heading in found.headings if heading and sort_key(heading) not in known]:
        found.remarks.append(_("Columns left out: {columns}").format(columns=", ".join(left[:12])))
    letters = 0
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(number, cells, columns)
        if candidates:
            _judge_candidate(row, cells, columns)
        row.cells = tuple(cells)
        found.rows.append(row)
        letters += sum(map(len, cells))
        if len(found.rows) > MOST_ROWS or letters > MOST_LETTERS:
            raise BadImport(_("“{name}” has more rows than there are councillors.").format(name=path.name))
    _fill_wards(found.rows)
    if not candidates:
        found.wards += wards_of(found.rows)
    return found


def _fill_wards(rows: Sequence[CouncillorRow]) -> None:
    """Give rows the ward of the row above where a list names each ward once, for all its councillors."""
    if any(one.ward and one.ward == other.ward for one, other in pairwise(rows)):
        return
    for one, other in pairwise(rows):
        if one.ward and not other.ward and other.number == one.number + 1 and not other.is_vacancy:
            other.ward = one.ward
            words = _("No ward stands in this row; “{ward}” of the row above was taken.")
            other.notes.append(words.format(ward=one.ward))


def _find_headings(path: Path, lines: Sequence[str], chosen: str) -> tuple[str, int, tuple[str, ...]]:
    """Return the delimiter, the last line of the headings, and them."""
    guess = detect_delimiter(lines)
    for delimiter in (chosen,) if chosen else (guess, *(each for each in DELIMITERS if each != guess)):
        for line, row in first_records(lines, delimiter):
            if _are_headings(row):
                return delimiter, line, tuple(" ".join(cell.split()) for cell in row)
    raise _no_table(path)


def _are_headings(row: Sequence[str]) -> bool:
    columns = _columns(row)
    return ("name" in columns or "last" in columns) and bool(columns.keys() & {"ward", "party", "constituency"})


def _no_table(path: Path) -> BadImport:
    words = _("“{name}” is no table of councillors: it needs a column of names, and one of wards or parties.")
    return BadImport(words.format(name=path.name))


def _known_headings() -> dict[str, str]:
    """Return what each heading that is understood holds."""
    return {words: thing for thing, said in _HEADINGS.items() for words in said.split("|")}


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Return where each thing stands; of several headings for one thing the first."""
    known = _known_headings()
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        thing = known.get(sort_key(heading))
        if thing is not None:
            places.setdefault(thing, place)
    return places


def _row(line: int, cells: Sequence[str], columns: dict[str, int]) -> CouncillorRow:
    def cell(thing: str) -> str:
        place = columns.get(thing, len(cells))
        return " ".join(cells[place].split()) if place < len(cells) else ""

    given = cell("name") or " ".join(part for thing in ("title", "first", "last") if (part := cell(thing)))
    name = understand_councillor(given)
    notes: list[str] = []
    term = Term(_day(cell("from"), notes), _day(cell("until"), notes))
    page = cell("page")
    return CouncillorRow(
        line,
        given,
        name.title,
        cut_title(cell("first"))[1] or name.first_name,
        cut_post_nominals(cell("last"), keep=1)[0] or name.last_name,
        name.honours,
        name.is_vacancy,
        name.is_certain or bool(cell("last")),
        ward=cell("ward") or cell("constituency"),
        council=cell("council"),
        party=party_of(cell("party")),
        posts=tuple(post for part in (name.office, *cell("posts").split(";")) if (post := part.strip())),
        email=cell("email"),
        phones=tuple(dict.fromkeys(number for thing in ("phone", "mobile") if (number := cell(thing)))),
        page=page if page.casefold().startswith(("http://", "https://")) else "",
        terms=(term,) if term.starts_on or term.ends_on else (),
        key=cell("id") or _number_in(page),
        site=_host(page),
        notes=notes,
    )


def _judge_candidate(row: CouncillorRow, cells: Sequence[str], columns: dict[str, int]) -> None:
    """Refuse a candidate who was not elected, or not to a council; an MP is taken as an MP."""
    elected = cells[columns["elected"]] if columns["elected"] < len(cells) else ""
    if elected.strip().casefold() not in _YES:
        row.refusal = _("A candidate whom the file does not say to be elected is no councillor.")
        return
    kind = _election_of(cells, columns)
    row.site = "democracyclub.org.uk"
    if kind == "parl":
        row.role = _MP
    elif kind != "local":
        row.refusal = _("This election was not to a council.")


def _election_of(cells: Sequence[str], columns: dict[str, int]) -> str:
    """Return what kind of election a candidate stood in, as Democracy Club's numbers begin: "local", "parl"."""
    if "election" not in columns:
        return "parl"
    place = columns["election"]
    return cells[place].strip().partition(".")[0].casefold() if place < len(cells) else ""


def _number_in(page: str) -> str:
    """Return the number that a page of ModernGov has of a councillor."""
    try:
        asked = parse_qs(urlsplit(page).query)
    except ValueError:
        return ""
    return next((values[0] for name, values in asked.items() if name.casefold() == "uid" and values[0].isdigit()), "")


def _host(page: str) -> str:
    try:
        return urlsplit(page).hostname or ""
    except ValueError:
        return ""


def _day(written: str, notes: list[str]) -> date | None:
    """Return a day, the day of the month first or as computers write it; what is none is left out and noted."""
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        try:
            return read_date(written)
        except BadCellError as error:
            notes.append(_("A date of the term of office was left out: {why}.").format(why=error))
            return None
