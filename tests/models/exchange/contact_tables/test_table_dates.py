"""Dates in cells of lists, as people and spreadsheets write them."""

from __future__ import annotations

from datetime import date

import pytest

from models.exchange.contact_tables.dates import day_of, understand_cell_date
from tests.models.exchange.contact_tables.made_tables import read


def test_dates_that_may_be_read_either_way_are_doubtful_beside_one_with_the_month_first(tmp_path):
    rows = [["Name", "Role", "Start date"], ["Ann Bell", "Clerk", "12/31/2025"], ["Bob Cole", "Chair", "1/2/2025"]]
    doubts = [one.doubts for one in read(tmp_path, [*rows, ["Cas Dean", "Clerk", "3/3/2025"]]).contacts]
    assert "“1/2/2025” was read as 1 February 2025" in doubts[1][0]
    assert not doubts[2], "the third of March is the same both ways round"


@pytest.mark.parametrize(
    "words", ["3rd Sept 24", "03-Sep-24", "3 Sept ’24", "3-Sep-2024", "September 3, 2024", "2024/9/3", "20240903"]
)
def test_days_are_read_as_spreadsheets_and_people_write_them(words):
    assert day_of(understand_cell_date(words, "").date) == date(2024, 9, 3)


@pytest.mark.parametrize("words", ["Sept 24", "3 Sept 99", "3 Sept", "ages ago", "31 June 2024"])
def test_words_that_are_not_surely_a_day_stay_words(words):
    found = understand_cell_date(words, "")
    assert found.date is None
    assert words in found.trouble
