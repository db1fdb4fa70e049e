"""A sheet goes out, is edited, and comes back: what differs is shown, written in one step, and taken back in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from models.actions.organisations import (
    OrganisationFields,
    archive_organisation,
    create_organisation,
    edit_organisation,
)
from models.entities import Organisation
from models.errors import BadImport, StaleRecord, WrongUse
from models.queries.forms import find_form
from models.rounds.preview import Fate
from models.rounds.settling import Side, every, settled
from models.rounds.writing import preview_sheet
from models.store import Store
from models.vocabulary import OrganisationKind, Visibility
from models.words import label
from tests.models.rounds.edited_sheets import HEAD, TODAY, Edited, bring, only, said

NAMES = ("Brook Infant School", "Elm Primary School", "Fen Academy", "Harlow Centre")


@pytest.fixture
def places(store: Store) -> dict[str, int]:
    """Four organisations by name."""
    with store.write("Add organisations") as session:
        return {
            name: create_organisation(
                session,
                OrganisationFields(
                    name, OrganisationKind.INSTITUTION, town="Otley", postcode="LS21 1AA", opened_on=date(1902, 9, 1)
                ),
            )
            for name in NAMES
        }


def edit(store: Store, number: int, **values: Any) -> None:
    with store.write("Edit") as session:
        form = find_form(session, "organisation", number, OrganisationFields)
        edit_organisation(session, number, replace(form, **values))


def field(store: Store, number: int, name: str) -> Any:
    with store.read() as session:
        return getattr(session.get_one(Organisation, number), name)


def test_an_untouched_sheet_changes_nothing(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    preview = Edited(store, "organisations", tmp_path).look()
    assert (preview.rows, preview.unchanged, preview.missing, preview.remarks) == ((), 4, (), ())


def test_a_change_is_shown_before_and_after_and_undone_as_one_step(
    store: Store, places: dict[str, int], tmp_path: Path
) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Town", "Ilkley")
    sheet.put("Fen Academy", "Opened", "1 Sept 1904")
    preview = sheet.look()
    assert [(row.name, row.fate, said(row)) for row in preview.rows] == [
        ("Elm Primary School", Fate.CHANGED, {"Town": ("Otley", "Ilkley")}),
        ("Fen Academy", Fate.CHANGED, {"Opened": ("1 September 1902", "1 September 1904")}),
    ]
    assert field(store, places["Elm Primary School"], "town") == "Otley", "looking writes nothing"
    assert bring(store, preview) == 2
    assert field(store, places["Elm Primary School"], "town") == "Ilkley"
    assert store.undo_label() == "Changes from the sheet organisations.xlsx: 2 organisations"
    again = preview_sheet(store, sheet.path, TODAY)
    assert (again.rows, again.unchanged) == ((), 4), "the same sheet twice changes nothing"
    store.undo()
    assert field(store, places["Elm Primary School"], "town") == "Otley"
    assert field(store, places["Fen Academy"], "opened_on") == date(1902, 9, 1)


def test_what_both_changed_is_shown_with_both_and_never_written(
    store: Store, places: dict[str, int], tmp_path: Path
) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Town", "Ilkley")
    sheet.put("Fen Academy", "Town", "Ilkley")
    edit(store, places["Elm Primary School"], town="Guiseley")
    edit(store, places["Fen Academy"], street="Mill Lane")
    preview = sheet.look()
    conflict, changed = preview.rows
    assert conflict.fate is Fate.CONFLICT
    assert conflict.reasons == ("Town: changed in the program since, to “Guiseley”; the sheet says “Ilkley”.",)
    assert (changed.fate, said(changed)) == (Fate.CHANGED, {"Town": ("Otley", "Ilkley")})
    assert "Changed in the program too" in changed.notes[0]
    assert bring(store, preview) == 1
    assert field(store, places["Elm Primary School"], "town") == "Guiseley"
    assert field(store, places["Fen Academy"], "street") == "Mill Lane", "what only the program changed stays"


def test_what_only_the_program_changed_is_no_difference(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    edit(store, places["Elm Primary School"], town="Guiseley", postcode="LS20 8AA")
    preview = sheet.look()
    assert (preview.rows, preview.unchanged) == ((), 4)


def test_a_record_changed_after_the_preview_stops_the_writing(
    store: Store, places: dict[str, int], tmp_path: Path
) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Town", "Ilkley")
    sheet.put("Fen Academy", "Town", "Ilkley")
    preview = sheet.look()
    edit(store, places["Fen Academy"], town="Guiseley")
    with pytest.raises(StaleRecord, match=r"Fen Academy was changed in the program meanwhile\. Nothing was written"):
        bring(store, preview)
    assert field(store, places["Elm Primary School"], "town") == "Otley"


def test_sorted_reordered_thinned_and_padded_sheets_come_back(
    store: Store, places: dict[str, int], tmp_path: Path
) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    rows = [[cell.value for cell in row] for row in sheet.sheet.iter_rows(min_row=HEAD)]
    book, plain = sheet.book, sheet.book.create_sheet("Organisations of mine", 1)
    plain.append(["What the head asked for"])
    plain.append([])
    order = list(range(len(rows[0])))[::-1]
    town = rows[0].index("Town")
    for number, row in enumerate([rows[0], *rows[:0:-1]]):
        if row[1] == "Fen Academy":
            continue
        if row[1] == "Elm Primary School":
            row[town] = "  Ilkley "
        plain.append([row[place] for place in order])
        if number == 1:
            plain.append([])
    del book["Organisations"]
    preview = sheet.look()
    row = only(preview)
    assert (row.name, said(row), preview.unchanged) == ("Elm Primary School", {"Town": ("Otley", "Ilkley")}, 2)
    assert preview.missing == ("Fen Academy",), "what is gone from the sheet is said and left alone"
    assert bring(store, preview) == 1
    assert field(store, places["Fen Academy"], "archived_at") is None


def test_renamed_added_and_removed_columns_are_said(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.sheet.cell(HEAD, sheet.column("Town")).value = "Twon"
    sheet.sheet.cell(HEAD, sheet.column("Key") + 1).value = "Remarks"
    sheet.sheet.cell(HEAD + 1, sheet.column("Key") + 1).value = "nice people"
    sheet.sheet.delete_cols(sheet.column("Street"))
    preview = sheet.look()
    assert (preview.rows, preview.unchanged) == ((), 4)
    assert preview.remarks == (
        "Not read, because the program has no such column: G “Twon”, S “Remarks”.",
        "Not in the sheet any more, so left as they are: “Street”, “Town”.",
    )


def test_without_the_key_rows_are_matched_by_number_and_without_both_refused(
    store: Store, places: dict[str, int], tmp_path: Path
) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Town", "Ilkley")
    sheet.sheet.delete_cols(sheet.column("Key"))
    preview = sheet.look()
    assert said(only(preview)) == {"Town": ("Otley", "Ilkley")}
    assert preview.remarks == ("The column “Key” is gone. The rows were matched by their numbers.",)
    edit(store, places["Elm Primary School"], town="Guiseley")
    assert only(preview_sheet(store, sheet.path, TODAY)).fate is Fate.CONFLICT
    del sheet.book["Keys (leave as they are)"]
    with pytest.raises(BadImport, match="the column “Key” is gone"):
        sheet.look()


def test_one_key_on_two_rows_is_refused_where_they_differ(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    first = sheet.row_of("Elm Primary School")
    for column in range(1, sheet.column("Key") + 1):
        sheet.sheet.cell(20, column).value = sheet.sheet.cell(first, column).value
    assert sheet.look().rows == ()
    sheet.sheet.cell(20, sheet.column("Town")).value = "Ilkley"
    row = only(sheet.look())
    assert (row.number, row.fate) == (20, Fate.REFUSED)
    assert row.reasons[0].startswith(f"This row and row {first} have the same key.")


def test_new_rows_are_offered_once(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.add(Name="Ridge Allotments", Kind="community group", Town="Otley", Email="hello@ridge.example")
    sheet.add(Name="Half a row")
    sheet.add(Name="elm primary school", Kind=label(OrganisationKind.INSTITUTION))
    preview = sheet.look()
    assert [row.fate for row in preview.rows] == [Fate.NEW, Fate.REFUSED, Fate.KNOWN]
    assert preview.rows[0].name == "Ridge Allotments, community group"
    assert preview.rows[1].reasons == ("For a new row enter “Kind”.",)
    assert bring(store, preview) == 1
    again = preview_sheet(store, sheet.path, TODAY)
    assert [row.fate for row in again.rows] == [Fate.KNOWN, Fate.REFUSED, Fate.KNOWN]
    preview = Edited(store, "organisations", tmp_path).look()
    assert (preview.rows, preview.unchanged) == ((), 5)


def test_two_rows_that_say_the_same_are_one(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    row = sheet.add(Name="Ridge Allotments", Kind="Community group")
    sheet.add(Name="Ridge Allotments", Kind="Community group")
    first, second = sheet.look().rows
    assert (first.fate, second.fate) == (Fate.NEW, Fate.REFUSED)
    assert second.reasons == (f"This row says the same as row {row}.",)


def test_put_away_and_foreign_records_are_refused(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Town", "Ilkley")
    with store.write("Put away") as session:
        archive_organisation(session, places["Elm Primary School"])
    row = only(sheet.look())
    assert (row.fate, row.reasons[0][:33]) == (Fate.REFUSED, "This record is no longer there: i")


def test_merged_cells_and_reading_columns(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    town, first = get_column_letter(sheet.column("Town")), HEAD + 2
    sheet.sheet.merge_cells(f"{town}{first}:{town}{first + 1}")
    sheet.put("Brook Infant School", "Closed", date(2026, 1, 1))
    read, merged = sheet.look().rows
    assert read.reasons == ("Column P, “Closed”: is for reading, so it stays as it is.",)
    assert merged.number == first + 1
    assert merged.reasons == ("Cells of this row are merged. Take that back in your spreadsheet program.",)


@pytest.mark.parametrize(
    ("heading", "typed", "after"),
    [
        ("Opened", "2026-01-05", date(2026, 1, 5)),
        ("Opened", "2026-01-05 00:00:00", date(2026, 1, 5)),
        ("Opened", "5/1/26", date(2026, 1, 5)),
        ("Opened", 46027, date(2026, 1, 5)),
        ("Opened", "1552-09-01", "1552-09-01"),
        ("Town", 42, "42"),
        ("Town", 42.5, "42.5"),
        ("Town", True, "Yes"),
        ("Town", "=1+1", None),
        ("Town", None, None),
        ("Postcode", "ls29 8aa", "LS29 8AA"),
        ("Note", "first\r\nsecond  ", "first\nsecond"),
        ("Note", "_x0041_ stays", "_x0041_ stays"),
    ],
)
def test_values_however_they_were_typed(
    store: Store, places: dict[str, int], tmp_path: Path, heading: str, typed: Any, after: Any
) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    if heading == "Opened":
        sheet.sheet.cell(sheet.row_of("Elm Primary School"), sheet.column(heading)).number_format = "General"
    sheet.put("Elm Primary School", heading, typed)
    if typed == "_x0041_ stays":
        sheet.put("Elm Primary School", heading, "_x005F_x0041_ stays")
    row = only(sheet.look())
    if typed == "=1+1":
        assert row.fate is Fate.REFUSED
        assert "the formula was never worked out" in row.reasons[0]
        return
    assert row.fate is Fate.CHANGED, row.reasons
    assert row.changes[0].after == after
    bring(store, sheet.look())
    assert preview_sheet(store, sheet.path, TODAY).rows == ()


@pytest.mark.parametrize(
    ("heading", "typed", "why"),
    [
        ("Opened", "soon", "“soon” is not a date. Enter one like 27/11/2026"),
        ("Opened", "31/02/2026", "“31/02/2026” is not a date. Enter one like 27/11/2026"),
        ("Opened", True, "“Yes” is not a date. Enter one like 27/11/2026"),
        ("Ward", "Nowhere", "“Nowhere” is not one of the list"),
        ("Name", None, "this may not be empty"),
        ("Town", date(2026, 9, 1), "the spreadsheet program made a date of it (1 September 2026); "
                                   "type it again with an apostrophe before it"),
        ("Town", "#REF!", "the cell shows the error #REF!"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_place(
    store: Store, places: dict[str, int], tmp_path: Path, heading: str, typed: Any, why: str
) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    number = sheet.row_of("Elm Primary School")
    cell = sheet.sheet.cell(number, sheet.column(heading))
    cell.value = typed
    if typed == "#REF!":
        cell.data_type = "e"
    preview = sheet.look()
    row = only(preview)
    assert (preview.file, row.number, row.fate) == ("organisations.xlsx", number, Fate.REFUSED)
    assert row.reasons == (f"Column {cell.column_letter}, “{heading}”: {why}",)


def test_what_an_action_refuses_is_refused_in_the_preview(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    edit(store, places["Elm Primary School"], closed_on=date(2020, 8, 31))
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Opened", date(2021, 9, 1))
    sheet.put("Fen Academy", "Email", "not an address")
    sheet.put("Harlow Centre", "Town", "Ilkley")
    preview = sheet.look()
    assert [row.fate for row in preview.rows] == [Fate.REFUSED, Fate.REFUSED, Fate.CHANGED]
    assert preview.rows[0].reasons == ("It closed before it opened. Enter a closing date after the opening.",)
    assert bring(store, preview) == 1
    assert field(store, places["Elm Primary School"], "opened_on") == date(1902, 9, 1)


def test_a_refusal_while_writing_takes_everything_back(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Town", "Ilkley")
    sheet.put("Fen Academy", "Opened", date(2021, 9, 1))
    preview = sheet.look()
    edit(store, places["Fen Academy"], closed_on=date(2020, 8, 31))
    with pytest.raises(WrongUse, match=r"Row 7, Fen Academy: It closed before it opened\. .* Nothing was written"):
        bring(store, preview)
    assert field(store, places["Elm Primary School"], "town") == "Otley"


def test_confidential_records_go_out_only_when_asked_for(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    edit(store, places["Elm Primary School"], visibility=Visibility.CONFIDENTIAL)
    sheet = Edited(store, "organisations", tmp_path)
    assert (len(sheet.out.rows), sheet.out.left_out) == (3, 1)
    assert len(Edited(store, "organisations", tmp_path, confidential=True).out.rows) == 4


def test_long_sheets_are_read_whole_and_tried_in_part(
    store: Store, places: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.rounds.fetching.MANY", 1)
    monkeypatch.setattr("models.rounds.writing.MOST_TRIED", 1)
    sheet = Edited(store, "organisations", tmp_path)
    for name in NAMES[:2]:
        sheet.put(name, "Email", "not an address")
    sheet.add(Name="Ridge Allotments", Kind="Community group")
    sheet.add(Name="Elm Primary School", Kind=label(OrganisationKind.INSTITUTION))
    preview = sheet.look()
    assert [row.fate for row in preview.rows] == [Fate.REFUSED, Fate.CHANGED, Fate.NEW, Fate.KNOWN]
    assert preview.remarks[-1].startswith("The first 1 changes were tried")
    with pytest.raises(WrongUse, match=r"Row 6, Elm Primary School: Enter an email address, .* Nothing was written"):
        bring(store, preview)
    assert len(Edited(store, "organisations", tmp_path).out.rows) == 4


def test_a_number_where_a_code_is_meant_is_remarked_on(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Phone", 1632960101)
    row = only(sheet.look())
    assert row.changes[0].after == "1632960101"
    assert row.notes == ("Column L, “Phone”: came as a number, so a 0 at its beginning may be lost.",)


def test_the_keys_may_be_in_sight(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    keys = sheet.book["Keys (leave as they are)"]
    keys.sheet_state = "visible"
    sheet.book.move_sheet(keys, -2)
    sheet.put("Elm Primary School", "Town", "Ilkley")
    preview = sheet.look()
    assert (said(only(preview)), preview.remarks) == ({"Town": ("Otley", "Ilkley")}, ())


def test_what_both_changed_is_written_as_a_person_decides(store: Store, places: dict[str, int], tmp_path: Path) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Town", "Ilkley")
    sheet.put("Elm Primary School", "Street", "Church Lane")
    sheet.put("Elm Primary School", "Short name", "Elm")
    sheet.put("Fen Academy", "Town", "Ilkley")
    edit(store, places["Elm Primary School"], town="Guiseley", street="High Street")
    edit(store, places["Fen Academy"], town="Pool")
    preview = sheet.look()
    elm, fen = preview.rows
    half = settled(preview, {(elm.number, "town"): Side.SHEET})
    assert [row.fate for row in half.rows] == [Fate.CONFLICT, Fate.CONFLICT], "one of the two values is not decided"
    choices = {
        (elm.number, "town"): Side.SHEET,
        (elm.number, "street"): Side.PROGRAM,
        (fen.number, "town"): Side.PROGRAM,
    }
    decided = settled(preview, choices)
    assert [row.name for row in decided.taken] == ["Elm Primary School"]
    assert decided.unchanged == preview.unchanged + 1, "of the other nothing is left to write"
    assert bring(store, decided) == 1
    kept = {name: field(store, places["Elm Primary School"], name) for name in ("town", "street", "short_name")}
    assert kept == {"town": "Ilkley", "street": "High Street", "short_name": "Elm"}
    assert field(store, places["Fen Academy"], "town") == "Pool"
    store.undo()
    assert field(store, places["Elm Primary School"], "town") == "Guiseley"


def test_what_was_decided_is_not_written_over_what_somebody_changes_meanwhile(
    store: Store, places: dict[str, int], tmp_path: Path
) -> None:
    sheet = Edited(store, "organisations", tmp_path)
    sheet.put("Elm Primary School", "Town", "Ilkley")
    edit(store, places["Elm Primary School"], town="Guiseley")
    preview = sheet.look()
    decided = settled(preview, every(preview, Side.SHEET))
    edit(store, places["Elm Primary School"], town="Menston")
    with pytest.raises(StaleRecord):
        bring(store, decided)
    assert field(store, places["Elm Primary School"], "town") == "Menston"
