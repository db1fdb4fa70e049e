"""Word files that somebody was sent: what is refused, each in a sentence, and what it may cost to find out."""

from __future__ import annotations

import resource
import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from models.errors import WrongUse
from reports.document import Document
from reports.docx import docx_bytes
from reports.mail_merge.opening import LARGEST
from reports.mail_merge.template import read_template
from tests.reports.mail_merge.word_files import MAIN, in_body, made, replaced, with_parts, with_relation

PLAIN = made("Dear {{name}}")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "[Content_Types].xml"
MAIN_KIND = "wordprocessingml.document.main+xml"


def field(code: str) -> str:
    """Return one of Word's own fields, its code cut into pieces."""
    half = len(code) // 2
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code[:half]}</w:instrText></w:r><w:r><w:instrText>{code[half:]}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def bomb() -> bytes:
    """Return a file whose text unpacks to a gigabyte."""
    target = BytesIO()
    with ZipFile(BytesIO(PLAIN)) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name != MAIN:
                after.writestr(name, before.read(name))
        with after.open(MAIN, "w", force_zip64=True) as part:
            for _number in range(1024):
                part.write(b" " * 1024 * 1024)
    return target.getvalue()


def crowd() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for number in range(1000):
            archive.writestr(f"word/{number}.xml", "<x/>")
    return target.getvalue()


def of_declared_kind(kind: str) -> bytes:
    return replaced(PLAIN, TYPES, MAIN_KIND, kind)


LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="{w}"/>'
STEALS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{w}"/>'

REFUSED = {
    "nothing": (b"", "cannot be read"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "cannot be read"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "password"),
    "too large": (PLAIN + b"x" * LARGEST, "larger than 5 MB"),
    "a cut file": (PLAIN[:2000], "cannot be read"),
    "a workbook": (of_declared_kind("spreadsheetml.sheet.main+xml"), "not a Word document"),
    "macros": (of_declared_kind("document.macroEnabled.main+xml"), "macros"),
    "macros under another name": (with_parts(PLAIN, {"word/vbaProject.bin": b"x"}), "macros"),
    "Word's own template": (of_declared_kind("wordprocessingml.template.main+xml"), ".dotx"),
    "a bomb": (bomb(), "unpacks to far more"),
    "a crowd of parts": (crowd(), "more parts"),
    "a path out": (with_parts(PLAIN, {"../../evil.xml": "<x/>"}), "cannot be read"),
    "entities": (with_parts(PLAIN, {MAIN: LAUGHS.format(w=W)}), "not as Word writes"),
    "entities from a file": (with_parts(PLAIN, {MAIN: STEALS.format(w=W)}), "not as Word writes"),
    "entities in another code": (
        with_parts(PLAIN, {MAIN: STEALS.format(w=W).replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")}),
        "not as Word writes",
    ),
    "entities in a part beside": (with_parts(PLAIN, {"customXml/item1.xml": LAUGHS.format(w=W)}), "not as Word writes"),
    "the strict form": (
        replaced(PLAIN, MAIN, W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        "not as Word writes",
    ),
    "a picture from elsewhere": (with_relation(PLAIN, "image", "https://evil.example/x.png"), "loads a picture"),
    "a picture on a share": (with_relation(PLAIN, "image", "//evil.example/x.png"), "loads a picture"),
    "a template elsewhere": (with_relation(PLAIN, "attachedTemplate", "https://evil.example/x.dotm"), "tied to"),
    "a frame": (with_relation(PLAIN, "frame", "https://evil.example/"), "another document"),
    "an object": (with_relation(PLAIN, "oleObject", "embeddings/x.bin", external=False), "another program"),
    "a document inside": (with_relation(PLAIN, "aFChunk", "x.html", external=False), "another document"),
    "an add-in": (with_relation(PLAIN, "webextensiontaskpanes", "x.xml", external=False), "another"),
    "a link to a file": (with_relation(PLAIN, "hyperlink", "file:///c:/x.exe"), "neither to a web page"),
    "a link that runs": (with_relation(PLAIN, "hyperlink", "javascript:alert(1)"), "neither to a web page"),
    "another document put in": (in_body(PLAIN, '<w:altChunk r:id="rId1"/>'), "another"),
    "a program to talk to": (in_body(PLAIN, field('DDEAUTO c:\\\\x "cmd"')), "field DDEAUTO"),
    "a file to read": (in_body(PLAIN, field('INCLUDETEXT "c:/secret"')), "field INCLUDETEXT"),
    "a simple field": (in_body(PLAIN, '<w:p><w:fldSimple w:instr="INCLUDEPICTURE x"/></w:p>'), "INCLUDEPICTURE"),
    "a field without an end": (in_body(PLAIN, field("LINK x").replace("end", "begin")), "field LINK"),
    "Word's own merge": (in_body(PLAIN, field("MERGEFIELD Name")), "merge fields"),
    "a day that moves": (in_body(PLAIN, field("DATE")), "{{date}}"),
    "tracked changes": (in_body(PLAIN, "<w:p><w:ins><w:r><w:t>x</w:t></w:r></w:ins></w:p>"), "tracked changes"),
    "comments": (in_body(PLAIN, '<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>'), "comments"),
    "too many lines": (in_body(PLAIN, "<w:p/>" * 3000), "2,000 paragraphs"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_in_one_sentence_that_says_why_and_what_to_do(kind: str) -> None:
    data, why = REFUSED[kind]
    started, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(WrongUse) as caught:
        read_template("letter.docx", data)
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 300_000
    sentence = caught.value.sentence
    assert "letter.docx" in sentence
    assert why in sentence
    assert sentence.endswith(".")
    assert "%" not in sentence


def test_what_is_harmless_is_taken() -> None:
    for data in (
        PLAIN,
        with_relation(PLAIN, "hyperlink", "https://elm-lane.example/"),
        with_relation(PLAIN, "hyperlink", "mailto:office@elm-lane.example"),
        in_body(PLAIN, field(" PAGE ")),
        docx_bytes(Document("A paper of ours", (), __import__("datetime").date(2026, 11, 22))),
    ):
        read_template("letter.docx", data)


def test_a_template_is_never_run() -> None:
    """What would be a program to Jinja is told as marks that mean nothing, and what looks like a field by its name."""
    program = made(
        "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{greting}}",
    )
    template = read_template("letter.docx", program)
    assert "greting" in template.unknown
    words = " ".join(template.troubles)
    assert "did you mean {{greeting}}?" in words
    assert "{% for x in" in words
    with pytest.raises(WrongUse, match="greting"):
        template.check()
