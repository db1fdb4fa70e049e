"""Lists that schools keep for themselves, with all that grows in them."""

from __future__ import annotations

from datetime import date

import pytest

from models.exchange.contact_tables import TableChoices, read_contact_table
from tests.models.exchange.contact_tables.made_tables import (
    csv_file,
    held,
    organisation,
    person,
    read,
    ways,
    workbook,
)

HEAD = ["Organisation", "Contact name(s)", "Role", "Tel", "Mobile", "E-mail", "Last contacted"]
GROWN = [
    ["Elm Lane Primary – useful contacts"],
    ["Last updated 3/9/25 by the office"],
    [],
    HEAD,
    ["Millbrook Primary", "Mrs Z Renée-Clarke", "Headteacher", 1632960101, "07700 900101", "head@mill.example",
     date(2025, 9, 1)],
    [None, "Mr P. Jones / Ms A. Khan", "Co-chairs, PTA", "01632 960102 (eve)", 7700900102,
     "pta@mill.example; akhan@b.example", "12/10/25"],
    ["Exampleshire CC", "Cllr Bob O'Neill", "Councillor (Petersfield)", "01632 960103", None, "b.oneill@cc.example",
     45931],
    ["Food bank", "Volunteer rota – ring first", None, "01632960104", None, "n/a", "Sept 2025"],
    [],
    ["SECONDARIES"],
    ["Hills Academy", "Dr. James MacDonald-Smith", "Principal", "+44 (0)1632 960105", None, "p@hills.example",
     "31/02/2025"],
    ["Total", 6],
]  # fmt: skip


def test_a_list_with_everything_that_grows_in_one(tmp_path):
    found = read(tmp_path, GROWN, ["A1:G1", "A2:G2", "A5:A6"])
    assert found.recognised.head_row == 4
    assert found.headings == tuple(HEAD)
    assert [(one.number, one.name) for one in found.contacts] == [
        (5, "Mrs Z Renée-Clarke"),
        (6, "Mr P. Jones"),
        (6, "Ms A. Khan"),
        (7, "Cllr Bob O'Neill"),
        (8, "Food bank"),
        (11, "Dr. James MacDonald-Smith"),
    ]
    assert any("Elm Lane Primary" in remark for remark in found.recognised.remarks)
    assert [remark for remark in found.remarks if "SECONDARIES" in remark or "total" in remark] == list(found.remarks)
    assert not any(one.refusal for one in found.contacts)


def test_a_merged_organisation_is_everybodys_and_shared_numbers_are_doubted(tmp_path):
    head, jones, khan = map(person, read(tmp_path, GROWN, ["A5:A6"]).contacts[:3])
    assert {one.place.name for one in (head, jones, khan)} == {"Millbrook Primary"}
    assert not head.doubts
    assert ways(khan)[0] == ("email", "akhan@b.example")
    assert ("email", "akhan@b.example") not in ways(jones)
    assert ("email", "pta@mill.example") in ways(jones)
    assert ("email", "pta@mill.example") in ways(khan)
    assert jones.doubts == khan.doubts
    assert any("two people" in doubt for doubt in jones.doubts)
    assert any("given to each of them" in doubt for doubt in jones.doubts)


def test_without_a_merged_cell_the_organisation_of_the_row_above_is_a_doubt(tmp_path):
    lone = [
        HEAD,
        ["Millbrook", "Ann Bell"],
        [None, "Bob Cole"],
        ["Hills", "Cy Dale"],
        [None, None, None, "01632 960000"],
    ]
    ann, bob, cy, *_rest = map(person, read(tmp_path, lone).contacts)
    assert (ann.place.name, ann.doubts) == ("Millbrook", ())
    assert bob.place.name == "Millbrook"
    assert "row above" in bob.doubts[0]
    assert cy.place.name == "Hills"


def test_a_list_that_repeats_its_organisations_leaves_blanks_alone(tmp_path):
    rows = [HEAD, ["Millbrook", "Ann Bell"], ["Millbrook", "Bob Cole"], [None, "Cy Dale"]]
    assert person(read(tmp_path, rows).contacts[2]).place.name == ""


def test_dates_are_day_first_and_never_silently_wrong(tmp_path):
    notes = {one.number: (one.note, one.doubts) for one in read(tmp_path, GROWN).contacts}
    assert notes[5][0] == "Last contacted: 1 September 2025"
    assert notes[6][0] == "Last contacted: 12 October 2025"
    assert notes[7][0] == "Last contacted: 1 October 2025"
    assert notes[8][0] == "Last contacted: September 2025"
    assert notes[11] == ("Last contacted: 31/02/2025", ("Last contacted: There is no such day as “31/02/2025”.",))


def test_month_first_is_only_what_somebody_says(tmp_path):
    rows = [
        ["Name", "Role", "Start date"],
        ["Ann Bell", "Clerk", "12/31/2025"],
        ["Bob Cole", "Chair", "1/2/2025"],
    ]
    by_day = read(tmp_path, rows).contacts
    assert "month first" in by_day[0].doubts[0]
    by_month = read_contact_table(tmp_path / "list.xlsx", TableChoices(dates="month first")).contacts
    assert not by_month[0].doubts
    assert [person(one).offices[0].starts_on for one in by_month] == [date(2025, 12, 31), date(2025, 1, 2)]


def test_roles_have_the_programs_words_the_local_ones_ward_and_dates(tmp_path):
    rows = [
        ["School", "Name", "Role", "Appointed", "Term of office ends", "Until"],
        ["Millbrook", "Ann Bell", "Chair of Governors", "1.9.2023", "31/08/2027", "31/08/2026"],
        ["Exampleshire CC", "Bob Cole", "Councillor, Petersfield", "May 2023", None, None],
    ]
    ann, bob = map(person, read(tmp_path, rows).contacts)
    (office,) = ann.offices
    assert (office.role, office.job_title) == ("Chair of governors", "")
    assert (office.starts_on, office.term_ends_on) == (date(2023, 9, 1), date(2027, 8, 31))
    assert office.ends_on == date(2026, 9, 1)
    assert (bob.offices[0].role, bob.offices[0].ward, bob.offices[0].starts_on) == ("Councillor", "Petersfield", None)
    assert "not known to the day" in bob.doubts[0]


def test_a_row_without_a_person_is_its_organisation_and_words_are_kept(tmp_path):
    food = organisation(read(tmp_path, GROWN).contacts[4])
    assert food.place.name == "Food bank"
    assert [(way.value, way.label) for way in food.ways] == [("01632960104", "Volunteer rota – ring first")]
    assert "stands where a name should" in food.doubts[0]


def test_nobody_in_the_row_is_told_and_nothing_at_all_is_refused(tmp_path):
    rows = [
        ["Name", "Role", "Email", "School"],
        ["VACANCY", "Chair of governors", None, "Millbrook"],
        [None, None, "a@b.example", None],
        ["tbc", "Head", None, None],
        ["School office", None, "office@mill.example", None],
    ]
    vacant, lone, nobody, office = read(tmp_path, rows).contacts
    assert organisation(vacant).remarks == ("“VACANCY” says that there is nobody, so nobody comes in.",)
    assert lone.refusal == "There is “a@b.example” and no name of a person or organisation."
    assert lone.cells == ("", "", "a@b.example", "")
    assert nobody.refusal
    assert "no person’s name" in organisation(office).doubts[0]


def test_two_row_heads_and_several_people_in_a_row(tmp_path):
    rows = [
        ["Our partner schools", None, None, None, None, None],
        ["School", "Headteacher", None, "Chair of governors", None, "Office"],
        [None, "Name", "Email", "Name", "Email", "Tel"],
        ["Millbrook", "Mrs Ann Bell", "ab@mill.example", "Mr Bob Cole", "bc@mill.example", "01632 960000"],
        ["Hills", "VACANT", None, "Ms Cy Dale", None, "01632 960001"],
    ]
    found = read(tmp_path, rows, ["A1:F1", "A2:A3", "B2:C2", "D2:E2"])
    assert found.recognised.head_row == 3
    assert found.headings[1:3] == ("Headteacher Name", "Headteacher Email")
    mill, ann, bob, hills, cy = found.contacts
    assert ways(organisation(mill)) == [("phone", "01632 960000")]
    assert (ann.name, person(ann).offices[0].role, ways(ann)) == (
        "Mrs Ann Bell",
        "Head of institution",
        [("email", "ab@mill.example")],
    )
    assert (bob.name, person(bob).offices[0].role, ways(bob)) == (
        "Mr Bob Cole",
        "Chair of governors",
        [("email", "bc@mill.example")],
    )
    assert (hills.name, cy.name) == ("Hills", "Ms Cy Dale")


def test_columns_repeated_after_each_name_belong_to_it(tmp_path):
    rows = [
        ["School", "Headteacher", "Email", "Clerk", "Email", "School phone", "Postcode"],
        ["Millbrook", "Ann Bell", "ab@m.example", "Bob Cole", "bc@m.example", "01632 960000", "mb4 2el"],
    ]
    school, ann, bob = read(tmp_path, rows).contacts
    assert ways(organisation(school)) == [("phone", "01632 960000")]
    assert organisation(school).postal.postcode == "MB4 2EL"
    assert (ways(ann), ways(bob)) == ([("email", "ab@m.example")], [("email", "bc@m.example")])


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 3, 1)])
def test_beside_one_head_plain_columns_are_the_schools_but_for_an_address_with_their_name(tmp_path, order):
    heading = ["School", "Headteacher", "Tel", "Email"]
    row = ["Millbrook", "Mrs Ann Bell", "01632 960000", "office@m.example; a.bell@m.example"]
    rows = [[cells[place] for place in order] for cells in (heading, row)]
    school, ann = read(tmp_path, rows).contacts
    assert ways(organisation(school)) == [("email", "office@m.example"), ("phone", "01632 960000")]
    assert ways(ann) == [("email", "a.bell@m.example")]


def test_a_list_of_organisations_has_no_people(tmp_path):
    rows = [
        ["Name", "Address", "Postcode", "Website", "Tel"],
        ["Abbey House Museum", "Abbey Walk, Kirkstall", "LS5 3EH", "museum.example.org", "0113 4960000"],
        ["Riverside Theatre Company", "1 High St\nLeeds\nLS1 1UR", None, None, None],
        ["Friends of the Park", None, "not known", None, None],
    ]
    abbey, river, friends = map(organisation, read(tmp_path, rows).contacts)
    assert (abbey.postal.lines, abbey.postal.postcode) == (("Abbey Walk", "Kirkstall"), "LS5 3EH")
    assert (abbey.website, ways(abbey)) == ("museum.example.org", [("phone", "0113 4960000")])
    assert (river.postal.lines, river.postal.postcode) == (("1 High St", "Leeds"), "LS1 1UR")
    assert not friends.postal


def test_headings_padded_doubled_and_unknown_and_empty_columns(tmp_path):
    text = (
        ",,Spring list,,,\r\n Name\xa0 ,E-mail  ,Email,Shoe size,,\r\nAnn Bell,a@b.example\xa0,a2@b.example,39,,\r\n"
        "Bob Cole,b@b.example,,41,,\r\n"
    )
    found = read_contact_table(csv_file(tmp_path, text, "cp1252"))
    assert found.recognised.encoding == "windows-1252"
    assert found.recognised.head_row == 2
    assert held(found) == {"Name": "name", "E-mail": "email", "Email": "email", "Shoe size": "", "E": "", "F": ""}
    assert ways(found.contacts[0]) == [("email", "a@b.example"), ("email", "a2@b.example")]
    assert any("Shoe size" in remark for remark in found.recognised.remarks)


def test_without_headings_columns_are_known_by_what_stands_in_them(tmp_path):
    text = "Ann Bell\tMillbrook School\ta@b.example\t07700 900001\nBob Cole\tHills Academy\tb@b.example\t07700 900002\n"
    found = read_contact_table(csv_file(tmp_path, text))
    assert found.recognised.head_row is None
    assert found.recognised.delimiter == "\t"
    assert list(held(found).values()) == ["name", "organisation", "email", "mobile"]
    assert (found.contacts[1].name, person(found.contacts[1]).place.name) == ("Bob Cole", "Hills Academy")


def test_headings_that_say_less_than_their_cells(tmp_path):
    rows = [
        ["Contact", "Title", "Number", "Organisation"],
        ["a@b.example", "Headteacher", "Ann Bell", "Hills"],
        ["b@b.example", "Caretaker", "Bob Cole", "Mill"],
    ]
    assert held(read(tmp_path, rows)) == {
        "Contact": "email",
        "Title": "role",
        "Number": "name",
        "Organisation": "organisation",
    }


def test_lists_written_as_text_are_their_values(tmp_path):
    text = "schools,postcodes\n['Carr Manor Community School'],['LS17 5DJ']\n\"['Hills School', 'Mill School']\",\n"
    carr, hills, mill = map(organisation, read_contact_table(csv_file(tmp_path, text)).contacts)
    assert (carr.name, carr.postal.postcode, carr.doubts) == ("Carr Manor Community School", "LS17 5DJ", ())
    assert (hills.name, mill.name) == ("Hills School", "Mill School")
    assert "2 organisations" in hills.doubts[0]


def test_an_organisation_told_again_comes_in_once(tmp_path):
    rows = [
        ["School", "Name", "School phone"],
        ["Hills", "Ann Bell", "01632 960000"],
        ["Hills", "Bob Cole", "01632 960000"],
    ]
    found = read(tmp_path, rows)
    assert [one.name for one in found.contacts] == ["Hills", "Ann Bell", "Bob Cole"]
    assert (
        found.remarks == ("1 rows say again what a row above says of an organisation.",) or "again" in found.remarks[0]
    )


def test_cells_that_begin_like_formulas_are_text(tmp_path):
    text = (
        "Name,Email,Notes\nAnn Bell,a@b.example,\"=cmd|' /C calc'!A0\"\n@Bob,b@b.example,-\n+Cy Dale,c@b.example,+1\n"
    )
    ann, bob, cy = read_contact_table(csv_file(tmp_path, text)).contacts
    assert ann.note == "=cmd|' /C calc'!A0"
    assert bob.refusal
    assert ways(cy) == [("email", "c@b.example")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_delimiter_and_encoding(tmp_path, delimiter, encoding):
    text = (
        delimiter.join(["Name", "Email", "School"])
        + "\r\n"
        + delimiter.join(["Zoë Bell", "a@b.example", "St Thomas à Becket"])
    )
    found = read_contact_table(csv_file(tmp_path, text, encoding))
    assert (found.contacts[0].name, person(found.contacts[0]).place.name) == ("Zoë Bell", "St Thomas à Becket")
    assert found.recognised.delimiter == delimiter


def test_excels_own_first_line_tells_the_delimiter(tmp_path):
    found = read_contact_table(csv_file(tmp_path, "sep=;\nName;Email\nAnn Bell;a@b.example\n"))
    assert (found.recognised.delimiter, found.recognised.head_row, found.contacts[0].name) == (";", 2, "Ann Bell")


def test_hidden_sheets_columns_and_other_sheets_are_told(tmp_path):
    from openpyxl import load_workbook

    path = workbook(tmp_path, [["Name", "Email"], ["Ann Bell", "a@b.example"]])
    book = load_workbook(path)
    secret, other = book.create_sheet("Old"), book.create_sheet("Governors")
    secret.sheet_state = "hidden"
    for sheet in (secret, other):
        sheet.append(["Name", "Email"])
        sheet.append(["Bob Cole", "b@b.example"])
    book.worksheets[0].column_dimensions["B"].hidden = True
    book.save(path)
    found = read_contact_table(path)
    told = " ".join(found.recognised.remarks)
    assert "“Old”" in told
    assert "“Governors”" in told
    assert "hidden in the workbook were read too: B" in told
    assert [one.name for one in found.contacts] == ["Ann Bell"]
    assert found.recognised.sheets == ("Sheet", "Old", "Governors")
    assert [one.name for one in read_contact_table(path, TableChoices(sheet="old")).contacts] == ["Bob Cole"]


def test_days_of_a_workbook_that_counts_from_1904(tmp_path):
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    path = workbook(
        tmp_path,
        [["Name", "Email", "Last contacted"], ["Ann Bell", "a@b.example", None], ["Bo Lee", "b@b.example", 44469]],
    )
    book = load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0]["C2"] = date(2025, 10, 1)
    book.save(path)
    assert [one.note for one in read_contact_table(path).contacts] == ["Last contacted: 1 October 2025"] * 2


def test_a_post_alone_heads_the_rows_below_and_dates_without_a_role_are_doubted(tmp_path):
    rows = [["Name", "Category", "Start", "Email"], ["Chair"], ["Mrs C Dale", "LA", "1 Sept 2022", "c@b.example"]]
    found = read(tmp_path, rows)
    assert "“Chair”, is a heading" in found.remarks[0]
    assert [one.name for one in found.contacts] == ["Mrs C Dale"]
    assert "no role" in found.contacts[0].doubts[0]


def test_somebody_at_two_organisations_is_doubted(tmp_path):
    (bob,) = read(tmp_path, [["Name", "School", "Email"], ["Bob Cole", "Hills; Mill", "b@b.example"]]).contacts
    assert person(bob).place.name == "Hills"
    assert "several organisations" in bob.doubts[0]


def test_a_councillor_with_party_and_ward(tmp_path):
    rows = [["Name", "Party", "Ward", "Email"], ["Cllr Priya Nair", "Green", "Petersfield", "p@cc.example"]]
    (office,) = person(read(tmp_path, rows).contacts[0]).offices
    assert (office.role, office.party, office.ward) == ("Councillor", "Green", "Petersfield")
