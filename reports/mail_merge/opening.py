"""Opening a Word file that somebody was sent: judged part by part before any library sees it, refused in a sentence.

Nothing is fetched, nothing unpacked to the disk, and no more unpacked than a letter can need. Refused are macros,
whatever is loaded from outside or carried along to be run, Word's own fields that read files or change from day to
day, and what a merge cannot keep right: changes not yet accepted, comments, footnotes.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from models.errors import WrongUse
from reports.links import safe_address
from resources.i18n import _
from resources.i18n import marked as m

LARGEST = 5 * 1024 * 1024
"""Bytes of a template: a letterhead with a picture has a tenth of it."""
MOST_PARTS = 400
MOST_UNPACKED = 40 * 1024 * 1024
MOST_XML = 8 * 1024 * 1024
"""Bytes of one part that has to be read whole."""
MOST_PARAGRAPHS = 2000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RUN_BY_WORD = frozenset(
    (
        *("afchunk", "oleobject", "package", "control", "activexcontrolbinary", "subdocument", "frame", "vbaproject"),
        *("webextension", "webextensiontaskpanes", "extensibility"),
    )
)
"""Kinds of relationship that bring in a program, another file or an object of another program."""
_FIELDS = frozenset(("page", "numpages", "sectionpages", "section", "styleref", "hyperlink"))
"""Word's own fields that may stand in a template."""
_MERGE = frozenset(("mergefield", "addressblock", "greetingline", "next", "nextif", "mergerec", "mergeseq", "database"))
_DAYS = frozenset(("date", "time", "createdate", "savedate", "printdate", "edittime"))
_UNFINISHED = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_ASIDE = frozenset(f"{W}{name}" for name in ("footnoteReference", "endnoteReference", "commentReference"))
_CODES = frozenset(f"{W}{name}" for name in ("fldChar", "instrText", "fldSimple"))
_BROUGHT_IN = frozenset(f"{W}{name}" for name in ("altChunk", "subDoc", "object", "control"))
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, IndexError, OverflowError, EOFError, OSError, struct.error)


def check_template(name: str, data: bytes) -> None:
    """Judge a Word file that is to be a template. Raises WrongUse with what is wrong and what to do."""
    if len(data) > LARGEST:
        raise _refused(name, _("It is larger than {most} MB.").format(most=LARGEST // 1024 // 1024), _SMALLER)
    if data.startswith(_OLD_OFFICE):
        raise _refused(name, _("It has a password, or is from Word before 2007."), _SAVE_AGAIN)
    try:
        parts = _unpacked(name, data)
    except (*_DAMAGED, NotImplementedError, RuntimeError) as error:
        raise _refused(name, _("It cannot be read as a Word document."), _SAVE_AGAIN) from error
    _check_kind(name, parts)
    paragraphs = 0
    for part, root in _trees(name, parts):
        if part.lower().endswith(".rels"):
            _check_relationships(name, root)
        else:
            _check_marks(name, root)
            paragraphs += sum(1 for _paragraph in root.iter(f"{W}p"))
    if paragraphs > MOST_PARAGRAPHS:
        raise _refused(name, _("It has more than {most:,} paragraphs.").format(most=MOST_PARAGRAPHS), _SMALLER)


def _refused(name: str, why: str, advice: str) -> WrongUse:
    return WrongUse(_("“{name}” cannot be a template. {why} {advice}").format(name=name, why=why, advice=_(advice)))


_SMALLER = m("Make it smaller and try again.")
_SAVE_AGAIN = m("Open it in Word or LibreOffice, save it as a Word document (.docx) without a password, and try again.")
_WITHOUT = m("Take that out in Word or LibreOffice and try again.")


def _unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """Return the parts of a file by name; what comes out is counted, for the sizes a zip tells may be lies."""
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_PARTS:
            raise _refused(name, _("It has more parts than a letter can have."), _SAVE_AGAIN)
        for entry in entries:
            key = entry.filename
            if key.lower() in map(str.lower, parts) or ".." in key.split("/") or key.startswith("/") or "\\" in key:
                raise zipfile.BadZipFile(key)
            with archive.open(entry) as member:
                parts[key] = member.read(left + 1)
            left -= len(parts[key])
            if left < 0:
                raise _refused(name, _("It unpacks to far more than a letter can hold."), _SMALLER)
    return parts


def _check_kind(name: str, parts: Mapping[str, bytes]) -> None:
    """Refuse what is no plain Word document: by the list of its parts, not by its name."""
    kinds = parts.get(_TYPES, b"").lower()
    if b"macroenabled" in kinds or any("vba" in part.lower().rpartition("/")[2] for part in parts):
        raise _refused(name, _("It holds macros, which are programs."), _("Save it as a Word document without them."))
    if b"wordprocessingml.template.main" in kinds:
        raise _refused(name, _("It is one of Word’s own templates (.dotx)."), _SAVE_AGAIN)
    if _MAIN.encode() not in parts.get(_TYPES, b""):
        raise _refused(name, _("It is not a Word document."), _SAVE_AGAIN)


def _trees(name: str, parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    """Yield the parts that are XML, read without entities and without looking anywhere else."""
    for part, data in parts.items():
        if not part.lower().endswith((".xml", ".rels")):
            continue
        if len(data) > MOST_XML:
            raise _refused(name, _("It unpacks to far more than a letter can hold."), _SMALLER)
        try:
            # Looked for before anything is parsed; in another code than UTF-8 it could hide.
            plain = data.decode("utf-8")
            declared = plain[:200].lower()
            odd = "<!DOCTYPE" in plain or "<!ENTITY" in plain or ("encoding=" in declared and "utf-8" not in declared)
            if odd:
                raise ValueError(part)
            root = ElementTree.fromstring(data)
            if "purl.oclc.org" in root.tag:
                raise ValueError(part)  # The strict form, of which the marks below have other names.
            yield part, root
        except (ValueError, ElementTree.ParseError) as error:
            raise _refused(name, _("A part of it is not as Word writes it."), _SAVE_AGAIN) from error


def _check_relationships(name: str, root: Element) -> None:
    for one in (one for one in root.iter() if one.tag.endswith("}Relationship")):
        kind = one.get("Type", "").rpartition("/")[2].lower()
        target = one.get("Target", "")
        if kind in _RUN_BY_WORD:
            raise _refused(name, _("It holds an object of another program, or another document."), _WITHOUT)
        if one.get("TargetMode", "").lower() != "external":
            continue
        if kind == "attachedtemplate":
            why = _("It is tied to a template on another computer.")
            raise _refused(name, why, _("Copy its text into a new document, save that as .docx and try again."))
        if kind != "hyperlink":
            raise _refused(name, _("It loads a picture or a file from elsewhere when it is opened."), _WITHOUT)
        if safe_address(target) is None:
            raise _refused(name, _("It has a link that leads neither to a web page nor to an email."), _WITHOUT)


def _check_marks(name: str, root: Element) -> None:
    """Refuse what Word would run, fetch or change, and what cannot be merged."""
    for element in root.iter():
        if element.tag in _UNFINISHED:
            raise _refused(name, _("It has tracked changes."), _("Accept or reject them and try again."))
        if element.tag in _ASIDE:
            raise _refused(name, _("It has comments or footnotes, which letters cannot keep."), _WITHOUT)
        if element.tag in _BROUGHT_IN:
            raise _refused(name, _("It holds an object of another program, or another document."), _WITHOUT)
    for code in _codes(root):
        word = (code.split() or [""])[0].lower()
        if word in _FIELDS:
            continue
        if word in _MERGE:
            advice = _("Type fields like {field} in their place and try again.").format(field="{{greeting}}")
            raise _refused(name, _("It has Word’s own merge fields."), advice)
        if word in _DAYS:
            advice = _("Type {field} in its place and try again.").format(field="{{date}}")
            raise _refused(name, _("It has a date that Word changes whenever it is opened."), advice)
        why = _("It has Word’s field {code}.").format(code=word.upper()[:30] or _("without a name"))
        raise _refused(name, why, _WITHOUT)


def _codes(root: Element) -> Iterator[str]:
    """Yield the codes of Word's own fields, put together where they are cut into pieces."""
    open_codes: list[str] = []
    for element in root.iter():
        if element.tag not in _CODES:
            continue
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr", "")
        elif element.tag == f"{W}instrText":
            if not open_codes:
                yield element.text or ""
            else:
                open_codes[-1] += element.text or ""
        elif element.get(f"{W}fldCharType") == "begin":
            open_codes.append("")
        elif element.get(f"{W}fldCharType") == "end" and open_codes:
            yield open_codes.pop()
    yield from open_codes
