"""A workbook has no such pictures: it tells them in words and has their tables, and charts as its own."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import load_workbook

from models.queries.ties import Tie, Ties
from models.queries.unanswered import ReplyRate
from models.vocabulary import OrganisationKind, RelationshipType
from reports.pictures.bars import replies_picture
from reports.pictures.picture import Picture, picture_document
from reports.pictures.star import star_picture
from reports.xlsx import write_xlsx

TODAY = date(2026, 11, 22)


def workbook_of(picture: Picture) -> dict[str, list[list[object]]]:
    target = io.BytesIO()
    write_xlsx(picture_document(picture, as_at=TODAY), target)
    book = load_workbook(target)
    return {name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in book.sheetnames}


def test_a_star_stands_in_words_and_as_a_table() -> None:
    tie = Tie(2, "=Greenway <b>", OrganisationKind.INSTITUTION, RelationshipType.FEEDER, True, date(2017, 9, 1))
    picture = star_picture(Ties(1, "Elm Lane", OrganisationKind.INSTITUTION, (tie,)))
    sheets = workbook_of(picture)
    words = [str(cell) for row in next(iter(sheets.values())) for cell in row if cell]
    assert picture.alt in words
    rows = sheets["Links"]
    assert any(row[:2] == ["=Greenway <b>", "Takes its pupils on"] for row in rows)


def test_rates_are_a_chart_of_the_workbook_itself() -> None:
    picture = replies_picture([ReplyRate(1, "Elm Lane", 4, 1), ReplyRate(2, "Greenway", 2, 2)])
    target = io.BytesIO()
    write_xlsx(picture_document(picture, as_at=TODAY), target)
    book = load_workbook(target)
    assert [len(sheet._charts) for sheet in book.worksheets if sheet._charts] == [1]
    assert "Replies" in book.sheetnames
