"""Words read from the right in Word's own marks, which decide their order, their letters and where lines begin."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.directions import has_right_to_left, levels, reads_from_right
from reports.docx.marks import mark

_SHORT = 40
_BESIDE = {"b": "bCs", "i": "iCs"}
"""Bold and italic have a mark of their own for such letters."""
_BEFORE_DIRECTION = frozenset(
    qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "tabs")
)
"""What comes before the direction in the properties of a paragraph."""


def mark_directions(root: BaseOxmlElement) -> None:
    """Mark all words below an element that are read from the right."""
    lines: dict[BaseOxmlElement, None] = {}
    for text in root.iter(qn("w:t")):
        if has_right_to_left(text.text or ""):
            lines[next(text.iterancestors(qn("w:p")))] = None
    for line in lines:
        _mark_line(line)


def _mark_line(line: BaseOxmlElement) -> None:
    """Mark one paragraph and those of its words that need it."""
    whole = "".join(text.text or "" for text in line.iter(qn("w:t")))
    from_right = reads_from_right(whole)
    if from_right:
        properties = line.get_or_add_pPr()
        place = sum(child.tag in _BEFORE_DIRECTION for child in properties)
        properties.insert(place, mark("bidi"))
        if len(whole) < _SHORT and next(line.iterancestors(qn("w:tc")), None) is not None and properties.jc is None:
            # In such a paragraph Word means the left side by this: names stay where the others of their column are.
            properties.get_or_add_jc().val = WD_ALIGN_PARAGRAPH.RIGHT
    depths = iter(levels(whole, from_right))
    for run in list(line.iter(qn("w:r"))):
        parts = [part for child in run if child.tag != qn("w:rPr") for part in _parts(child, depths)]
        if any(turned for _child, turned in parts):
            _replace(run, parts)


def _parts(child: BaseOxmlElement, depths: Iterator[int]) -> Iterator[tuple[BaseOxmlElement, bool]]:
    """Yield a part of a run, words cut where the direction changes, and whether it is read from the right."""
    if child.tag != qn("w:t"):
        yield child, False
        return
    for turned, group in groupby(child.text or "", lambda _character: next(depths) % 2 == 1):
        part = deepcopy(child)
        part.text = "".join(group)
        part.set(qn("xml:space"), "preserve")
        yield part, turned


def _replace(run: BaseOxmlElement, parts: list[tuple[BaseOxmlElement, bool]]) -> None:
    """Put runs of one direction each in the place of a run."""
    look = run.find(qn("w:rPr"))
    for turned, group in groupby(parts, lambda part: part[1]):
        made = mark("r")
        if look is not None:
            made.append(deepcopy(look))
        made.extend([child for child, _turned in group])
        if turned:
            _turn(made)
        run.addprevious(made)
    run.getparent().remove(run)


def _turn(run: BaseOxmlElement) -> None:
    """Mark a run as read from the right."""
    look = run.get_or_add_rPr()
    for name, other in _BESIDE.items():
        found = look.find(qn(f"w:{name}"))
        if found is not None:
            found.addnext(mark(other))
    look.append(mark("rtl"))
