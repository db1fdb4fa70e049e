"""One value as a cell and back: nothing is lost, and no spreadsheet takes a text for a formula."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cleaning import begins_like_formula
from models.exchange.archive.cells import decoder, encoder
from models.exchange.archive.naming import attachment_path
from models.exchange.archive.shape import Field, FieldType, Table
from models.exchange.archive.tables import TableReader, write_table

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES: dict[FieldType, st.SearchStrategy[object]] = {
    FieldType.TEXT: TEXTS,
    FieldType.WHOLE: st.integers(-(1 << 63), (1 << 63) - 1),
    FieldType.NUMBER: st.decimals(-999_999_999_999, 999_999_999_999, places=4),
    FieldType.YES_NO: st.booleans(),
    FieldType.DAY: st.dates(),
    FieldType.MOMENT: st.datetimes(),
    FieldType.TIME: st.times(),
}
TABLE = Table(
    "things",
    "Things",
    "Of every kind.",
    (Field("id", FieldType.WHOLE), *(Field(kind.value, kind, nullable=True) for kind in FieldType)),
    key="id",
)


@given(st.lists(st.tuples(*(st.none() | VALUES[kind] for kind in FieldType)), max_size=6))
def test_whatever_is_written_is_read_again(rows: list[tuple[object, ...]]) -> None:
    numbered = [(number, *row) for number, row in enumerate(rows, 1)]
    file = io.BytesIO()
    assert write_table(file, TABLE, [numbered]) == len(rows)
    file.seek(0)
    read = list(TableReader(file, TABLE).rows())
    assert [values for _number, values in read] == numbered
    assert [number for number, _values in read] == list(range(2, len(rows) + 2))


@given(TEXTS)
def test_no_text_is_a_formula(text: str) -> None:
    cell = encoder(Field("text", FieldType.TEXT))(text)
    assert not begins_like_formula(cell)


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        (None, FieldType.TEXT, "\\N"),
        ("", FieldType.TEXT, ""),
        ("\\N", FieldType.TEXT, "'\\N"),
        ("'tis", FieldType.TEXT, "''tis"),
        ("=1+1", FieldType.TEXT, "'=1+1"),
        ("+44 1223 460277", FieldType.TEXT, "'+44 1223 460277"),
        (None, FieldType.DAY, ""),
        (date(2026, 11, 22), FieldType.DAY, "2026-11-22"),
        (datetime(2026, 11, 22, 18, 30), FieldType.MOMENT, "2026-11-22T18:30:00"),  # noqa: DTZ001 -- as it is kept
        (time(18, 30), FieldType.TIME, "18:30:00"),
        (Decimal("12.5000"), FieldType.NUMBER, "12.5000"),
        (Decimal("1E+3"), FieldType.NUMBER, "1000"),
        (-5, FieldType.WHOLE, "-5"),
        (False, FieldType.YES_NO, "false"),
        (None, FieldType.YES_NO, ""),
    ],
)
def test_how_values_are_written(value: object, kind: FieldType, cell: str) -> None:
    field = Field("x", kind, nullable=True)
    assert encoder(field)(value) == cell
    assert decoder(field)(cell) == value


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        *(("٣", FieldType.WHOLE), ("1.5", FieldType.WHOLE), (" 1", FieldType.WHOLE), ("1_000", FieldType.WHOLE)),
        *(("1e5", FieldType.NUMBER), ("NaN", FieldType.NUMBER), ("1,5", FieldType.NUMBER)),
        *(("True", FieldType.YES_NO), ("1", FieldType.YES_NO)),
        *(("20261122", FieldType.DAY), ("2026-W01-1", FieldType.DAY), ("2026-02-30", FieldType.DAY)),
        *(("2026-11-22", FieldType.MOMENT), ("2026-11-22T18:30:00Z", FieldType.MOMENT)),
        *(("18:30", FieldType.TIME), ("25:00:00", FieldType.TIME)),
    ],
)
def test_what_is_written_otherwise_is_refused(cell: str, kind: FieldType) -> None:
    with pytest.raises(ValueError, match=r"^(a |true or false)"):
        decoder(Field("x", kind, nullable=True))(cell)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("Minutes of 3 May.PDF", ".pdf"),
        ("../../evil.pdf", ".pdf"),
        ("run.exe", ""),
        ("macro.docm", ""),
        ("no ending", ""),
        ("a.p\u202efdp", ""),
    ],
)
def test_attached_files_have_harmless_names(name: str, ending: str) -> None:
    assert attachment_path("ab12", name) == f"attachments/ab12{ending}"
