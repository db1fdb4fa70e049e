"""A partner's file as it is brought in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.exchange.incoming import Recognised
from models.exchange.partner_file import PartnerFile, read_partner_file
from models.imports.partners.kinds import SHARED
from models.value_words import in_words
from resources.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class PartnerRead:
    """A partner's file as it was read."""

    recognised: Recognised
    headings: tuple[str, ...]
    remarks: tuple[str, ...]
    file: PartnerFile


def read_for_import(path: Path) -> PartnerRead:
    """Return a partner's file. Raises BadImport for what is none."""
    file = read_partner_file(path, tuple(SHARED))
    count = len(file.records)
    words = ngettext("{n} record", "{n} records", count).format(n=f"{count:,}")
    what = _("Exchange file of {sender}: {partnership}, {records}, made on {day}").format(
        sender=file.sender or _("a partner"), partnership=file.partnership, records=words, day=in_words(file.made_on)
    )
    return PartnerRead(Recognised("exchange", what, "utf-8"), (_("Kind"), _("Lasting name"), _("Name")), (), file)
