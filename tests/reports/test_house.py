"""The school's own look: its colour, logo and foot in every form of a paper, and nothing else of the logo's file."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from PIL import Image

from models.errors import WrongUse
from models.settings import HOUSE_COLOUR, HOUSE_FOOT, HOUSE_LOGO, HOUSE_LOGO_WORDS, set_setting
from models.store import Store
from reports.catalogue import build_report, default_parameters, find_report
from reports.document import PLAIN, Document, House, paragraph
from reports.docx import docx_bytes
from reports.house import SIZE, find_house, take_logo
from reports.html import html_bytes
from reports.pdf import pdf_bytes
from tests.reports.pdf.reading import Reading
from tests.reports.pdf.sample_paper import sample
from tests.reports.pdf.test_round_trip import verdict

GREEN = "#0F5C2E"


@pytest.fixture(scope="module")
def logo(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    place = tmp_path_factory.mktemp("logo") / "crest.png"
    picture = Image.new("RGBA", (1200, 600), (15, 92, 46, 255))
    picture.paste((255, 255, 255, 0), (300, 100, 900, 500))
    picture.save(place, "PNG", pnginfo=None)
    return base64.b64decode(take_logo(place))


@pytest.fixture
def house(logo: bytes) -> House:
    return House(GREEN, "Elm Lane, Millbrook. Registered charity 000000", logo, "Crest: an elm tree")


def test_a_logo_is_made_small_and_loses_what_else_is_in_its_file(logo: bytes, tmp_path: Path) -> None:
    with Image.open(io.BytesIO(logo)) as picture:
        assert picture.format == "PNG"
        assert picture.mode == "RGB"
        assert picture.size == (400, 200)
        assert picture.width <= SIZE[0]
        assert picture.getpixel((200, 100)) == (255, 255, 255)
    assert len(logo) < 20_000
    photo = Image.new("RGB", (50, 50), "red")
    exif = Image.Exif()
    exif[0x010E] = "taken by somebody at home"
    photo.save(tmp_path / "photo.jpg", exif=exif)
    assert b"somebody" not in base64.b64decode(take_logo(tmp_path / "photo.jpg"))


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\nbroken", b"<svg onload='x'/>", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(WrongUse, match=r"logo\.png is not a picture that can be read\. Choose a PNG or JPEG file\."):
        take_logo(tmp_path / "logo.png")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    Image.new("1", (20_000, 5_000)).save(tmp_path / "huge.png")
    with pytest.raises(WrongUse, match=r"huge\.png"):
        take_logo(tmp_path / "huge.png")


def test_the_pdf_stays_accessible_and_shows_the_look(house: House) -> None:
    paper = replace(sample(), house=house)
    data = pdf_bytes(paper)
    for profile in ("ua1", "2a"):
        assert verdict(data, profile) == ""
    reading = Reading(data)
    assert reading.problems == []
    assert reading.tree.kids[0].alt == "Crest: an elm tree"  # type: ignore[union-attr]
    pages = pypdfium2.PdfDocument(data)
    assert "Registered charity 000000" in pages[len(pages) - 1].get_textpage().get_text_range()
    picture = pages[0].render(scale=1).to_pil()
    assert (15, 92, 46) in {colour for _count, colour in picture.convert("RGB").getcolors(1_000_000)}
    assert data == pdf_bytes(paper)


def test_the_web_page_and_the_word_document_show_it_too(house: House) -> None:
    paper = Document("A paper", (paragraph("Words"),), date(2026, 11, 22), house=house)
    page = html_bytes(paper).decode()
    assert 'alt="Crest: an elm tree"' in page
    assert f"--accent: {GREEN}" in page
    assert "Registered charity 000000" in page
    word = docx.Document(io.BytesIO(docx_bytes(paper)))
    assert [one.get("descr") for one in word.element.body.iter(qn("wp:docPr"))] == ["Crest: an elm tree"]
    assert "Registered charity 000000" in word.sections[0].footer.paragraphs[0].text
    assert GREEN[1:] in word.styles.element.xml


def test_the_settings_of_the_book_are_the_look_of_its_papers(tmp_path: Path, logo: bytes) -> None:
    store = Store.create(tmp_path / "book.liaison")
    with store.read() as session:
        assert find_house(session) == replace(PLAIN, logo_words="Our logo")
    with store.write("Choose a look") as session:
        set_setting(session, HOUSE_COLOUR, GREEN)
        set_setting(session, HOUSE_FOOT, "At the foot")
        set_setting(session, HOUSE_LOGO, base64.b64encode(logo).decode())
        set_setting(session, HOUSE_LOGO_WORDS, "Our crest")
    with store.read() as session:
        paper = build_report(session, find_report("board-paper"), default_parameters(as_at=date(2026, 11, 22)))
    assert paper.house == House(GREEN, "At the foot", logo, "Our crest")
    with pytest.raises(WrongUse), store.write("Too light") as session:
        set_setting(session, HOUSE_COLOUR, "#FFEE00")
    store.close()
