"""The file of a workbook or a Word document: a zip with one fixed date, so that equal papers give equal bytes."""

from __future__ import annotations

from datetime import date
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from _typeshed import SizedBuffer

APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Liaison Desk</Application></Properties>"
)
"""The part that says which program wrote the file; the libraries would name themselves and Office."""
_EARLIEST_DATE = (1980, 1, 1, 0, 0, 0)


class FixedZip(ZipFile):
    """A zip whose entries all carry one date and no trace of the computer."""

    def __init__(self, target: IO[bytes], moment: date) -> None:
        super().__init__(target, "w", ZIP_DEFLATED)
        self._date = max((moment.year, moment.month, moment.day, 0, 0, 0), _EARLIEST_DATE)

    def entry(self, name: str) -> ZipInfo:
        """Return the header of a new entry."""
        info = ZipInfo(name, self._date)
        info.compress_type = ZIP_DEFLATED
        info.create_system = 0
        info.external_attr = 0
        return info

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: str | SizedBuffer,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a part under the fixed date."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(self.entry(name), data, compress_type, compresslevel)
