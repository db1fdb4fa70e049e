"""Sheets of labels, measured from the finished PDF and read back as a screen reader would."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import WrongUse
from reports.cleaning import page_text
from reports.labels.fitting import LEADING, POINTS, fit
from reports.labels.printing import Label, print_labels
from reports.labels.sheets import PAPER_HEIGHT, PAPER_WIDTH, SHEETS
from tests.reports.pdf.reading import Reading
from tests.tools.verapdf import judge

DAY = date(2026, 11, 22)
ADDRESS = ("Ms Ros Ellery", "Headteacher", "Fen Edge Primary School", "High Street", "FEN EDGE", "MB7 3FE")
BY_CODE = {sheet.code: sheet for sheet in SHEETS}
PUBLISHED = {
    # code: labels on a sheet, label in mm, upper and left margin in mm
    "L7160": (21, 63.5, 38.1, 15.15, 7.25),
    "L7163": (14, 99.1, 38.1, 15.15, 4.65),
    "L7159": (24, 63.5, 33.9, 12.9, 7.25),
    "L7165": (8, 99.1, 67.7, 13.1, 4.65),
    "L7651": (65, 38.1, 21.2, 10.7, 4.75),
}


def words_on(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Return for each page where its characters are, in millimetres from the left and the upper edge."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        assert page.get_size() == pytest.approx((PAPER_WIDTH * POINTS, PAPER_HEIGHT * POINTS), abs=0.02)
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        found.append(
            [
                (left / POINTS, PAPER_HEIGHT - top / POINTS, right / POINTS, PAPER_HEIGHT - bottom / POINTS)
                for left, bottom, right, top in boxes
                if right > left
            ]
        )
    return found


@pytest.mark.parametrize("code", PUBLISHED)
def test_measures_are_those_the_makers_publish(code: str) -> None:
    sheet, (count, width, height, top, left) = BY_CODE[code], PUBLISHED[code]
    assert (sheet.count, sheet.width, sheet.height) == (count, width, height)
    assert (sheet.top, sheet.left) == pytest.approx((top, left), abs=0.001)
    right, bottom = sheet.place(sheet.count - 1)
    assert right + width + left == pytest.approx(PAPER_WIDTH)
    assert bottom + height + top == pytest.approx(PAPER_HEIGHT)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_every_word_lies_within_its_own_label(sheet) -> None:
    labels = [Label((f"Name {number}", *ADDRESS[1:]), (1,)) for number in range(sheet.count)]
    (page,) = words_on(print_labels(labels, sheet, DAY).pdf)
    taken = set()
    for left, top, right, bottom in page:
        inside = [
            number
            for number in range(sheet.count)
            for x, y in [sheet.place(number)]
            if x <= left and right <= x + sheet.width and y <= top and bottom <= y + sheet.height
        ]
        assert len(inside) == 1, (left, top)
        taken.add(inside[0])
        x, _y = sheet.place(inside[0])
        assert left >= x + sheet.pad - 0.3
    assert taken == set(range(sheet.count))


def test_a_part_used_sheet_begins_at_its_first_free_label() -> None:
    sheet = BY_CODE["L7160"]
    made = print_labels([Label(ADDRESS)] * 20, sheet, DAY, start=5)
    first, second = words_on(made.pdf)
    assert made.sheets == 2
    x, y = sheet.place(4)
    assert min(left for left, *_rest in first if left > x) == pytest.approx(x + sheet.pad, abs=0.5)
    assert min(top for _left, top, *_rest in first) > y - sheet.height
    assert not [left for left, top, *_rest in first if top < y and left < x], "the used labels stay free"
    assert max(bottom for *_rest, bottom in second) < sheet.top + sheet.down, "three labels are on the next sheet"


@pytest.mark.parametrize("start", [0, -1, 22])
def test_a_label_that_is_not_there_is_refused(start: int) -> None:
    with pytest.raises(WrongUse, match="from 1 to 21"):
        print_labels([Label(ADDRESS)], BY_CODE["L7160"], DAY, start=start)


def test_nobody_is_refused() -> None:
    with pytest.raises(WrongUse, match="nobody"):
        print_labels([], SHEETS[0], DAY)


def test_it_is_read_out_as_one_list_and_printed_at_its_size() -> None:
    made = print_labels([Label(ADDRESS), Label(("Fen Levels Council", "MB7 9FN"))], SHEETS[0], DAY, sender="Elm Lane")
    read = Reading(made.pdf)
    assert read.problems == []
    (everything,) = read.tree.kids
    assert everything.tag == "L"
    assert [[kid.tag for kid in item.kids] for item in everything.kids] == [["LBody"], ["LBody"]]
    said = [[str(line.kids[0]).strip() for line in item.find("P")] for item in everything.kids]
    assert said == [list(ADDRESS), ["Fen Levels Council", "MB7 9FN"]]
    assert read.outline == [(1, "Sheet 1 of 1")]
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert pdf.Root.ViewerPreferences.PrintScaling == pikepdf.Name("/None")
        assert str(pdf.docinfo["/Title"]) == "Address labels, L7160"
    assert (
        made.pdf
        == print_labels(
            [Label(ADDRESS), Label(("Fen Levels Council", "MB7 9FN"))], SHEETS[0], DAY, sender="Elm Lane"
        ).pdf
    )


def test_letters_shrink_to_a_floor_and_then_what_can_be_spared_goes_and_is_told() -> None:
    sheet = BY_CODE["L7651"]
    long = (
        "Ms Ros Ellery",
        "Deputy director of partnerships",
        "Faculty",
        "Wing",
        "Building",
        "Street",
        "Town",
        "MB7 3FE",
    )
    one = fit(long, sheet, spare=(1,))
    assert one.is_cut
    assert one.lines == (long[0], *long[2:])
    assert one.size == sheet.least_size
    made = print_labels([Label(long, (1,)), Label(ADDRESS)], sheet, DAY)
    assert [label.lines for label in made.cut] == [long]
    assert not fit(long, BY_CODE["L7165"]).is_cut


HOSTILE = st.text(max_size=400) | st.sampled_from(
    ["<b>x</b>", "=1+1", "x" * 3000, "שלום עולם", "{{name}}", "\x00\ud800"]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(HOSTILE, min_size=1, max_size=9), min_size=1, max_size=4), st.sampled_from(SHEETS))
def test_whatever_stands_in_an_address_stays_on_its_label(addresses, sheet) -> None:
    labels = [Label(tuple(lines), (0,)) for lines in addresses]
    if not any(page_text(line).strip() for lines in addresses for line in lines):
        with pytest.raises(WrongUse):
            print_labels(labels, sheet, DAY)
        return
    made = print_labels(labels, sheet, DAY)
    assert Reading(made.pdf).problems == []
    for lines in addresses:
        fitted = fit(tuple(lines), sheet)
        assert sheet.least_size <= fitted.size <= sheet.largest_size
        if not fitted.is_cut:
            assert fitted.lines == tuple(line for line in lines if page_text(line).strip())
    for page in words_on(made.pdf):
        for left, top, right, bottom in page:
            assert left >= sheet.left
            assert right <= PAPER_WIDTH - sheet.left
            assert sheet.top - LEADING * 4 <= top <= bottom <= PAPER_HEIGHT - sheet.top + LEADING * 4


def test_verapdf_finds_nothing(tmp_path) -> None:
    if lacking := judge.missing():
        pytest.skip(f"veraPDF cannot run without {lacking}")
    labels = [Label(ADDRESS), Label(("Zoë Ŵyn", "Łódź", "שלום", "👋", "MB1 1AA"))] * 20
    place = tmp_path / "labels.pdf"
    place.write_bytes(print_labels(labels, SHEETS[0], DAY).pdf)
    assert judge.judge([place], "ua1,2a", tmp_path) == []
