"""A template that was judged and can be filled: its parts with words, and the fields in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from rapidfuzz import process

from models.errors import WrongUse
from reports.formatting import listed
from reports.mail_merge.fields import FIELDS
from reports.mail_merge.merging import fields_within, needed_within, strays_within
from reports.mail_merge.opening import check_template
from resources.i18n import _, ngettext

_WITH_WORDS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_DAMAGED = (PackageNotFoundError, SyntaxError, KeyError, ValueError, AttributeError, TypeError, IndexError)
"""What python-docx raises for parts that do not belong together, and for XML that is none."""
_NEAR = 70
"""How alike two names of fields are, of 100, for one to be offered in the place of the other."""


@dataclass(frozen=True)
class Template:
    """A template by its name and its bytes."""

    name: str
    data: bytes

    def opened(self) -> WordDocument:
        """Return it as a document of its own, to be changed. Raises WrongUse where it is damaged."""
        try:
            word = docx.Document(BytesIO(self.data))
            if word.element.body is None:
                raise ValueError(self.name)
        except (
            PackageNotFoundError,
            SyntaxError,
            KeyError,
            ValueError,
            AttributeError,
            TypeError,
            IndexError,
        ) as error:
            raise WrongUse(
                _("“{name}” cannot be read as a Word document. Open it in Word, save it again and try that.").format(
                    name=self.name
                )
            ) from error
        return word

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Return the names of its fields, each once, those of its text first."""
        return tuple(dict.fromkeys(name for root in self._roots() for name in fields_within(root)))

    @cached_property
    def strays(self) -> tuple[str, ...]:
        """Return what begins like a field in it and is none."""
        return tuple(dict.fromkeys(stray for root in self._roots() for stray in strays_within(root)))

    @cached_property
    def needed(self) -> frozenset[str]:
        """Return the names of the fields without which a sentence has a hole."""
        return frozenset(name for root in self._roots() for name in needed_within(root))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return those of its fields that there are not."""
        return tuple(name for name in self.fields if name not in FIELDS)

    @property
    def troubles(self) -> tuple[str, ...]:
        """Return in sentences what prevents a letter from being made with it."""
        found = []
        if self.unknown:
            named = listed([_suggested(name) for name in self.unknown])
            words = ngettext(
                "“{name}” has a field that there is not: {fields}.",
                "“{name}” has fields that there are not: {fields}.",
                len(self.unknown),
            )
            found.append(words.format(name=self.name, fields=named))
        if self.strays:
            words = _("“{name}” has marks that are no field: {marks}. A field is a name between two braces: {example}.")
            found.append(words.format(name=self.name, marks=listed(self.strays[:5]), example="{{greeting}}"))
        return tuple(found)

    def check(self) -> None:
        """Refuse it where it has fields that there are not. Raises WrongUse that names them."""
        if self.troubles:
            raise WrongUse(" ".join(self.troubles))

    def _roots(self) -> Iterator[Element]:
        word = self.opened()
        yield word.element.body
        for part in parts_around(word):
            yield part.element


def read_template(name: str, data: bytes) -> Template:
    """Return a Word file as a template, judged first. Raises WrongUse with what is wrong and what to do.

    Fields that there are not do not keep it from being read: they are told before letters are made.
    """
    check_template(name, data)
    template = Template(name, data)
    template.opened()
    return template


def parts_around(word: WordDocument) -> Iterator[XmlPart]:
    """Yield the headers and footers of a document."""
    for relation in word.part.rels.values():
        if relation.reltype in _WITH_WORDS and not relation.is_external and isinstance(relation.target_part, XmlPart):
            yield relation.target_part


def _suggested(name: str) -> str:
    """Return a name in braces, with the field that was likely meant."""
    found = process.extractOne(name, list(FIELDS), score_cutoff=_NEAR)
    written = f"{{{{{name}}}}}"
    return _("{name} (did you mean {other}?)").format(name=written, other=f"{{{{{found[0]}}}}}") if found else written
