"""Putting words in the place of fields, over the runs into which Word cuts a line.

What a field stands for takes the look of the run in which the field begins. It is put there as text: what looks like a
field, a program or markup in it stays what it is. A new line stays one; a blank line begins a new paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from reports.cleaning import clean
from reports.docx.marks import mark
from reports.mail_merge.fields import FIELD, field_name, stray_marks

_P, _R, _T, _PPR, _RPR = (qn(f"w:{name}") for name in ("p", "r", "t", "pPr", "rPr"))
_SECTION, _CELL = qn("w:sectPr"), qn("w:tc")
_PICTURES = frozenset((qn("w:drawing"), qn("w:pict"), qn("w:sectPr"), qn("w:br"), qn("w:fldChar"), qn("w:fldSimple")))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NEW_PARAGRAPH = "\ufdd0"
"""Stands for a blank line within a field’s words: no character at all, and taken out of what people wrote."""


def fields_within(root: Element) -> Iterator[str]:
    """Yield the names of the fields of a part, in order, as often as they stand there."""
    for line in root.iter(_P):
        for found in FIELD.finditer("".join(text.text or "" for text in _texts(line))):
            yield field_name(found.group(1))


def needed_within(root: Element) -> Iterator[str]:
    """Yield the names of fields without which a sentence has a hole: not those alone in a line or behind a label."""
    for line in root.iter(_P):
        whole = "".join(text.text or "" for text in _texts(line))
        if not _is_spare(FIELD.sub("", whole)):
            yield from (field_name(found.group(1)) for found in FIELD.finditer(whole))


def strays_within(root: Element) -> Iterator[str]:
    """Yield what begins like a field and is none."""
    for line in root.iter(_P):
        yield from stray_marks("".join(text.text or "" for text in _texts(line)))


def fill(root: Element, values: Mapping[str, str]) -> None:
    """Put values in the place of all fields that have one here, in a part or some of its paragraphs.

    A paragraph that is only fields, or a label with a colon and fields, goes where all of them are empty.
    """
    for line in [*([root] if root.tag == _P else []), *root.iter(_P)]:
        texts = list(_texts(line))
        whole = "".join(text.text or "" for text in texts)
        names = [field_name(found.group(1)) for found in FIELD.finditer(whole)]
        if not any(name in values for name in names):
            continue
        if not any(values.get(name, name) for name in names) and _is_spare(FIELD.sub("", whole)):
            _drop(line, texts)
            continue
        _replace(texts, whole, lambda name: _fit(values[name]) if name in values else None)
        for text in texts:
            _break_lines(text)
        _split(line)


def _texts(line: Element) -> Iterator[Element]:
    """Yield the texts of a paragraph, not those of paragraphs within it, as in a text box."""
    for text in line.iter(_T):
        if next(text.iterancestors(_P), None) is line:
            yield text


def _fit(value: str) -> str:
    """Return a value fit for a document."""
    lines = [line.strip() for line in clean(value).replace(_NEW_PARAGRAPH, "").strip().split("\n")]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return _NEW_PARAGRAPH.join("\n".join(part) for part in paragraphs)


def _replace(texts: list[Element], whole: str, value_of: Callable[[str], str | None]) -> None:
    """Replace fields from the last to the first, so that the places before them stay what they were."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text.text or "")
        # A line end within a text is a blank to Word.
        text.text = (text.text or "").replace("\r", " ").replace("\n", " ").replace("\t", " ")
    for found in reversed(list(FIELD.finditer(whole))):
        value = value_of(field_name(found.group(1)))
        if value is None:
            continue
        first = max(place for place, start in enumerate(starts) if start <= found.start())
        last = max(place for place, start in enumerate(starts) if start < found.end())
        before = (texts[first].text or "")[: found.start() - starts[first]]
        after = (texts[last].text or "")[found.end() - starts[last] :]
        for between in texts[first + 1 : last]:
            between.text = ""
        if first == last:
            texts[first].text = before + value + after
        else:
            texts[first].text = before + value
            texts[last].text = after
        for changed in (texts[first], texts[last]):
            changed.set(_SPACE, "preserve")


def _break_lines(text: Element) -> None:
    """Make the line ends of a text line breaks, and its blank lines marks of their own, in the same run."""
    words = text.text or ""
    if "\n" not in words and _NEW_PARAGRAPH not in words:
        return
    last = text
    for number, piece in enumerate(words.replace(_NEW_PARAGRAPH, f"\n{_NEW_PARAGRAPH}\n").split("\n")):
        if number == 0:
            text.text = piece
            continue
        if piece == _NEW_PARAGRAPH:
            added: Element = mark("cr")
            added.set("split", "1")
            _insert(last, added)
            last = added
            continue
        if last.get("split") is None:
            broken = mark("br")
            _insert(last, broken)
            last = broken
        more = mark("t")
        more.text = piece
        more.set(_SPACE, "preserve")
        _insert(last, more)
        last = more


def _insert(before: Element, added: Element) -> None:
    before.addnext(added)


def _split(line: Element) -> None:
    """Make a new paragraph of what follows each blank line; where that cannot be, two line breaks."""
    for cut in [one for one in line.iter(qn("w:cr")) if one.get("split")]:
        del cut.attrib["split"]
        run = cut.getparent()
        owner = run.getparent() if run is not None else None
        if run is None or owner is None or run.tag != _R or owner.tag != _P or owner.getparent() is None:
            cut.tag = qn("w:br")
            cut.addnext(mark("br"))
            continue
        new = _paragraph_like(owner)
        owner.addnext(new)
        rest = _run_like(run)
        for part in list(cut.itersiblings()):
            rest.append(part)
        following = list(run.itersiblings())
        run.remove(cut)
        new.append(rest)
        for part in following:
            new.append(part)


def _paragraph_like(line: Element) -> Element:
    new = mark("p")
    properties = line.find(_PPR)
    if properties is not None:
        copied = deepcopy(properties)
        section = properties.find(_SECTION)
        if section is not None:
            # The end of a section belongs to the last of the paragraphs.
            properties.remove(section)
        new.append(copied)
    return new


def _run_like(run: Element) -> Element:
    new = mark("r")
    properties = run.find(_RPR)
    if properties is not None:
        new.append(deepcopy(properties))
    return new


def _is_spare(rest: str) -> bool:
    """Say whether what is left of a paragraph without its fields says nothing by itself."""
    return not rest.strip() or rest.rstrip().endswith(":")


def _drop(line: Element, texts: list[Element]) -> None:
    """Take a paragraph out, or only its words where a cell, a section or a picture rests on it."""
    parent = line.getparent()
    alone = parent is not None and parent.tag != qn("w:body") and len(parent.findall(_P)) == 1
    if parent is None or alone or any(one.tag in _PICTURES for one in line.iter()):
        for text in texts:
            text.text = ""
    else:
        parent.remove(line)
