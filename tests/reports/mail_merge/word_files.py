"""Word files for tests: made by python-docx, then changed part by part as Word, or somebody worse, would."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx

MAIN = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made(*lines: str) -> bytes:
    """Return a document of some lines."""
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    target = BytesIO()
    word.save(target)
    return target.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """Return a file with some parts put in or in the place of those that were there."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, content in parts.items():
            after.writestr(name, content)
    return target.getvalue()


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return a file with other words in one part."""
    with ZipFile(BytesIO(data)) as archive:
        text = archive.read(part).decode("utf-8")
    assert old in text, (part, old)
    return with_parts(data, {part: text.replace(old, new, 1)})


def in_body(data: bytes, marks: str) -> bytes:
    """Return a file with marks of Word's at the start of its text."""
    return replaced(data, MAIN, "<w:body>", f"<w:body>{marks}")


def with_relation(data: bytes, kind: str, target: str, *, external: bool = True) -> bytes:
    """Return a file that points to something."""
    mode = ' TargetMode="External"' if external else ""
    new = f'<Relationship Id="rId999" Type="{KIND}/{kind}" Target="{target}"{mode}/></Relationships>'
    return replaced(data, RELATIONS, "</Relationships>", new)


def text_of(data: bytes) -> list[str]:
    """Return the lines of a document's text."""
    return [line.text for line in docx.Document(BytesIO(data)).paragraphs]
