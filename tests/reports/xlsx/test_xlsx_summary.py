"""The words of the paper, the links, the charts and what the workbook says of itself."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest

from reports.document import Chart, ChartKind, Column, Document, Facts, Heading, Kind, Series, Span, Table, paragraph
from reports.xlsx import write_xlsx, xlsx_bytes
from tests.reports.xlsx.xlsx_sample import CHART, SAMPLE, TAKE_UP, moment, parts, read, table_document

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHARTS = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def words(document):
    return [(row[0].value, row[1].value) for row in read(document)["Summary"].iter_rows(max_col=2)]


def test_summary_reads_from_top_to_bottom():
    lines = words(SAMPLE)
    assert lines[0] == ("External relations report", None)
    assert lines[1:3] == [("Example High School", None), ("Autumn term 2026", None)]
    sentence = " ".join(line[0] for line in lines[3:5])
    assert sentence == (
        "This workbook holds 5 tables and 2 charts as at 22 November 2026. The words of the paper are on this sheet. "
        "Each table is on a sheet of its own, with its headings in row 4."
    )
    for wanted in (
        ("To", "The governing board"),
        ("Meeting", moment(2026, 12, 3)),
        ("As at", moment(2026, 11, 22)),
        ("Event take-up", "Event take-up (2 rows)"),
        ("Purpose", None),
        (None, "We spoke with nine schools as the register"),
        ("1.", "Note the report."),
        ("2.", "=2+2"),
        ("•", "Outer"),
        ("–", "inner"),
        ("Visits", 12),
        ("Open", "Yes"),
        ("Unknown", None),
        ("Table", "Event take-up (on the sheet “Event take-up”)"),
        (None, "Summer fair is highest with 20 asked & 11 displayed."),
    ):
        assert wanted in lines
    assert lines.index((None, "Read this.")) > lines.index(("Open", "Yes"))


def test_bold_words_stay_bold():
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(xlsx_bytes(SAMPLE)), rich_text=True)["Summary"]
    rich = next(cell.value for (cell,) in sheet.iter_rows(min_col=2, max_col=2) if "nine schools" in str(cell.value))
    assert [part.text for part in rich if part.font.b] == ["nine schools"]


def test_only_allowed_addresses_become_links():
    sheet = read(SAMPLE)["Summary"]
    links = {cell.value: cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links["the register"].target == "https://a.gov.uk/x"
    assert links["See take-up"].location == "'Event take-up'!A1"
    assert links["Event take-up"].location == "'Event take-up'!A1"
    text = "".join(parts(SAMPLE).values())
    assert "javascript" not in text
    assert "file://" not in text
    assert {"Bad share"} & {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_link_to_a_heading_leads_to_its_row():
    document = Document(
        "T", (Heading("One"), Heading("Two", anchor="two"), paragraph(Span("go", link="#two"))), date(2026, 1, 1)
    )
    sheet = read(document)["Summary"]
    (link,) = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    sheet_name, at = link.location.split("!")
    assert sheet_name == "'Summary'"
    assert sheet[at].value == "Two"


def test_long_paragraphs_go_on_in_the_next_row():
    text = "".join(f"sentence {number} of many, " for number in range(2_000))
    document = Document("T", (paragraph(text, Span("bold end", bold=True)),), date(2026, 1, 1))
    pieces = [row[1] for row in words(document)[3:] if row[1]]
    assert "".join(pieces) == text + "bold end"
    assert len(pieces) > 10
    assert all(len(piece) <= 1_800 for piece in pieces)


def test_charts_say_what_they_show():
    files = parts(SAMPLE)
    frames = [
        ElementTree.fromstring(text).find(f".//{DRAWING}cNvPr")
        for name, text in sorted(files.items())
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
    ]
    assert [(frame.get("name"), frame.get("descr")) for frame in frames] == [
        ("Take-up of events", "Summer fair is highest with 20 asked & 11 displayed."),
        ("By month", "October is higher."),
    ]


def test_a_chart_points_at_the_table_that_holds_its_figures():
    files = parts(SAMPLE)
    chart = ElementTree.fromstring(files["xl/charts/chart1.xml"])
    addresses = [element.text for element in chart.iter(f"{CHARTS}f")]
    assert addresses == [
        "'Event take-up'!$B$4",
        "'Event take-up'!$A$5:$A$6",
        "'Event take-up'!$B$5:$B$6",
        "'Event take-up'!$C$4",
        "'Event take-up'!$A$5:$A$6",
        "'Event take-up'!$C$5:$C$6",
    ]
    kept = [element.text for element in chart.iter(f"{CHARTS}v")]
    assert kept == [
        "Asked",
        "Open evening",
        "Summer fair",
        "12",
        "20",
        "Displayed",
        "Open evening",
        "Summer fair",
        "7",
        "11",
    ]
    titles = ["".join(title.itertext()) for title in chart.iter(f"{CHARTS}title")]
    assert titles == ["Take-up of events", "Event", "Organisations"]
    assert [element.get("val") for element in chart.iter(f"{CHARTS}delete")] == ["0", "0"]
    assert chart.find(f".//{CHARTS}showVal").get("val") == "1"


def test_a_chart_without_a_table_brings_its_own():
    sheet = read(SAMPLE)["By month"]
    assert [list(row) for row in sheet.iter_rows(4, 6, values_only=True)] == [
        ["Category", "In"],
        ["Sep", 3],
        ["Oct", 5.5],
    ]
    assert len(sheet.tables) == 1


@pytest.mark.parametrize("kind", list(ChartKind))
def test_series_are_told_apart_without_colour(kind):
    series = tuple(Series(f"S{number}", (1.0, 2.0)) for number in range(4))
    document = Document("T", (Chart("c", "C", ("a", "b"), series, "Four series.", kind),), date(2026, 1, 1))
    root = ElementTree.fromstring(parts(document)["xl/charts/chart1.xml"])
    looks = []
    for one in root.iter(f"{CHARTS}ser"):
        symbol = one.find(f".//{CHARTS}symbol")
        pattern = one.find(f"{CHARTS}spPr/{MAIN}pattFill")
        dash = one.find(f"{CHARTS}spPr/{MAIN}ln/{MAIN}prstDash")
        looks.append(
            (symbol.get("val"), dash.get("val")) if symbol is not None else pattern is not None and pattern.get("prst")
        )
    assert len(looks) == len(set(looks)) == 4


def test_a_chart_of_equal_columns_takes_the_one_of_its_name():
    table = Table(
        "t", "T", (Column("A"), Column("B", Kind.INTEGER), Column("C", Kind.INTEGER)), (("x", 1, 1), ("y", 2, 2))
    )
    chart = Chart("c", "Chart", ("x", "y"), (Series("C", (1, 2)), Series("B", (1, 2))), "alt")
    text = parts(Document("T", (chart, table), date(2026, 1, 1)))["xl/charts/chart1.xml"]
    assert re.findall(r"\$([BC])\$4<", text) == ["C", "B"]


def test_workbook_says_what_it_is():
    workbook = read(SAMPLE)
    properties = workbook.properties
    assert (properties.title, properties.creator, properties.language) == (
        "External relations report",
        "Example High School",
        "en-GB",
    )
    assert properties.subject == "External relations"
    assert properties.created == properties.modified == moment(2026, 11, 22)
    assert workbook.sheetnames == [
        "Summary",
        "Engagement by organisation",
        "Event take-up",
        "Late commitments",
        "By month",
        "About the columns",
    ]
    assert workbook.defined_names["As_at"].attr_text.startswith("'Summary'!$B$")
    at = workbook.defined_names["As_at"].attr_text.split("!")[1]
    assert workbook["Summary"][at].value == moment(2026, 11, 22)
    assert workbook.defined_names["TitleRegion2.a4.j8.2"].attr_text == "'Engagement by organisation'!$A$4"
    assert "openpyxl" not in "".join(parts(SAMPLE).values()).casefold()


def test_columns_are_explained_on_the_last_sheet():
    sheet = read(SAMPLE)["About the columns"]
    rows = [list(row) for row in sheet.iter_rows(4, 6, values_only=True)]
    assert rows[0] == ["Column", "Sheet", "Kind of value", "Meaning", "Words when not known"]
    assert rows[2] == ["URN", "Engagement by organisation", "Reference, kept as text", "Unique reference number.", None]


def test_a_document_without_tables_is_one_sheet():
    document = Document("", (paragraph("Words."),), date(2026, 1, 1))
    assert read(document).sheetnames == ["Summary"]
    assert words(document)[0][0] == "Report"


def test_header_text_cannot_hold_codes():
    sheet = read(table_document(TAKE_UP, title="20 schools & colleges"))["Event take-up"]
    assert "20 schools && colleges" in sheet.oddHeader.left.text
    assert "&L 20" in parts(table_document(TAKE_UP, title="20 schools"))["xl/worksheets/sheet2.xml"].replace(
        "&amp;", "&"
    )


def test_a_path_gets_the_whole_file(tmp_path):
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")
    write_xlsx(SAMPLE, target)
    assert target.read_bytes() == xlsx_bytes(SAMPLE)
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]


def test_nothing_is_written_when_the_document_is_wrong(tmp_path):
    target = tmp_path / "report.xlsx"
    wrong = Table("t", "T", (Column("A"),), (("a", "b"),))
    with pytest.raises(ValueError, match="zip"):
        write_xlsx(table_document(wrong), target)
    assert not list(tmp_path.iterdir())
    assert CHART.alt


def test_facts_that_open_a_paper_stand_above_the_list_of_sheets():
    facts, later = Facts((("To", "The committee"),)), Facts((("Legal", "None"),))
    table = Table("names", "Names", (Column("Name"),), (("Ada",),))
    lines = words(Document("Report", (facts, Heading("1. Names"), table, later), date(2026, 11, 22)))
    labels = [line[0] for line in lines]
    assert labels.index("To") < labels.index("As at") < labels.index("Sheets in this workbook") < labels.index("Legal")
    assert labels.count("To") == 1
