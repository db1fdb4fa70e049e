"""Letters as Word files: all in one, each from a new page with its own numbering, or one of them alone.

Styles, headers, footers and pictures are the template's. Each letter is a section, so that its first page has the first
page's header and its pages and numbered lists begin at one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZipFile

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from reports.cleaning import clean_line
from reports.docx.marks import mark
from reports.mail_merge.fields import is_of_each
from reports.mail_merge.merging import fields_within, fill
from reports.mail_merge.numbering import Lists
from reports.mail_merge.template import Template, parts_around
from reports.zips import APPLICATION, FixedZip

Values = Mapping[str, str]
_SECTION, _P, _PPR = qn("w:sectPr"), qn("w:p"), qn("w:pPr")
_ONCE = tuple(qn(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd"))
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_APP, _CUSTOM, _THUMBNAIL = "docProps/app.xml", "custom-properties", "thumbnail"
_BEFORE_TYPE = tuple(qn(f"w:{name}") for name in ("headerReference", "footerReference", "footnotePr", "endnotePr"))
_BEFORE_NUMBERING = (
    *_BEFORE_TYPE,
    *(qn(f"w:{name}") for name in ("type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")),
)
"""What comes before the kind of a section and before its numbering: the order is fixed."""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself; nothing of the computer or of who made the template."""

    title: str
    day: date
    author: str = ""
    language: str = "en-GB"


def letters_docx(template: Template, letters: Sequence[Values], about: About) -> bytes:
    """Return letters as one Word file, one for each set of values, in their order; equal ones give equal bytes."""
    word = template.opened()
    joiner = _Joiner(word, letters)
    joiner.join()
    _tell(word, about)
    return _packed(word, about.day)


class _Joiner:
    """A template on its way to letters."""

    def __init__(self, word: WordDocument, letters: Sequence[Values]) -> None:
        self._word, self._letters = word, letters
        self._body = word.element.body
        self._last = self._body.find(_SECTION)
        if self._last is None:
            self._last = mark("sectPr")
            self._body.append(self._last)
        self._paragraphs = [child for child in self._body if child is not self._last]
        self._lists = Lists(word)
        self._around = {
            relation: part
            for relation, part in _around(word).items()
            if any(is_of_each(name) for name in fields_within(part.element))
        }
        self._made = 0

    def join(self) -> None:
        """Put all letters in the place of the template's own words."""
        common = {name: value for name, value in self._letters[0].items() if not is_of_each(name)}
        for relation, part in _around(self._word).items():
            if relation not in self._around:
                fill(part.element, common)
            if len(self._letters) > 1:
                _count_own_pages(part.element)
        for child in self._paragraphs:
            self._body.remove(child)
        final: list[Element] = []
        for number, values in enumerate(self._letters):
            holder = mark("body")
            for child in self._paragraphs:
                holder.append(deepcopy(child))
            fill(holder, values)
            if number:
                _without_names(holder)
            self._lists.restart(holder, first=number == 0)
            section = deepcopy(self._last)
            sections = [*holder.iter(_SECTION), section]
            _begin_page(sections[0])
            for one in sections:
                self._own_around(one, values)
            if number < len(self._letters) - 1:
                _end_section(holder, section)
            else:
                final.append(section)
            for child in list(holder):
                self._last.addprevious(child)
        self._body.replace(self._last, final[0])
        for relation in self._around:
            # Their copies stand in their place, and fields nobody filled must not go out.
            del self._word.part.rels[relation]
        _number_pictures(self._body)

    def _own_around(self, section: Element, values: Values) -> None:
        """Give a section headers and footers of its own where they hold what differs from letter to letter."""
        for reference in section.iter(qn("w:headerReference"), qn("w:footerReference")):
            part = self._around.get(reference.get(qn("r:id"), ""))
            if part is None:
                continue
            self._made += 1
            kind = "header" if reference.tag.endswith("headerReference") else "footer"
            place = PackURI(f"/word/{kind}-of-letter-{self._made}.xml")
            element = deepcopy(part.element)
            fill(element, values)
            own = XmlPart(place, part.content_type, element, part.package)
            for relation in part.rels.values():
                target = relation.target_ref if relation.is_external else relation.target_part
                own.rels.add_relationship(relation.reltype, target, relation.rId, relation.is_external)
            relation_type = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
            reference.set(qn("r:id"), self._word.part.relate_to(own, relation_type))


def _around(word: WordDocument) -> dict[str, XmlPart]:
    """Return headers and footers by the number under which sections name them."""
    parts = list(parts_around(word))
    return {
        number: relation.target_part
        for number, relation in word.part.rels.items()
        if not relation.is_external and relation.target_part in parts
    }


def _begin_page(section: Element) -> None:
    """Let a section begin a page that is its first."""
    for tag in ("w:type", "w:pgNumType"):
        for old in section.findall(qn(tag)):
            section.remove(old)
    section.insert(_after(section, _BEFORE_TYPE), mark("type", val="nextPage"))
    section.insert(_after(section, _BEFORE_NUMBERING), mark("pgNumType", start=1))


def _after(section: Element, tags: tuple[str, ...]) -> int:
    """Return the place behind the last child of some tags."""
    return max((place + 1 for place, child in enumerate(section) if child.tag in tags), default=0)


def _end_section(holder: Element, section: Element) -> None:
    """End the section of a letter with its last paragraph."""
    last = holder[-1] if len(holder) else None
    if last is None or last.tag != _P or last.find(f"{_PPR}/{_SECTION}") is not None:
        last = mark("p")
        holder.append(last)
    properties = last.find(_PPR)
    if properties is None:
        properties = mark("pPr")
        last.insert(0, properties)
    change = properties.find(qn("w:pPrChange"))
    if change is not None:
        change.addprevious(section)
    else:
        properties.append(section)


def _without_names(holder: Element) -> None:
    """Take out what may be named only once in a file: bookmarks, and Word's own numbers of paragraphs and controls."""
    for one in [one for tag in _ONCE for one in holder.iter(tag)]:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    for one in holder.iter():
        for name in [name for name in one.attrib if str(name).startswith(_W14)]:
            del one.attrib[name]
    for one in list(holder.iter(qn("w:sdtPr"))):
        for number in one.findall(qn("w:id")):
            one.remove(number)


def _number_pictures(body: Element) -> None:
    for number, one in enumerate(body.iter(qn("wp:docPr")), 1):
        one.set("id", str(number))


def _count_own_pages(part: Element) -> None:
    """Let "Page 1 of 2" count the pages of the letter and not of all letters."""
    for code in part.iter(qn("w:instrText")):
        code.text = (code.text or "").replace("NUMPAGES", "SECTIONPAGES")
    for simple in part.iter(qn("w:fldSimple")):
        key = qn("w:instr")
        simple.set(key, simple.get(key, "").replace("NUMPAGES", "SECTIONPAGES"))


def _tell(word: WordDocument, about: About) -> None:
    properties = word.core_properties
    properties.title, properties.author = clean_line(about.title)[:255], clean_line(about.author)[:255]
    properties.subject = properties.keywords = properties.comments = properties.category = ""
    properties.last_modified_by = properties.identifier = properties.content_status = ""
    properties.language = about.language
    properties.created = properties.modified = datetime.combine(about.day, time())
    properties.revision = 1
    relations = word.part.package.rels
    for number, relation in list(relations.items()):
        if relation.reltype.endswith((_THUMBNAIL, _CUSTOM)):
            del relations[number]
    for one in list(word.settings.element.iter(qn("w:mailMerge"), qn("w:rsids"), qn("w:documentProtection"))):
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    for element in _everything(word):
        for bound in list(element.iter(qn("w:dataBinding"))):
            parent = bound.getparent()
            if parent is not None:
                parent.remove(bound)


def _everything(word: WordDocument) -> Iterator[Element]:
    yield word.element.body
    for part in parts_around(word):
        yield part.element


def _packed(word: WordDocument, day: date) -> bytes:
    made, target = BytesIO(), BytesIO()
    word.save(made)
    with ZipFile(made) as parts, FixedZip(target, day) as archive:
        for name in parts.namelist():
            archive.writestr(name, APPLICATION if name == _APP else parts.read(name))
    return target.getvalue()
