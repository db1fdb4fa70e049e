"""Hostile texts in a partner's exchange file: kept as texts or refused in a sentence, and nothing is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models.cleaning import keepable
from models.entities import ImportLine, Organisation
from models.errors import BadImport
from models.exchange.partner_file import PartnerFile, SharedRecord, write_partner_file
from models.imports.partners.kinds import SHARED, SharedKind
from models.imports.preview import Fate
from models.queries.records import table_of
from models.rounds.kinds import ROUNDS
from models.rounds.making import make_sheet
from models.store import Store
from models.types import CleanText
from reports.rounds import write_round
from tests.desktop.cli.running import run
from tests.models.imports.incoming_files import TODAY, on_its_way
from tests.safety.nasty import LONG, NASTY
from tests.safety.test_nasty_in_and_out import same
from tests.safety.test_no_network import COMMAND, trapped
from tests.safety.watched import needs_strace, watch

TEXTS = {number: text for number, text in enumerate(NASTY) if text not in LONG}
PLAIN = {
    "website": "https://elm.example",
    "url": "https://elm.example",
    "postcode": "LS1 1AA",
    "value": "0113 496 0000",
}
"""What has a form of its own, in which no such text can be: what is tried there is refused."""
_WRITTEN = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)", [A-Z_|]*(?:O_WRONLY|O_RDWR|O_CREAT)')


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "book.liaison")
    yield made
    made.close()


def texts_of(kind: SharedKind) -> list[str]:
    """Return the values of a kind that are free words."""
    columns = table_of(kind.table).c
    return [name for name in kind.titles if type(columns[name].type) is CleanText and name not in PLAIN]


def kept(book: Store) -> dict[str, dict[str, object]]:
    """Return by kind and number what the book says of the records that came."""
    found: dict[str, dict[str, object]] = {}
    with book.read() as session:
        lines = select(ImportLine.key, ImportLine.record_kind, ImportLine.record_id).where(ImportLine.record_kind != "")
        for key, kind, number in session.execute(lines).all():
            table = table_of(kind)
            row = session.execute(select(table).where(table.c.id == number)).mappings().one()
            found[key.rpartition(":")[2]] = dict(row)
    return found


def record(kind: SharedKind, number: int, text: str, *, all_of_it: bool = False) -> SharedRecord:
    """Return a record of which every free word is a text; `all_of_it` says the same of what has a form of its own."""
    uid = {one: f"{one}-{number}" for one in SHARED}
    values: dict[str, object] = dict.fromkeys(texts_of(kind), text)
    for name, plain in PLAIN.items():
        if name in kind.titles:
            values[name] = text if all_of_it else plain
    said = {"starts_at": "2026-12-01T16:00:00", "starts_on": "2026-09-01",
            "made_on": "2026-09-01"}  # fmt: skip
    values |= {name: value for name, value in said.items() if name in kind.titles}
    values |= {"contact_point": {"kind": "phone"}, "organisation": {"kind": "institution"}}.get(kind.key, {})
    for name, table in kind.refs.items():
        wanted = "partnership" if name == "partnership_id" else table
        if wanted in uid and not (name == "organisation_id" and kind.key == "contact_point"):
            values[name] = uid[wanted]
    return SharedRecord(kind.key, uid[kind.key], values)  # type: ignore[arg-type]


def partners_file(folder: Path, *, all_of_it: bool = False) -> Path:
    """Write a file of all kinds with each text in turn."""
    records = tuple(
        record(kind, number, keepable(text), all_of_it=all_of_it)
        for number, text in TEXTS.items()
        for kind in SHARED.values()
    )
    path = folder / "partner.json"
    path.write_bytes(write_partner_file(PartnerFile(NASTY[2], NASTY[6], date(2026, 11, 23), records)))
    return path


@pytest.mark.requirement("R26")
def test_each_text_comes_in_as_it_is_or_is_refused(book: Store, tmp_path: Path) -> None:
    file = on_its_way(book, partners_file(tmp_path), "exchange")
    file.take_in()
    lines = file.preview.lines
    # Of one text no sign can be kept: what would be called by it is refused, and what stands on that.
    refused = {line.key.rpartition("-")[2] for line in lines if line.fate is Fate.REFUSED}
    assert {ascii(TEXTS[int(number)]) for number in refused} == {ascii("\ufffe\uffff")}
    assert len(lines) - len(file.preview.taken) <= len(SHARED)
    found = kept(book)
    wrong = []
    for kind in SHARED.values():
        assert texts_of(kind), kind.key
        for number, text in TEXTS.items():
            row = found.get(f"{kind.key}-{number}")
            said = (
                {}
                if row is None
                else {name: row[name] for name in texts_of(kind) if same(str(row[name])) != same(text)}
            )
            wrong += [(kind.key, name, ascii(text), ascii(value)) for name, value in said.items()]
    assert wrong == []
    assert book.check() == []


@pytest.mark.requirement("R26")
def test_what_has_a_form_of_its_own_is_refused_in_a_sentence_and_no_page_leads_there(
    book: Store, tmp_path: Path
) -> None:
    file = on_its_way(book, partners_file(tmp_path, all_of_it=True), "exchange")
    file.take_in()
    reasons = {reason for line in file.preview.lines if line.fate is Fate.REFUSED for reason in line.reasons}
    assert reasons
    assert [reason for reason in reasons if not reason.endswith(".") or "Traceback" in reason] == []
    # A website is kept as the words it is, and is nowhere a place to go to.
    pages = {str(row["website"]) for row in kept(book).values() if row.get("website")}
    assert "file:///etc/passwd" in pages
    with book.read() as session:
        school = session.scalars(select(Organisation.id).where(Organisation.website == "file:///etc/passwd")).first()
    about = f"organisation:{school}"
    for ending in ("html", "pdf", "docx"):
        paper = tmp_path / f"paper.{ending}"
        done = run("--book", book.location, "report", "handover-sheet", "--about", about, "--output", paper)
        assert done.code == 0, done.err
        data = paper.read_bytes()
        assert [
            word for word in (b'"file:', b'"javascript:', b"/URI (file:", b"/URI (javascript:") if word in data
        ] == []


@pytest.mark.requirement("R30")
def test_nothing_of_it_is_a_formula_in_a_workbook(book: Store, tmp_path: Path) -> None:
    on_its_way(book, partners_file(tmp_path), "exchange").take_in()
    seen = ""
    for key in ("people", "organisations"):
        with book.read() as session:
            sheet = make_sheet(session, ROUNDS[key], TODAY)
        write_round(sheet, tmp_path / f"{key}.xlsx", TODAY, "")
        cells = [cell for one in load_workbook(tmp_path / f"{key}.xlsx") for row in one.iter_rows() for cell in row]
        assert [
            ascii(cell.value) for cell in cells if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target)
        ] == []
        seen += " ".join(str(cell.value) for cell in cells)
    assert "=HYPERLINK" in seen


@needs_strace
@pytest.mark.requirement("R28")
def test_the_command_opens_nothing_that_it_names_and_writes_only_the_book(book: Store, tmp_path: Path) -> None:
    path = partners_file(tmp_path, all_of_it=True)
    seen = watch(tmp_path, ["-c", COMMAND, "--book", book.location, "import", "exchange", path])
    assert seen.code in (0, 1), seen.err[-2000:]
    assert kept(book), "it was brought in"
    assert str(path) in seen.opened()
    assert seen.network() == []
    assert trapped(seen) == []
    written = {one for one in _WRITTEN.findall(seen.calls) if not one.startswith(("/dev/", "/proc/"))}
    assert str(book.location) in written
    assert [one for one in written if not one.startswith((str(tmp_path), "/tmp/"))] == []


@pytest.mark.requirement("R27")
@pytest.mark.parametrize("place", ["name", "uid", "base", "from"])
def test_a_word_of_a_megabyte_is_refused_or_cut_in_what_is_shown(book: Store, tmp_path: Path, place: str) -> None:
    long = "=" * 1_000_000
    values = {"name": long if place == "name" else "Elm Lane School", "kind": "institution"}
    one = SharedRecord("organisation", long if place == "uid" else "1", values, {"name": long})
    path = tmp_path / "partner.json"
    sender = long if place == "from" else "Elm"
    path.write_bytes(write_partner_file(PartnerFile(sender, "North", date(2026, 11, 23), (one,))))
    if place in ("name", "uid"):
        with pytest.raises(BadImport) as told:
            on_its_way(book, path, "exchange")
        assert len(str(told.value)) < 500
    else:
        preview = on_its_way(book, path, "exchange").preview
        assert len(preview.recognised.words) < 1_000
        assert [line.fate for line in preview.lines] == [Fate.NEW]
