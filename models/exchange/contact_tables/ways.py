"""Addresses and numbers of a row: all that stand in a cell, with what the heading or the cell calls them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.exchange.contact_tables.cells import SEVERAL, Cells
from models.exchange.contact_tables.columns import Column
from models.exchange.contact_tables.holding import Holds
from models.exchange.emails import understand_emails
from models.exchange.incoming import Way
from models.exchange.names.cells import understand_names
from models.exchange.names.found import NamesFound
from models.exchange.phones import understand_phones
from models.vocabulary import ContactPointKind
from resources.i18n import _

_HELD = frozenset({Holds.EMAIL, Holds.PHONE, Holds.MOBILE, Holds.WEBSITE})
_NO_LABELS = frozenset({"smtp", "ex", "", "mobile", "main", "internet", "phone", "email", "mapi"})
_LEFT_OUT = ("fax", "pager")


def ways_of(cells: Cells, remarks: list[str]) -> tuple[Way, ...]:
    """Return the addresses and numbers in some cells of a row, each once; what was put right or left out is told."""
    if cells.keys().isdisjoint(_HELD):
        return ()
    found: dict[tuple[ContactPointKind, str], Way] = {}
    for way in (*_emails(cells, remarks), *_phones(cells, remarks), *_websites(cells)):
        found.setdefault((way.kind, (way.understood or way.value).casefold()), way)
    return tuple(found.values())


def _emails(cells: Cells, remarks: list[str]) -> Iterator[Way]:
    labels = _labels(cells.get(Holds.EMAIL_LABEL, ()))
    for column, text in cells.get(Holds.EMAIL, ()):
        label, preferred = labels.get(column.found.group, ("", False))
        for part in text.split(SEVERAL):
            understood = understand_emails(part)
            remarks += understood.remarks
            for one in understood.emails:
                yield Way(ContactPointKind.EMAIL, one.address, label or column.found.label, preferred)
                preferred = False


def names_beside_address(cells: Cells) -> NamesFound:
    """Return whom some cells name beside the one email address in them: "Ann Bell <a.bell@example.org>"."""
    texts = [part for _column, text in cells.get(Holds.EMAIL, ()) for part in text.split(SEVERAL)]
    found = [one for text in texts for one in understand_emails(text).emails]
    return NamesFound(understand_names(found[0].name).people) if len(found) == 1 and found[0].name else NamesFound()


def _phones(cells: Cells, remarks: list[str]) -> Iterator[Way]:
    if Holds.PHONE not in cells and Holds.MOBILE not in cells:
        return
    labels = _labels(cells.get(Holds.PHONE_LABEL, ()))
    for holds in (Holds.PHONE, Holds.MOBILE):
        for column, text in cells.get(holds, ()):
            label, preferred = labels.get(column.found.group, ("", False))
            if any(word in label.lower() for word in _LEFT_OUT):
                continue
            for part in text.split(SEVERAL):
                yield from _numbers(column, part, label or column.found.label, preferred, remarks)
                preferred = False


def _numbers(column: Column, text: str, label: str, preferred: bool, remarks: list[str]) -> Iterator[Way]:
    understood = understand_phones(text)
    if understood.lost:
        remarks.append(understood.lost)
    if understood.words:
        remarks.append(_("“{text}” is no telephone number; it was left out.").format(text=understood.words[:80]))
    for phone in understood.phones:
        if phone.remark:
            remarks.append(phone.remark)
        said = phone.label or ("" if label.lower() in _NO_LABELS else label)
        if any(word in said.lower() for word in _LEFT_OUT):
            continue
        is_mobile = phone.is_mobile or (column.holds is Holds.MOBILE and not phone.number.startswith("+44"))
        kind = ContactPointKind.MOBILE if is_mobile else ContactPointKind.PHONE
        yield Way(kind, phone.value, said, preferred, phone.number)


def _websites(cells: Cells) -> Iterator[Way]:
    for _column, text in cells.get(Holds.WEBSITE, ()):
        for part in text.replace(SEVERAL, " ").split():
            if "." in part:
                yield Way(ContactPointKind.WEB, part.strip(",;"))


def _labels(cells: Iterable[tuple[Column, str]]) -> dict[int, tuple[str, bool]]:
    """Return what each group of columns is called, and whether it is the one to use first."""
    found: dict[int, tuple[str, bool]] = {}
    for column, text in cells:
        label = text.removeprefix("*").strip()
        found[column.found.group] = ("" if label.lower() in _NO_LABELS else label, text.startswith("*"))
    return found


def website_of(ways: Iterable[Way]) -> str:
    """Return the first web address among some ways."""
    return next((way.value for way in ways if way.kind is ContactPointKind.WEB), "")
