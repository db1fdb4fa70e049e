"""A sheet that nobody changed says nothing new: whatever the records say, and whichever program saved it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.actions.organisations import OrganisationFields, create_organisation
from models.errors import WrongUse
from models.rounds.columns import ColumnKind, RoundColumn
from models.rounds.keys import key_text, looks_like_key, read_key
from models.rounds.kinds import ROUNDS
from models.rounds.options import named
from models.rounds.values import fingerprint, own_value, shown, taken
from models.rounds.writing import preview_sheet
from models.sample import fill_example
from models.store import Store
from models.vocabulary import OrganisationKind
from tests.models.rounds.edited_sheets import TODAY, Edited

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | st.sampled_from(
    [
        "=1+1",
        "'quoted",
        "_x0041_",
        "007",
        "1/2",
        "31/12/2026",
        "TRUE",
        " two  blanks ",
        "a\r\nb\n\n c\t",
        "ﬁ é e\u0301",
        "\u202ehidden",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(TEXTS, TEXTS, TEXTS, st.none() | st.dates(date(1500, 1, 1), date(2199, 12, 31))),
        min_size=1,
        max_size=8,
    )
)
def test_no_text_and_no_day_is_a_difference(
    new_book: Path, tmp_path: Path, rows: list[tuple[str, str, str, date]]
) -> None:
    path = tmp_path / "book.liaison"
    shutil.copyfile(new_book, path)
    store = Store.open(path)
    with store.write("Add") as session:
        for number, (name, town, note, opened) in enumerate(rows):
            fields = OrganisationFields(
                f"{name} {number}", OrganisationKind.OTHER, town=town, postcode=town, note=note, opened_on=opened
            )
            create_organisation(session, fields)
    preview = Edited(store, "organisations", tmp_path).look()
    assert (preview.rows, preview.unchanged) == ((), len(rows))
    store.close()


@given(TEXTS)
def test_a_text_reads_as_it_is_shown(text: str) -> None:
    column = RoundColumn("x", "X", "")
    cell = shown(column, None, text)
    if cell is not None:
        assert isinstance(cell, str)
        again = taken(column, None, cell, TODAY)
        assert again == cell
        assert shown(column, None, own_value(column, None, again)) == cell
    key = key_text("people", "0" * 36, 7, [cell])
    assert looks_like_key(key)
    found = read_key(key, 1)
    assert found is not None
    assert (found.version, found.prints) == (7, (fingerprint(cell),))


@given(st.dates())
def test_a_day_reads_as_it_is_shown(day: date) -> None:
    column = RoundColumn("x", "X", "", ColumnKind.DAY)
    cell = shown(column, None, day)
    assert isinstance(cell, str | date)
    assert own_value(column, None, taken(column, None, cell, TODAY)) == day


@given(st.lists(TEXTS | st.sampled_from(["A", "a", "A (no. 1)", ""]), max_size=12))
def test_names_of_a_list_are_told_apart(names: list[str]) -> None:
    options = named([(number, name, True) for number, name in enumerate(names)])
    for number in range(len(names)):
        label = options.label_of(number)
        assert label is not None
        assert options.value_of(label) == number


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the example school."""
    path = tmp_path_factory.mktemp("example") / "book.liaison"
    Store.create(path).close()
    store = Store.open(path)
    with store.write("Fill in the example") as session:
        fill_example(session, TODAY)
    store.close()
    return path


def test_no_sheet_of_the_example_differs_from_its_book(example: Path, tmp_path: Path) -> None:
    store = Store.open(example)
    for key in ROUNDS:
        sheet = Edited(store, key, tmp_path, confidential=True)
        preview = sheet.look()
        assert (preview.rows, preview.unchanged, preview.missing) == ((), len(sheet.out.rows), ()), key
        assert sheet.out.rows
    store.close()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_no_sheet_differs_after_libreoffice_saved_it(example: Path, tmp_path: Path) -> None:
    store = Store.open(example)
    sheets = {key: Edited(store, key, tmp_path) for key in ROUNDS}
    saved = tmp_path / "saved"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(saved),
            *(str(sheet.path) for sheet in sheets.values()),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    for key, sheet in sheets.items():
        preview = preview_sheet(store, saved / sheet.path.name, TODAY)
        assert (preview.rows, preview.unchanged, preview.missing) == ((), len(sheet.out.rows), ()), key
    store.close()


def test_a_kind_that_is_not_there_is_told() -> None:
    from models.rounds.kinds import find_round

    with pytest.raises(WrongUse, match="There is no sheet of “planets”"):
        find_round("planets")
