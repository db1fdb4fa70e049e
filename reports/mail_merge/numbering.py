"""Numbered lists of letters: each letter's begin at one, though all letters are one file."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from reports.docx.marks import mark

_VAL, _NUMBER = qn("w:val"), qn("w:numId")


class Lists:
    """The lists of a template, of which every letter after the first gets copies of its own."""

    def __init__(self, word: WordDocument) -> None:
        # Asked for by name: python-docx would make one where there is none.
        related = [one for one in word.part.rels.values() if one.reltype.endswith("/numbering") and not one.is_external]
        self._root: Element | None = related[0].target_part.element if related else None
        self._numbered: dict[str, str] = {}
        self._of_style: dict[str, str] = {}
        self._next = 1
        if self._root is None:
            return
        looks = {
            look.get(qn("w:abstractNumId")): {form.get(_VAL) for form in look.iter(qn("w:numFmt"))}
            for look in self._root.findall(qn("w:abstractNum"))
        }
        for one in self._root.findall(qn("w:num")):
            number, look = one.get(_NUMBER, ""), one.find(qn("w:abstractNumId"))
            kept = look.get(_VAL, "") if look is not None else ""
            self._next = max(self._next, int(number) + 1 if number.isdigit() else 1)
            if looks.get(kept, set()) - {"bullet", "none"}:
                self._numbered[number] = kept
        for style in word.styles.element.findall(qn("w:style")):
            found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{_NUMBER}")
            if found is not None and found.get(_VAL) in self._numbered:
                self._of_style[style.get(qn("w:styleId"), "")] = found.get(_VAL, "")

    def restart(self, letter: Element, *, first: bool) -> None:
        """Let the numbered lists of a letter begin at one."""
        if first or self._root is None or not self._numbered:
            return
        self._name_lists_of_styles(letter)
        given: dict[str, str] = {}
        for number in letter.iter(_NUMBER):
            known = number.get(_VAL, "")
            if known in self._numbered:
                if known not in given:
                    given[known] = self._copy(self._numbered[known])
                number.set(_VAL, given[known])

    def _name_lists_of_styles(self, letter: Element) -> None:
        """Say at each paragraph itself which list it is in, where its style alone says so."""
        for name in letter.iter(qn("w:pStyle")):
            properties = name.getparent()
            kept = self._of_style.get(name.get(_VAL, ""))
            if kept is None or properties is None or properties.find(qn("w:numPr")) is not None:
                continue
            numbering = mark("numPr")
            numbering.append(mark("numId", val=kept))
            place = 1 + sum(child.tag in _BEFORE_NUMBERING for child in properties)
            properties.insert(place, numbering)

    def _copy(self, look: str) -> str:
        """Return the number of a new list of the same look that begins at one."""
        assert self._root is not None
        number = str(self._next)
        self._next += 1
        found = mark("num", numId=number)
        found.append(mark("abstractNumId", val=look))
        for level in range(9):
            override = mark("lvlOverride", ilvl=level)
            override.append(mark("startOverride", val=1))
            found.append(override)
        behind = self._root.find(qn("w:numIdMacAtCleanup"))
        if behind is not None:
            behind.addprevious(found)
        else:
            self._root.append(found)
        return number


_BEFORE_NUMBERING = frozenset(
    qn(f"w:{name}") for name in ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
