"""PDF files of others in a file of ours: numbered, whole, harmless, and still read out where they could be before."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from reports.document import Document, Heading, Span, paragraph
from reports.pdf.appended.jpeg import bare_picture
from reports.pdf.appended.refusing import CannotAppend
from reports.pdf.appended.source import open_source
from reports.pdf.appended.telling import told_of
from reports.pdf.numbering import Numbering
from reports.pdf.pack import Pack, PackLine, print_pack
from tests.reports.pdf import foreign
from tests.reports.pdf.foreign import A3, A4, A5, LETTER, LYING, changed, saved, tagged, turned, untagged
from tests.tools.verapdf import judge

COVER = Document(
    title="Board pack: Elm Park",
    blocks=(),
    as_at=date(2026, 11, 17),
    author="Elm Park School",
    cover=(("Date", date(2026, 11, 24)),),
    reference="Board pack, 24 November 2026",
)
OWN = Document(
    "Agenda",
    (Heading("Business", 2, "business"), paragraph("Go to ", Span("the business", link="#business"), ".")),
    date(2026, 11, 17),
    author="Elm Park School",
)


def pack(*files: tuple[str, bytes], numbering: Numbering | None = None) -> bytes:
    """Return a pack of our agenda and some files."""
    lines = [PackLine("Agenda", OWN), PackLine("1. Welcome", above=True, without="No paper")]
    lines.append(PackLine("2. Papers", above=True))
    lines += [PackLine(title, open_source(f"{title}.pdf", data)) for title, data in files]
    buffer = io.BytesIO()
    print_pack(Pack(COVER, tuple(lines), numbering or Numbering()), buffer)
    return buffer.getvalue()


def texts(data: bytes) -> list[str]:
    """Return the words of each page as a viewer that knows nothing of tags finds them."""
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def labels(data: bytes) -> list[str]:
    """Return what a viewer shows beside each page."""
    document = pypdfium2.PdfDocument(data)
    found = [document.get_page_label(number) for number in range(len(document))]
    document.close()
    return found


@pytest.mark.parametrize(
    "numbering", [Numbering(), Numbering(84), Numbering(1, "Part II page {page} of {pages}", "II-")]
)
def test_one_run_of_numbers_on_paper_on_screen_and_in_the_contents(numbering: Numbering) -> None:
    data = pack(("Turned", turned(untagged((A4,) * 4), (0, 90, 180, 270))), ("Tagged", tagged()), numbering=numbering)
    pages, last = texts(data), numbering.first - 1 + len(texts(data))
    for place, words in enumerate(pages):
        number = numbering.first + place
        foot = numbering.words.format(page=number, pages=last)
        assert foot in words, f"page {number}"
        shown = labels(data)[place]
        assert shown == (f"{numbering.label}{number}" if numbering != Numbering() else "")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        order = [page.obj.objgen for page in pdf.pages]
        listed = list(pdf.pages[1].obj.Annots)
        assert [str(note.Contents).rpartition(", ")[0] for note in listed] == [
            "Agenda",
            "2. Papers",
            "Turned",
            "Tagged",
        ]
        for note in listed:
            told = int(str(note.Contents).rpartition("page ")[2])
            target = names[str(note.A.D)][0]
            assert order.index(target.objgen) + numbering.first == told
            assert str(told) in pages[1]
        with pdf.open_outline() as outline:
            (top,) = outline.root
            assert [item.title for item in top.children] == ["Agenda", "2. Papers"]
            assert [item.title for item in top.children[1].children] == ["Turned", "Tagged"]
    assert "No paper" in pages[1]


def test_every_size_and_turn_is_fitted_onto_a4_upright_or_lying_and_nothing_is_cut() -> None:
    sizes = [A4, A4, A4, A4, LYING, A5, A3, LETTER, (300.0, 1400.0), (2384.0, 3370.0)]
    data = turned(untagged(sizes), (0, 90, 180, 270, 0, 0, 0, 0, 0, 0))
    made = pypdfium2.PdfDocument(pack(("Mixed", data)))
    for number in range(1, len(sizes) + 1):
        page = made[number + 2]
        wide, high = page.get_size()
        assert sorted((round(wide), round(high))) == [595, 842]
        lies = number in (2, 4, 5)
        assert (wide > high) is lies
        text = page.get_textpage()
        for corner in ("upper left", "lower right"):
            finder = text.search(f"sheet {number} {corner}")
            start, length = finder.get_next()
            boxes = [text.get_charbox(start + place) for place in range(length)]
            assert min(box[0] for box in boxes) >= 0
            assert max(box[2] for box in boxes) <= wide
            # Between the name above and the number below.
            assert min(box[1] for box in boxes) >= 34
            assert max(box[3] for box in boxes) <= high - 28
    made.close()


def test_what_a_crop_hides_stays_hidden_and_the_rest_is_as_large_as_it_can_be() -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.CropBox = pikepdf.Array([0, 0, 300, 400])

    made = pypdfium2.PdfDocument(pack(("Cropped", changed(untagged(), crop))))
    picture = made[3].render(scale=1, grayscale=True).to_pil()
    made.close()
    darkest, _lightest = picture.crop((20, 60, 575, 790)).getextrema()
    assert darkest > 200, "nothing of the two corners is left, and nothing else is there"


def test_tags_come_along_and_the_marks_of_each_page_lead_to_them() -> None:
    data = pack(("First", tagged("First budget", 2)), ("Second", tagged("Second budget")))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.StructTreeRoot
        parents = pikepdf.NumberTree(root.ParentTree)
        tags: list[str] = []

        def walk(element: pikepdf.Object, above: pikepdf.Object) -> None:
            assert element.P.objgen == above.objgen
            tags.append(str(element.S)[1:])
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if not isinstance(kid, pikepdf.Dictionary):
                    assert parents[int(element.Pg.StructParents)][int(kid)].objgen == element.objgen
                elif kid.get("/Type") == "/MCR":
                    assert parents[int(kid.Pg.StructParents)][int(kid.MCID)].objgen == element.objgen
                elif kid.get("/Type") == "/OBJR":
                    assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
                    assert any(note.objgen == kid.Obj.objgen for note in kid.Pg.Annots)
                else:
                    walk(kid, element)

        walk(root.K, root)
        assert tags.count("Table") == 3, "the facts of the cover and one of each paper"
        assert tags.count("Part") == 3
        assert tags.count("Document") == 1
        assert tags.count("TH") == 1 + (2 + 59) + (2 + 19), "the cover's, and heads and lines of both tables"
        assert {"H1", "H2", "P", "Link", "TBody", "TR", "TD"} <= set(tags)
        assert not set(tags) & {"Figure", "NonStruct"}


def test_a_paper_without_tags_can_still_be_read_out_and_says_so() -> None:
    data = pack(("Plain", untagged((A4, A4))))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        part = list(pdf.Root.StructTreeRoot.K.K)[-1]
        assert [str(kid.S) for kid in part.K] == ["/H1", "/P", "/P", "/P"]
        assert b"pdfuaid:part" not in pdf.Root.Metadata.read_bytes()
    assert "has no tags" in texts(data)[3]
    assert told_of(open_source("Plain.pdf", untagged())) == [
        "“Plain.pdf” has no tags, so a screen reader may not read it well. Ask its author for a tagged PDF."
    ]


def test_a_scan_is_a_figure_that_says_which_page_of_what_it_is() -> None:
    scan = foreign.with_content(foreign.zlib.compress(b"10 10 500 700 re f"))
    data = pack(("Scan", scan))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (figure,) = [kid for kid in list(pdf.Root.StructTreeRoot.K.K)[-1].K if kid.S == "/Figure"]
        assert str(figure.Alt).startswith("Page 1 of 1 of “Scan”: a picture")
    assert "is a scan" in told_of(open_source("Scan.pdf", scan))[0]


def test_roles_names_and_classes_of_several_papers_do_not_meet() -> None:
    def rename(role: str, standard: str) -> bytes:
        def change(pdf: pikepdf.Pdf) -> None:
            root = pdf.Root.StructTreeRoot
            root.RoleMap = pikepdf.Dictionary({"/Own": pikepdf.Name(role), role: pikepdf.Name(standard)})
            root.ClassMap = pikepdf.Dictionary({"/Wide": pikepdf.Dictionary(O=pikepdf.Name.Layout, SpaceAfter=7)})
            heading = next(kid for kid in root.K.K if kid.S == "/H2")
            heading.S, heading.C, heading.ID = pikepdf.Name.Own, pikepdf.Name.Wide, pikepdf.String("same")

        return changed(tagged(), change)

    data = pack(("One", rename("/Para", "/P")), ("Two", rename("/Head", "/H2")))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/ID" in obj]
        elements = [obj for obj in found if obj.get("/Type") == "/StructElem"]
        assert sorted(str(one.S) for one in elements) == ["/H2", "/P"]
        assert len({bytes(one.ID) for one in elements}) == 2
        assert all(int(one.A[0].SpaceAfter) == 7 for one in elements)
        names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        assert {names[key].objgen for key in names} == {one.objgen for one in elements}


def test_tags_that_go_round_in_circles_are_given_up_without_a_fuss() -> None:
    def tangle(pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot
        first = root.K.K[0]
        first.K = pikepdf.Array([root.K])

    assert open_source("round.pdf", changed(tagged(), tangle)).tree is None

    def number(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.K.K[0].K = 2**30

    assert open_source("many.pdf", changed(tagged(), number)).tree is None


def test_nothing_that_acts_hides_or_leads_away_comes_along() -> None:
    data = pack(("Hostile", foreign.hostile()))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        plain = io.BytesIO()
        pdf.save(
            plain,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
        notes = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
        assert {str(note.Subtype) for note in notes} == {"/Link"}
        assert [str(note.A.URI) for note in notes if "/A" in note and note.A.S == "/URI"] == [
            "https://kept.example/page"
        ]
        assert [note.Dest[0].objgen for note in notes if "/Dest" in note] == [pdf.pages[4].obj.objgen]
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert set(pdf.Root.Names.keys()) == {"/Dests"}
    found = plain.getvalue()
    assert b"SPRUNG" not in found
    assert not re.search(
        rb"/(JavaScript|JS|Launch|EmbeddedFile|Filespec|GoToR|SubmitForm|AA|XFA|Widget|Movie)\b", found
    )
    told = told_of(open_source("Hostile.pdf", foreign.hostile()))
    assert any("Files inside “Hostile.pdf” do not come along" in sentence for sentence in told)


def test_what_was_typed_into_a_form_stays_to_be_seen() -> None:
    data = pack(("Form", foreign.hostile()))
    made = pypdfium2.PdfDocument(data)
    picture = made[3].render(scale=2, grayscale=True).to_pil()
    made.close()
    foot = picture.crop((0, picture.height - 200, picture.width, picture.height - 80))
    assert sum(foot.histogram()[:60]) > 3000, "the black box that the field looks like"


def test_layers_that_were_hidden_stay_hidden() -> None:
    def layer(pdf: pikepdf.Pdf) -> None:
        shown, hidden = (
            pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String(name)))
            for name in ("Shown", "Answers")
        )
        page = pdf.pages[0].obj
        page.Resources.Properties = pikepdf.Dictionary(A=shown, B=hidden)
        page.Contents = pdf.make_stream(b"/B /OC BDC EMC /OC /A BDC 99 99 9 9 re f EMC /OC /B BDC 9 9 400 400 re f EMC")
        pdf.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([shown, hidden]), D=pikepdf.Dictionary(OFF=pikepdf.Array([hidden]))
        )

    data = pack(("Layers", changed(untagged(), layer)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        settings = pdf.Root.OCProperties
        assert [str(one.Name) for one in settings.OCGs] == ["Shown", "Answers"]
        assert [str(one.Name) for one in settings.D.OFF] == ["Answers"]


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: b"", "is not a PDF file"),
        (lambda: b"PK\x03\x04 a workbook", "is not a PDF file"),
        (lambda: b"%PDF-1.7\nbut no more than that", "is damaged"),
        (lambda: untagged()[: len(untagged()) // 2], "is damaged"),
        (lambda: foreign.without_a_page(untagged((A4,) * 3)), "is damaged"),
        (lambda: foreign.encrypted(untagged(), user="secret"), "is protected by a password"),
        (lambda: foreign.encrypted(untagged(), user=""), "is protected by a password"),
        (lambda: foreign.object_bomb(400_000_000), "unfolds into more than a computer can hold"),
        (lambda: untagged((A5,) * 1001), "has 1,001 pages"),
    ],
    ids=["empty", "workbook", "stub", "cut", "page missing", "locked", "sealed", "object bomb", "1,001 pages"],
)
def test_what_cannot_be_part_of_a_pack_is_refused_in_a_sentence(made: Callable[[], bytes], sentence: str) -> None:
    data = made()
    with pytest.raises(CannotAppend, match=sentence) as refusal:
        open_source("estimate.pdf", data)
    assert "“estimate.pdf”" in refusal.value.sentence


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_broken_is_refused_in_words_or_makes_a_whole_pack(seed: int) -> None:
    data, refused, made = foreign.broken(seed), "", b""
    try:
        made = pack(("Broken", data))
    except CannotAppend as refusal:
        refused = refusal.sentence
    assert "Broken.pdf" in refused or f"Page {len(texts(made))} of {len(texts(made))}" in texts(made)[-1]


def test_portfolios_living_forms_and_redactions_not_carried_out_are_refused() -> None:
    def portfolio(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)

    def living(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("x"))

    def redaction(pdf: pikepdf.Pdf) -> None:
        mark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Redact, Rect=pikepdf.Array([0, 0, 9, 9])
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([mark])

    for change, sentence in ((portfolio, "folder of files"), (living, "only Adobe"), (redaction, "not carried out")):
        with pytest.raises(CannotAppend, match=sentence):
            open_source("x.pdf", changed(untagged(), change))


@pytest.mark.parametrize(
    ("content", "filters", "sentence"),
    [
        (lambda: foreign.bomb(200_000_000), "/FlateDecode", "unfolds into more"),
        (lambda: foreign.bomb(2_000_000)[:1000], "/FlateDecode", "Page 1 of “Plan.pdf” is damaged"),
        (lambda: b"no such packing", "/FlateDecode", "Page 1 of “Plan.pdf” is damaged"),
        (lambda: b"z" * 200_000, "/LZWDecode", "unfolds into more"),
    ],
    ids=["bomb", "cut", "nonsense", "old"],
)
def test_a_drawing_that_is_damaged_or_a_bomb_leaves_no_file(
    content: Callable[[], bytes], filters: str, sentence: str
) -> None:
    data = foreign.with_content(content(), filters=filters)
    with pytest.raises(CannotAppend, match=sentence):
        pack(("Plan", data))


def test_a_thousand_pages_take_a_moment_and_little_memory() -> None:
    data = untagged((A4,) * 1000)
    began = time.process_time()
    made = pack(("Long", data))
    assert time.process_time() - began < 10
    assert len(made) < 5 * len(data)
    assert "Page 1003 of 1003" in texts(made)[-1]


def test_equal_papers_give_equal_bytes_and_name_nobody() -> None:
    files = (("Tagged", tagged()), ("Plain", turned(untagged((A4, A3)), (90, 0))), ("Hostile", foreign.hostile()))
    first = pack(*files)
    assert first == pack(*files)
    assert b"author" not in first.lower().replace(b"/author", b"")


def test_far_larger_pages_are_told_of() -> None:
    told = told_of(open_source("Plan.pdf", untagged((A4, (2384.0, 3370.0)))))
    assert any(sentence.startswith("Page 2 of “Plan.pdf” was made for much larger paper") for sentence in told)


def test_verapdf_finds_nothing_where_the_papers_keep_the_standard_themselves(tmp_path: Path) -> None:
    if lacking := judge.missing():
        pytest.skip(f"{lacking} not installed")
    place = tmp_path / "pack.pdf"
    place.write_bytes(pack(("One", tagged("One", 2)), ("Two", turned(tagged("Two"), [90]))))
    assert judge.judge([place], "ua1", tmp_path) == []


def test_the_parts_of_a_page_are_joined_and_unbalanced_states_do_no_harm() -> None:
    def split(pdf: pikepdf.Pdf) -> None:
        words = b"BT /F1 12 Tf 100 100 Td (kept whole) Tj ET"
        parts = [b"Q Q Q 0 0 m", b"q q q q", words]
        pdf.pages[0].obj.Contents = pikepdf.Array([pdf.make_stream(part) for part in parts])

    data = pack(("Split", changed(untagged(), split)))
    assert "kept whole" in texts(data)[3]
    assert "Page 4 of 4" in texts(data)[3]
    assert saved(pikepdf.open(io.BytesIO(data)))


def test_a_photograph_keeps_its_picture_and_loses_the_notes_of_the_camera() -> None:
    noted = foreign.photo(b"SPRUNG")
    bare = bare_picture(noted)
    assert b"SPRUNG" in noted
    assert b"SPRUNG" not in bare
    with Image.open(io.BytesIO(noted)) as before, Image.open(io.BytesIO(bare)) as after:
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
    for odd in (b"", b"\xff\xd8", noted[:30], b"\xff\xd8\xff\xe1\xff\xff"):
        assert bare_picture(odd) == odd
