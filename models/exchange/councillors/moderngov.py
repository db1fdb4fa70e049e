"""The answer of a council's ModernGov to `GetCouncillorsByWard`, an XML file.

The service is the same in some hundred councils; what they write into it is not (48 answers were compared). Home
addresses, which half of them give, are never read; an email address that stands only there is taken when it is one
of the council's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from models.errors import BadImport
from models.exchange.councillors.rows import CouncilList, CouncillorRow, Term, Ward, party_of
from models.exchange.gias_cells import BadCellError, read_date
from models.exchange.names.councillors import understand_councillor
from models.exchange.xml_trees import Node, read_tree
from resources.i18n import _

ROOT = "councillorsbyward"

_MOST_AROUND = 5
"""Elements that may stand around the answer: that of SOAP has four."""
_TIME_OF_DAY = re.compile(r"[T ]\d\d:\d\d(?::\d\d)?Z?$")
_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$", re.IGNORECASE)
_OFFICIAL = re.compile(r"@[\w.-]*\.gov\.uk$", re.IGNORECASE)


def read_moderngov(path: Path) -> CouncilList:
    """Return the councillors of a council by ward, vacancies among them; a ward may have none.

    Raises BadImport when the file is something else: some councils answer with a page that asks to sign in.
    """
    whole = read_tree(path)
    root = next(whole.within(ROOT, _MOST_AROUND), None)
    if root is None and next(whole.within("html", _MOST_AROUND), None) is None:
        words = _(
            "“{name}” is XML, but not the councillors by ward of a council’s ModernGov: it begins with “{root}”. Ask "
            "for “GetCouncillorsByWard” there, or choose a table of councillors."
        )
        raise BadImport(words.format(name=path.name, root=whole.name[:40]))
    if root is None:
        raise BadImport(
            _(
                "“{name}” is not a list of councillors from a council’s ModernGov. Open it: if it is a page of the "
                "council’s website, the service is switched off there, and a table of councillors is needed instead."
            ).format(name=path.name)
        )
    found = CouncilList(_("ModernGov, councillors by ward"), [])
    for ward in (ward for wards in root.all("wards") for ward in wards.all("ward")):
        title = " ".join(ward.text_of("wardtitle").split())
        counted = told = 0
        for group in ward.all("councillors"):
            rows = [_councillor(one, title) for one in group.all("councillor")]
            found.rows += rows
            counted += len(rows)
            count = group.text_of("councillorcount")
            told += int(count) if count.isascii() and count.isdigit() and len(count) < 6 else 0
        if title and counted >= told:
            found.wards.append(Ward("", title))
    return found


def _councillor(found: Node, ward: str) -> CouncillorRow:
    given = found.text_of("fullusername")
    name = understand_councillor(given)
    work, home = found.first("workaddress"), found.first("homeaddress")
    notes: list[str] = []
    email = _text(work, "email")
    private = _text(home, "email")
    if not email and private:
        if _OFFICIAL.search(private):
            email = private
        else:
            notes.append(_("An email address was left out: it is given with the home address."))
    if any(_text(home, part) for part in ("phone", "mobile")):
        notes.append(_("Telephone numbers were left out: they are given with the home address."))
    posts = [line.strip() for line in re.split(r"[\n;]", found.text_of("keyposts"))]
    return CouncillorRow(
        found.line,
        " ".join(given.split()),
        name.title,
        name.first_name,
        name.last_name,
        name.honours,
        name.is_vacancy,
        name.is_certain,
        ward=ward,
        party=party_of(found.text_of("politicalpartytitle")),
        posts=tuple(post for post in (name.office, *posts) if post),
        email=email,
        phones=tuple(number for part in ("phone", "mobile") if (number := _text(work, part))),
        address=tuple(_lines(work)),
        terms=tuple(_terms(found, notes)),
        key=found.text_of("councillorid"),
        site=_site(found),
        notes=notes,
    )


def _site(found: Node) -> str:
    """Return the host of the council's website, which only the addresses of the pictures tell."""
    try:
        return urlsplit(found.text_of("photosmallurl") or found.text_of("photobigurl")).hostname or ""
    except ValueError:
        return ""


def _text(node: Node | None, name: str) -> str:
    return " ".join(node.text_of(name).split()) if node is not None else ""


def _lines(node: Node | None) -> Iterator[str]:
    """Give the lines of an address, its postcode last, wherever it stands."""
    if node is None:
        return
    lines = [" ".join(part.text.split()) for part in node.parts if re.fullmatch(r"line\d+", part.name)]
    codes = [*(line for line in lines if _POSTCODE.match(line)), _text(node, "postcode")]
    yield from (line for line in lines if line and not _POSTCODE.match(line))
    yield from dict.fromkeys(code for code in codes if code)


def _terms(found: Node, notes: list[str]) -> Iterator[Term]:
    terms: Sequence[Node] = [one for group in found.all("termsofoffice") for one in group.all("termofoffice")]
    for one in terms:
        begins, ends = _day(one.text_of("startdate"), notes), _day(one.text_of("enddate"), notes)
        if begins or ends:
            yield Term(begins, ends)


def _day(text: str, notes: list[str]) -> date | None:
    """Return a day as councils or computers write it; None for `unspecified` and, noted, for what is no day."""
    if not text or text.casefold() == "unspecified":
        return None
    day = _TIME_OF_DAY.sub("", text)
    try:
        return date.fromisoformat(day) if day[:4].isdigit() else read_date(day)
    except ValueError:
        notes.append(_("A date of the term of office was left out: “{text}” is no day.").format(text=text[:40]))
        return None
    except BadCellError as error:
        notes.append(_("A date of the term of office was left out: {why}.").format(why=error))
        return None
