"""Letters made from templates as Word leaves them: fields in pieces, lists, headers, many letters in one file."""

from __future__ import annotations

import shutil
import subprocess
from copy import deepcopy
from datetime import date
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pikepdf
import pypdfium2
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import WrongUse
from models.queries.mailing import Addressee
from models.queries.parties import Party
from reports.cleaning import clean, page_text
from reports.document import PLAIN, Heading, House, ListBlock, Paragraph, Table, plain
from reports.docx.marks import Numbering, add_field
from reports.mail_merge.blocks import letter_blocks
from reports.mail_merge.fields import FIELDS, LetterWords, Sender, values_for
from reports.mail_merge.joining import About, letters_docx
from reports.mail_merge.left_out import left_out_of
from reports.mail_merge.printing import Letter, plain_letter, print_letters
from reports.mail_merge.template import Template, read_template
from reports.mail_merge.usual import usual_template
from tests.reports.mail_merge.word_files import made, text_of
from tests.reports.pdf.reading import Reading
from tests.tools.verapdf import judge

DAY = date(2026, 11, 22)
ABOUT = About("Winter fair", DAY, "Elm Lane Primary School")
SENDER = Sender(
    "Sam Okoro", "Office manager", "Elm Lane Primary School", ("Elm Lane", "MB4 2EL"), "01632 960300", "a@b.example"
)
WORDS = LetterWords(DAY, "Winter fair", "One paragraph.\n\nAnother,\nof two lines.", "EL/31", date(2026, 12, 4))
ROS = Addressee(
    Party(1, 2), "Ms Ros Ellery", "Ms Ellery", "Headteacher", "Fen Edge Primary", "", ("High Street", "MB7 3FE")
)
OFFICE = Addressee(Party(None, 3), "", "", "", "Fen Levels Council", "", ("Causeway House", "MB7 9FN"))
BOTH = [values_for(one, WORDS, SENDER) for one in (ROS, OFFICE)]


def body_of(data: bytes):
    return docx.Document(BytesIO(data)).element.body


def cut_into_runs(text: str, places: list[int]) -> bytes:
    """Return a document of one line cut into runs at some places, as Word does when somebody edits it."""
    word = docx.Document()
    line = word.add_paragraph()
    edges = [0, *sorted({place % (len(text) + 1) for place in places}), len(text)]
    for number, (start, end) in enumerate(pairwise(edges)):
        line.add_run(text[start:end]).bold = bool(number % 2)
    target = BytesIO()
    word.save(target)
    return target.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 80), max_size=12))
def test_a_field_is_found_however_word_cuts_it_up(places) -> None:
    text = "To {{name}} of {{ Organisation }}, {{our reference}}{{our_name}}."
    template = read_template("t.docx", cut_into_runs(text, places))
    assert template.fields == ("name", "organisation", "our_reference", "our_name")
    assert text_of(letters_docx(template, BOTH[:1], ABOUT)) == ["To Ms Ros Ellery of Fen Edge Primary, EL/31Sam Okoro."]


HOSTILE = st.text(max_size=200) | st.sampled_from(
    [
        "{{name}}",
        "{% raw %}",
        "<w:t>x</w:t>",
        "&amp;",
        "=1+1",
        "x" * 3000,
        "שלום עולם",
        "\ufdd0",
        "\x00\x1d\ud800",
        "a\n\n\nb\r\nc",
    ]
)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, st.lists(st.integers(0, 40), max_size=6))
def test_what_a_field_stands_for_is_text_and_nothing_else(value, places) -> None:
    template = Template("t", cut_into_runs("A {{text}} B {{name}} C", places))
    data = letters_docx(template, [{"text": value, "name": "N"}], ABOUT)
    shown = " ".join(" ".join(text_of(data)).split())
    wanted = " ".join(clean(value).replace("\ufdd0", "").split())
    assert shown == " ".join(f"A {wanted} B N C".split())
    tags = {element.tag for element in body_of(data).iter()}
    assert tags <= {
        qn(f"w:{name}")
        for name in (
            "body",
            "p",
            "pPr",
            "r",
            "rPr",
            "t",
            "b",
            "br",
            "sectPr",
            "type",
            "pgSz",
            "pgMar",
            "pgNumType",
            "cols",
            "docGrid",
        )
    }
    ((letter,),) = (list(letter_blocks(template, [{"text": value, "name": "N"}])),)
    pdf = print_letters("T", [Letter("N", letter)], DAY)
    assert Reading(pdf).problems == []


def test_every_letter_begins_a_page_with_its_own_numbers_and_the_templates_styles() -> None:
    template = usual_template(PLAIN)
    data = letters_docx(template, BOTH, ABOUT)
    word = docx.Document(BytesIO(data))
    sections = list(word.element.body.iter(qn("w:sectPr")))
    assert len(sections) == len(word.sections) == 2
    assert {section.start_type for section in word.sections} == {WD_SECTION.NEW_PAGE}
    assert [one.find(qn("w:pgNumType")).get(qn("w:start")) for one in sections] == ["1", "1"]
    lines = [line.text for line in word.paragraphs]
    assert lines.count("Winter fair") == 2
    assert [line.style.name for line in word.paragraphs if line.text == "Winter fair"] == ["Heading 1"] * 2
    assert "Dear Ms Ellery" in lines
    assert lines.index("Yours sincerely") < lines.index("Dear Sir or Madam") < lines.index("Yours faithfully")
    assert "Ms Ros Ellery\nHeadteacher\nFen Edge Primary\nHigh Street\nMB7 3FE" in lines
    assert lines[lines.index("One paragraph.") :][:2] == ["One paragraph.", "Another,\nof two lines."]
    for section in word.sections:
        assert section.first_page_header.paragraphs[0].text.strip() == "Elm Lane Primary School"
    assert "{{" not in "".join(
        ZipFile(BytesIO(data)).read(name).decode("utf-8", "ignore") for name in ZipFile(BytesIO(data)).namelist()
    )
    assert letters_docx(template, BOTH, ABOUT) == data, "equal letters, equal bytes"


def test_the_file_says_nothing_of_who_made_the_template() -> None:
    word = docx.Document(BytesIO(made("{{name}}")))
    word.core_properties.author = word.core_properties.last_modified_by = "DOMAIN\\jsmith"
    word.core_properties.comments = word.core_properties.keywords = "C:\\Users\\jsmith"
    target = BytesIO()
    word.save(target)
    data = letters_docx(read_template("t", target.getvalue()), BOTH[:1], ABOUT)
    with ZipFile(BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"jsmith" in archive.read(name)]
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}
    assert docx.Document(BytesIO(data)).core_properties.author == "Elm Lane Primary School"


def test_a_line_that_is_only_an_empty_field_goes_and_a_sentence_stays() -> None:
    template = read_template(
        "t", made("Our reference: {{our_reference}}", "{{reply_by}}", "As {{role}} you know.", "End")
    )
    values = values_for(OFFICE, LetterWords(DAY), SENDER)
    assert text_of(letters_docx(template, [values], ABOUT)) == ["As  you know.", "End"]


def test_numbered_lists_begin_at_one_in_every_letter_and_bullets_stay() -> None:
    word = docx.Document()
    numbering = Numbering(word)
    for number in (numbering.numbered(), numbering.bullets):
        for words in ("First {{name}}", "Second"):
            numbering.put(word.add_paragraph(words), number, 0)
    target = BytesIO()
    word.save(target)
    template = read_template("t", target.getvalue())
    lists = [one.get(qn("w:val")) for one in body_of(letters_docx(template, BOTH, ABOUT)).iter(qn("w:numId"))]
    first, second = lists[:4], lists[4:8]
    assert first[0] == first[1] != first[2]
    assert second[0] == second[1] != first[0]
    assert second[2:] == first[2:]
    (blocks, _other) = letter_blocks(template, BOTH)
    lists_read = [block for block in blocks if isinstance(block, ListBlock)]
    assert [(one.ordered, len(one.items)) for one in lists_read][:2] == [(True, 2), (False, 2)]


def test_lists_that_a_style_numbers_begin_at_one_too() -> None:
    word = docx.Document()
    word.add_paragraph("{{name}}", "List Number")
    word.add_paragraph("Point", "List Bullet")
    target = BytesIO()
    word.save(target)
    data = letters_docx(read_template("t", target.getvalue()), BOTH, ABOUT)
    given = [line._p.pPr.numPr for line in docx.Document(BytesIO(data)).paragraphs]
    assert [one is None for one in given] == [True, True, False, True]
    numbers = docx.Document(BytesIO(data)).part.numbering_part.element
    (new,) = [one for one in numbers.findall(qn("w:num")) if one.get(qn("w:numId")) == str(given[2].numId.val)]
    assert new.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val")) == "1"


def test_headers_with_fields_of_each_letter_are_its_own() -> None:
    word = docx.Document()
    section = word.sections[0]
    section.header.paragraphs[0].text = "To {{name}}, {{our_school}}"
    add_field(section.footer.paragraphs[0], "PAGE", "1")
    add_field(section.footer.paragraphs[0], "NUMPAGES", "1")
    word.add_paragraph("{{text}}")
    target = BytesIO()
    word.save(target)
    data = letters_docx(read_template("t", target.getvalue()), BOTH, ABOUT)
    back = docx.Document(BytesIO(data))
    heads = [one.header.paragraphs[0].text for one in back.sections]
    assert heads == ["To Ms Ros Ellery, Elm Lane Primary School", "To Fen Levels Council, Elm Lane Primary School"]
    foot = "".join(one.text or "" for one in back.sections[1].footer._element.iter(qn("w:instrText")))
    assert "SECTIONPAGES" in foot
    assert "NUMPAGES" not in foot
    alone = letters_docx(read_template("t", target.getvalue()), BOTH[:1], ABOUT)
    foot = docx.Document(BytesIO(alone)).sections[0].footer._element
    assert "NUMPAGES" in "".join(one.text or "" for one in foot.iter(qn("w:instrText")))


def test_a_template_of_word_with_a_text_box_a_table_and_a_control_is_filled_everywhere() -> None:
    word = docx.Document(BytesIO(made("{{name}}")))
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "What", "{{subject}}"
    control = docx.oxml.parse_xml(
        f'<w:sdt xmlns:w="{docx.oxml.ns.nsmap["w"]}"><w:sdtPr><w:id w:val="7"/><w:dataBinding w:xpath="x"/></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>{{date}}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    word.element.body.insert(0, control)
    outer = word.paragraphs[-1]._p
    box = docx.oxml.parse_xml(
        f'<w:r xmlns:w="{docx.oxml.ns.nsmap["w"]}"><w:pict><w:txbxContent>'
        "<w:p><w:r><w:t>{{greeting}}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    outer.append(deepcopy(box))
    target = BytesIO()
    word.save(target)
    template = read_template("t", target.getvalue())
    assert set(template.fields) == {"date", "name", "greeting", "subject"}
    data = letters_docx(template, BOTH, ABOUT)
    everything = "".join(text.text or "" for text in body_of(data).iter(qn("w:t")))
    for words in ("22 November 2026", "Winter fair", "Dear Ms Ellery", "Dear Sir or Madam"):
        assert words in everything
    assert next(body_of(data).iter(qn("w:dataBinding")), None) is None
    assert any("Text boxes" in words for words in left_out_of(template))


def test_a_table_with_a_marked_head_is_one_in_the_pdf_and_others_are_lines() -> None:
    word = docx.Document()
    word.add_heading("About {{subject}}", 3)
    table = word.add_table(2, 2)
    for cell, words in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ("When", "Where", "11am", "Hall"), strict=True
    ):
        cell.text = words
    table.rows[0]._tr.get_or_add_trPr().append(
        docx.oxml.parse_xml(f'<w:tblHeader xmlns:w="{docx.oxml.ns.nsmap["w"]}"/>')
    )
    plain_table = word.add_table(1, 2)
    plain_table.cell(0, 0).text, plain_table.cell(0, 1).text = "left", "right"
    target = BytesIO()
    word.save(target)
    (blocks,) = letter_blocks(read_template("t", target.getvalue()), BOTH[:1])
    assert [block.text for block in blocks if isinstance(block, Heading) and block.level == 1] == ["About Winter fair"]
    (read,) = [block for block in blocks if isinstance(block, Table)]
    assert ([column.title for column in read.columns], read.rows) == (["When", "Where"], (("11am", "Hall"),))
    assert "left, right" in [plain(block.content) for block in blocks if isinstance(block, Paragraph)]


def logo() -> House:
    from PIL import Image

    target = BytesIO()
    Image.new("RGB", (60, 20), "#0B5A8A").save(target, "PNG")
    return House("#7A1F3D", "Registered charity", target.getvalue(), "Our logo")


def test_the_pdf_says_what_the_word_file_says_in_its_order(tmp_path) -> None:
    house = logo()
    template = usual_template(house)
    letters = [
        Letter(one.name, blocks) for one, blocks in zip((ROS, OFFICE), letter_blocks(template, BOTH), strict=True)
    ]
    pdf = print_letters("Winter fair", letters, DAY, sender=SENDER.school, house=house)
    read = Reading(pdf)
    assert read.problems == []
    assert [kid.tag for kid in read.tree.kids] == ["Sect", "Sect"]
    assert read.outline == [(1, "Ms Ros Ellery, Fen Edge Primary"), (1, "Fen Levels Council")]
    first = read.tree.kids[0]
    assert next(iter(first.find("Figure"))).alt == "Our logo"
    assert [str(one.kids[0]) for one in first.find("H1")] == ["Winter fair"]
    said = " ".join(" ".join(page_text("".join(map(str, one.kids))).split()) for one in first.find("P"))
    for line in text_of(letters_docx(template, BOTH[:1], ABOUT)):
        if line and line != "Winter fair":
            assert " ".join(line.split()) in said
    if not judge.missing():
        place = tmp_path / "letters.pdf"
        place.write_bytes(pdf)
        assert judge.judge([place], "ua1,2a", tmp_path) == []
    assert pdf == print_letters("Winter fair", letters, DAY, sender=SENDER.school, house=house)


def test_a_letter_of_several_pages_counts_its_own() -> None:
    long = values_for(ROS, LetterWords(DAY, "Long", "\n\n".join(["Words of a letter. " * 40] * 9)), SENDER)
    letters = [Letter("A", blocks) for blocks in letter_blocks(usual_template(PLAIN), [long, long])]
    document = pypdfium2.PdfDocument(print_letters("Long", letters, DAY))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    assert ["Page 2" in page for page in pages] == [False, True, False] * 2
    for page in pages:
        assert ("Yours sincerely" in page) == ("Sam Okoro" in page), "no closing without its signature"


def test_plain_letters_need_no_template() -> None:
    pdf = print_letters("Fair", [plain_letter("A", "A\nB", "Dear A\n\nCome.", DAY)] * 2, DAY)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
    with pytest.raises(WrongUse, match="nobody"):
        print_letters("Fair", [], DAY)


def test_every_field_has_a_value_and_words() -> None:
    assert set(values_for(ROS, WORDS, SENDER)) == set(FIELDS)
    assert all(FIELDS.values())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_opens_it_with_a_page_a_letter(tmp_path) -> None:
    place = tmp_path / "letters.docx"
    place.write_bytes(letters_docx(usual_template(logo()), BOTH * 2, ABOUT))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(place)], check=True, capture_output=True, timeout=120)
    document = pypdfium2.PdfDocument(tmp_path / "letters.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in document]
    assert len(pages) == 4
    assert ["Dear Ms Ellery" in page for page in pages] == [True, False, True, False]
