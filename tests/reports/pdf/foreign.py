"""PDF files as others make them: with and without tags, turned, odd-sized, hostile."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Sequence
from datetime import date
from functools import cache

import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from reports.document import Column, Document, Heading, Kind, Span, Table, paragraph
from reports.pdf import pdf_bytes

A4 = (595.276, 841.89)
A3 = (841.89, 1190.55)
A5 = (419.53, 595.28)
LETTER = (612.0, 792.0)
LYING = (841.89, 595.276)


def untagged(sizes: Sequence[tuple[float, float]] = (A4,), words: str = "sheet") -> bytes:
    """Return pages with words in their corners and no tags."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=sizes[0], invariant=True)
    for number, (width, height) in enumerate(sizes, 1):
        canvas.setPageSize((width, height))
        canvas.setFont("Helvetica", 12)
        canvas.drawString(6, height - 16, f"{words} {number} upper left")
        canvas.drawRightString(width - 6, 6, f"{words} {number} lower right")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def tagged(title: str = "Budget report", pages: int = 1) -> bytes:
    """Return a paper of ours, which keeps PDF/UA-1, as somebody else would send it."""
    rows = tuple((f"Line {number}", number) for number in range(1, 40 * pages - 20))
    document = Document(
        title=title,
        blocks=(
            Heading("Income", 2, "income"),
            paragraph("See ", Span("the guidance", link="https://www.gov.uk/guidance"), "."),
            Table("lines", "All lines", (Column("Line", row_header=True), Column("Sum", Kind.INTEGER)), rows),
            Heading("Outlook"),
            paragraph("Back to ", Span("the income", link="#income"), "."),
        ),
        as_at=date(2026, 11, 1),
        author="The bursar",
    )
    return pdf_bytes(document)


def changed(data: bytes, change: object) -> bytes:
    """Return a file after `change(pdf)`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert callable(change)
        change(pdf)
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **more: object) -> bytes:
    """Return a file's bytes."""
    buffer = io.BytesIO()
    pdf.save(buffer, static_id=True, **more)  # type: ignore[arg-type]
    return buffer.getvalue()


def turned(data: bytes, degrees: Sequence[int]) -> bytes:
    """Return a file with its pages turned."""

    def turn(pdf: pikepdf.Pdf) -> None:
        for page, angle in zip(pdf.pages, degrees, strict=True):
            page.obj.Rotate = angle

    return changed(data, turn)


def encrypted(data: bytes, *, user: str) -> bytes:
    """Return a file that needs a password to be read, or with none only to be changed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        buffer = io.BytesIO()
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="owner", user=user))
        return buffer.getvalue()


def with_content(content: bytes, *, filters: str = "/FlateDecode") -> bytes:
    """Return a page whose drawing is these bytes as they stand."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A4)
    stream = pikepdf.Stream(pdf, b"")
    stream.write(content, filter=pikepdf.Name(filters))
    pdf.pages[0].obj.Contents = pdf.make_indirect(stream)
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def bomb(size: int) -> bytes:
    """Return deflated bytes that unfold into so many."""
    engine = zlib.compressobj(9)
    parts = [engine.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)]
    return b"".join(parts) + engine.flush()


def object_bomb(size: int) -> bytes:
    """Return a file whose list of objects unfolds into so many bytes, written by hand as no library would."""
    packed = bomb(size)
    head = b"%%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    return head + packed + b"\nendstream\nendobj\ntrailer<</Root 1 0 R/Size 2>>\nstartxref\n0\n%%EOF\n"


def photo(note: bytes) -> bytes:
    """Return a photograph with a camera's notes in it."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(buffer, "JPEG", comment=note, exif=b"Exif\x00\x00" + note)
    return buffer.getvalue()


def hostile() -> bytes:
    """Return a page with everything on it that acts, hides something or leads away."""
    pdf = pikepdf.open(io.BytesIO(untagged((A4, A4))))
    root, name, page = pdf.Root, pikepdf.Name, pdf.pages[0].obj
    script = pikepdf.Dictionary(S=name.JavaScript, JS=pikepdf.String("app.alert('SPRUNG')"))
    launch = pikepdf.Dictionary(S=name.Launch, F=pikepdf.String("C:/SPRUNG/cmd.exe"))
    secret = pdf.make_stream(b"SPRUNG file inside", Type=name.EmbeddedFile)
    inside = pdf.make_indirect(
        pikepdf.Dictionary(Type=name.Filespec, F=pikepdf.String("SPRUNG.exe"), EF=pikepdf.Dictionary(F=secret))
    )
    root.OpenAction = pdf.make_indirect(script)
    root.AA = pikepdf.Dictionary(WC=script)
    root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script])),
        EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("SPRUNG.exe"), inside])),
    )
    root.Metadata = pdf.make_stream(b"<x>SPRUNG metadata</x>", Type=name.Metadata, Subtype=name.XML)
    pdf.docinfo["/Author"] = "SPRUNG author"
    page.AA = pikepdf.Dictionary(O=script)
    page.Metadata = pdf.make_stream(b"SPRUNG page metadata")
    page.PieceInfo = pikepdf.Dictionary(Tool=pikepdf.Dictionary(Private=pikepdf.String("SPRUNG private")))

    def note(kind: str, **more: object) -> pikepdf.Object:
        entries = {"Type": name.Annot, "Subtype": name(f"/{kind}"), "Rect": pikepdf.Array([10, 10, 90, 30]), **more}
        return pdf.make_indirect(pikepdf.Dictionary(**entries))

    def link(action: pikepdf.Dictionary) -> pikepdf.Object:
        return note("Link", A=action)

    looks = pdf.make_stream(b"0 0 80 20 re f", Type=name.XObject, Subtype=name.Form, BBox=pikepdf.Array([0, 0, 80, 20]))
    looks.PieceInfo = pikepdf.Dictionary(Tool=pikepdf.String("SPRUNG looks"))
    looks.Ref = pikepdf.Dictionary(F=pikepdf.String("//SPRUNG/share/other.pdf"), Page=0)
    field = note("Widget", FT=name.Tx, T=pikepdf.String("SPRUNG field"), V=pikepdf.String("Typed in"), AA=script)
    field.AP = pikepdf.Dictionary(N=looks)
    page.Annots = pikepdf.Array(
        [
            link(script),
            link(launch),
            link(pikepdf.Dictionary(S=name.URI, URI=pikepdf.String("file:///SPRUNG/etc/passwd"))),
            link(pikepdf.Dictionary(S=name.URI, URI=pikepdf.String("javascript:SPRUNG()"))),
            link(pikepdf.Dictionary(S=name.GoToR, F=pikepdf.String("SPRUNG.pdf"), D=pikepdf.Array([0, name.Fit]))),
            link(pikepdf.Dictionary(S=name.SubmitForm, F=pikepdf.String("https://SPRUNG.example/take"))),
            link(pikepdf.Dictionary(S=name.URI, URI=pikepdf.String("https://kept.example/page"), Next=script)),
            link(pikepdf.Dictionary(S=name.GoTo, D=pikepdf.Array([pdf.pages[1].obj, name.Fit]))),
            note("FileAttachment", FS=inside),
            note("Text", Contents=pikepdf.String("SPRUNG remark of the reviewer")),
            note("Movie", Movie=pikepdf.Dictionary(F=pikepdf.String("SPRUNG.avi"))),
            field,
        ]
    )
    root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), XFA=pikepdf.String("SPRUNG xfa"))
    outside = pdf.make_stream(b"", F=pikepdf.String("//SPRUNG/share/picture"), Type=name.XObject, Subtype=name.Image)
    outside.Width, outside.Height, outside.ColorSpace, outside.BitsPerComponent = 1, 1, name.DeviceGray, 8
    script_picture = pdf.make_stream(b"SPRUNG postscript", Type=name.XObject, Subtype=name.PS)
    photograph = pdf.make_stream(photo(b"SPRUNG camera"), Type=name.XObject, Subtype=name.Image, Filter=name.DCTDecode)
    photograph.Width, photograph.Height, photograph.ColorSpace, photograph.BitsPerComponent = 8, 8, name.DeviceRGB, 8
    resources = page.Resources
    resources.XObject = pikepdf.Dictionary(Out=outside, Script=script_picture, Photo=photograph)
    return saved(pdf)


def without_a_page(data: bytes) -> bytes:
    """Return a file whose list of pages names one that is not there."""
    found = re.search(rb"/Kids \[ (\d+) 0 R (\d+) 0 R", data)
    assert found is not None
    return data[: found.start(2)] + b"9" * len(found[2]) + data[found.end(2) :]


def unpacked(data: bytes) -> bytes:
    """Return a file with all its objects in the open, for breaking."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return saved(
            pdf,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )


_NAMES = (b"/Kids", b"/K", b"/P", b"/Pg", b"/S", b"/Resources", b"/Font", b"/Contents", b"/Annots", b"/A", b"/Rect")
_VALUES = (b" 0", b" null", b" []", b" (x)", b" /X", b" <<>>", b" 5 0 R", b" 9e9", b" -1", b" true")


def broken(seed: int) -> bytes:
    """Return a file with some of its bytes, entries or references changed, always in the same way."""
    dice = random.Random(seed)
    data = bytearray(dice.choice(_whole()))
    for _change in range(dice.choice((1, 2, 5, 20))):
        place, kind = dice.randrange(len(data)), dice.random()
        if kind < 0.4:
            data[place] = dice.randrange(256)
            continue
        name, value = dice.choice(_NAMES), dice.choice(_VALUES)
        there = data.find(name, place)
        if there >= 0 and kind < 0.8:
            data[there + len(name) : there + len(name) + len(value)] = value
        elif found := re.search(rb"(\d+) 0 R", bytes(data[place : place + 4000])):
            other = str(dice.randrange(10 ** len(found[1]))).zfill(len(found[1]))
            data[place + found.start(1) : place + found.end(1)] = other.encode()
    return bytes(data)


@cache
def _whole() -> tuple[bytes, ...]:
    return hostile(), unpacked(hostile()), unpacked(tagged()), tagged()
