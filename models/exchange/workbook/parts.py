"""The parts of a workbook beside its sheets: which sheets there are, shared texts, which styles show dates."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from xml.parsers import expat

from models.errors import BadImport
from models.exchange.workbook.package import Package, damaged, too_large_words

MOST_TEXTS = 1_000_000
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Excel's own formats of dates and times, those of East Asia among them."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, whether it is out of sight, and the part with its cells."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class WorkbookPart:
    """What the workbook's own part says."""

    sheets: tuple[SheetPart, ...]
    since_1904: bool


class Names(dict[str, str]):
    """Names of elements without the prefix that some programs give them, each worked out once."""

    def __missing__(self, name: str) -> str:
        """Return and keep the name without its prefix."""
        bare = self[name] = name.rpartition(":")[2]
        return bare


def read_workbook_part(package: Package) -> WorkbookPart:
    """Return the sheets in their order. Raises BadImport where a sheet is not where the workbook says."""
    targets = _targets(package)
    found: list[tuple[str, bool, str]] = []
    since_1904 = False
    bare = Names()

    def start(name: str, marks: dict[str, str]) -> None:
        nonlocal since_1904
        if bare[name] == "sheet":
            number = next((value for key, value in marks.items() if key.endswith(":id")), "")
            found.append((marks.get("name", ""), marks.get("state", "visible") != "visible", number))
        elif bare[name] == "workbookPr":
            since_1904 = marks.get("date1904", "").lower() in ("1", "true")

    package.parse("xl/workbook.xml", lambda parser: setattr(parser, "StartElementHandler", start))
    sheets = tuple(
        SheetPart(name, hidden, targets[number])
        for name, hidden, number in found[:100]
        if number in targets and package.has(targets[number])
    )
    if not sheets:
        raise damaged(package.name)
    return WorkbookPart(sheets, since_1904)


def _targets(package: Package) -> dict[str, str]:
    """Return the parts that the workbook names, by the mark it names them with; nothing outside the file is one."""
    found: dict[str, str] = {}
    bare = Names()

    def start(name: str, marks: dict[str, str]) -> None:
        if bare[name] == "Relationship" and marks.get("TargetMode") != "External":
            found[marks.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", marks.get("Target", "")))[1:]

    if package.has("xl/_rels/workbook.xml.rels"):
        package.parse("xl/_rels/workbook.xml.rels", lambda parser: setattr(parser, "StartElementHandler", start))
    return found


def read_texts(package: Package) -> list[str]:
    """Return the texts that cells share, the readings of East Asian words left out."""
    if not package.has("xl/sharedStrings.xml"):
        return []
    texts: list[str] = []
    words: list[str] = []
    bare = Names()
    inside, aside = False, 0

    def start(name: str, _marks: dict[str, str]) -> None:
        nonlocal inside, aside
        tag = bare[name]
        if tag == "t":
            inside = True
        elif tag == "si":
            words.clear()
        elif tag == "rPh":
            aside += 1

    def end(name: str) -> None:
        nonlocal inside, aside
        tag = bare[name]
        if tag == "t":
            inside = False
        elif tag == "rPh":
            aside -= 1
        elif tag == "si":
            texts.append("".join(words))
            if len(texts) > MOST_TEXTS:
                raise BadImport(too_large_words(package.name))

    def text(data: str) -> None:
        if inside and not aside:
            words.append(data)

    def listen(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text

    package.parse("xl/sharedStrings.xml", listen)
    return texts


def read_date_styles(package: Package) -> frozenset[str]:
    """Return the numbers of the cell styles that show a number as a date or time, as cells name them."""
    if not package.has("xl/styles.xml"):
        return frozenset()
    formats: dict[str, str] = {}
    styles: list[str] = []
    bare = Names()
    inside = False

    def start(name: str, marks: dict[str, str]) -> None:
        nonlocal inside
        tag = bare[name]
        if tag == "numFmt":
            formats[marks.get("numFmtId", "")] = marks.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside and len(styles) < 100_000:
            styles.append(marks.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal inside
        if bare[name] == "cellXfs":
            inside = False

    def listen(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler, parser.EndElementHandler = start, end

    package.parse("xl/styles.xml", listen)
    return frozenset(str(place) for place, form in enumerate(styles) if shows_date(form, formats))


def shows_date(form: str, formats: dict[str, str]) -> bool:
    """Say whether a number in this form is shown as a date or time."""
    if form in formats:
        code = formats[form].split(";")[0]
        return code.lower() != "general" and _DATE_LETTERS.search(_QUOTED.sub("", code)) is not None
    return form.isascii() and form.isdigit() and int(form[:4]) in _DATE_FORMATS
