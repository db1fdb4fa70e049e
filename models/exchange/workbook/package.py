"""The zip that a workbook is: opened only when its own figures are sane, its parts unpacked within one bound."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast
from xml.parsers import expat

from models.errors import BadImport
from resources.i18n import _

MOST_PACKED = 60 * 1024 * 1024
"""The register of all England packs to half of this, a list of ours to a hundredth."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that the parts we read may unpack to in all; what an archive says of their size may be a lie."""
MOST_STREAMED = 400 * 1024 * 1024
"""Bytes of a sheet whose rows are not held: that of the register of all England has a third of it."""
MOST_DEPTH = 60
"""Elements inside each other; a workbook has a dozen."""
_MOST_LIST = 1024 * 1024
"""Bytes of the archive's list of parts: a workbook has dozens, not thousands."""
_CHUNK = 512 * 1024
"""What is parsed in one go; small pieces of one endless word would be looked through again and again."""

_END_OF_ZIP = b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Listener = Callable[[expat.XMLParserType], None]
"""Sets the handlers of a parser."""


class Package:
    """An open workbook's parts."""

    def __init__(self, archive: zipfile.ZipFile, name: str, check: Callable[[], None] | None) -> None:
        self._archive, self.name, self._check = archive, name, check
        self._left = MOST_UNPACKED
        # Some programs of Windows write the strokes between folders the other way round.
        self._names = {entry.filename.lower().replace("\\", "/"): entry for entry in archive.infolist()}

    def has(self, part: str) -> bool:
        """Say whether there is a part of this name, whatever its capitals."""
        return part.lower() in self._names

    def parse(self, part: str, listen: Listener, *, counts_depth: bool = False, first_bytes: int = 0) -> None:
        """Go through a part's XML with the handlers that `listen` sets; `counts_depth` says that they count it.

        With `first_bytes` only its beginning is looked at.

        Raises BadImport for one that declares entities, is no XML, unpacks to too much or is nested too deeply.
        """
        for _read in self.steps(part, listen, counts_depth=counts_depth, first_bytes=first_bytes):
            if first_bytes:
                return

    def steps(
        self,
        part: str,
        listen: Listener,
        *,
        counts_depth: bool = False,
        first_bytes: int = 0,
        is_streamed: bool = False,
    ) -> Iterator[None]:
        """Do the same piece by piece, so that what was heard can be taken away in between.

        `is_streamed` says that nothing of the part is held: then it has a bound of its own.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_entities
        listen(parser)
        if not counts_depth:
            self._count_depth(parser)
        entry = self._names[part.lower()]
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # No spreadsheet program packs otherwise, and other ways may ask for gigabytes to begin with.
            raise BadImport(locked_words(self.name))
        left = MOST_STREAMED if is_streamed else self._left
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(min(first_bytes or _CHUNK, left + 1)):
                    left -= len(chunk)
                    if left < 0:
                        raise BadImport(too_large_words(self.name))
                    if not is_streamed:
                        self._left = left
                    if self._check is not None:
                        self._check()
                    parser.Parse(chunk, False)
                    yield
                parser.Parse(b"", True)
                yield
        except expat.ExpatError as error:
            raise damaged(self.name) from error

    def _count_depth(self, parser: expat.XMLParserType) -> None:
        """Put a count of how deep the elements stand before a parser's handlers: the parser keeps each open one."""
        first = cast("Callable[[str, dict[str, str]], object] | None", parser.StartElementHandler)
        last = parser.EndElementHandler
        depth = 0

        def start(name: str, marks: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MOST_DEPTH:
                raise damaged(self.name)
            if first is not None:
                first(name, marks)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            if last is not None:
                last(name)

        parser.StartElementHandler, parser.EndElementHandler = start, end

    def _refuse_entities(self, *_told: object) -> None:
        raise BadImport(entities_words(self.name))


def entities_words(name: str) -> str:
    """Return what to say of a file that declares what makes a reader fetch or grow."""
    return _("“{name}” holds instructions that no spreadsheet program writes, so it was not read.").format(name=name)


def damaged(name: str) -> BadImport:
    """Return what to say of a workbook that cannot be unpacked or parsed."""
    return BadImport(
        _("“{name}” is damaged or incomplete. Open it in your spreadsheet program, save it again, and try once more.")
        .format(name=name)
    )  # fmt: skip


def too_large_words(name: str) -> str:
    """Return what to say of a workbook beyond what is read."""
    return _(
        "“{name}” holds far more than a list of ours. Copy the rows you changed, with the headings and the key, into a "
        "workbook of their own."
    ).format(name=name)


@contextmanager
def open_package(
    path: Path,
    check: Callable[[], None] | None = None,
    check_kind: Callable[[Package], None] | None = None,
    password: str | None = None,
) -> Iterator[Package]:
    """Open the parts of a workbook; `check` is called again and again and may raise to stop.

    `check_kind` refuses packages of another kind than an Excel workbook, where another is wanted. Where whoever reads
    can ask for a password, it is given, "" for none yet; then NeedsPassword is raised for a workbook that has another.

    Raises BadImport for a file that is not there, is of another kind, has a password, or is built to do harm.
    """
    name = path.name
    try:
        with path.open("rb") as opened:
            file = _unlocked(path, opened, password) if password is not None else opened
            _check_start(path, file)
            with zipfile.ZipFile(file) as archive:
                package = Package(archive, name, check)
                (check_kind or _check_kind)(package)
                yield package
    except FileNotFoundError as error:
        raise BadImport(_("There is no file “{name}” any more. Choose it again.").format(name=name)) from error
    except IsADirectoryError as error:
        raise BadImport(_("“{name}” is a folder. Choose the workbook in it.").format(name=name)) from error
    except PermissionError as error:
        raise BadImport(
            _("“{name}” cannot be read. Close it in your spreadsheet program, or ask for the right to read it.").format(
                name=name
            )
        ) from error
    except RuntimeError as error:
        # zipfile's word for a part with a password.
        raise BadImport(locked_words(name)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, KeyError, NotImplementedError) as error:
        raise damaged(name) from error
    except OSError as error:
        words = _("“{name}” could not be read: {reason}.")
        raise BadImport(words.format(name=name, reason=error.strerror or error)) from error


def locked_words(name: str) -> str:
    """Return what to say of a workbook with a password."""
    return _("“{name}” has a password, or is of an old kind. Save it as an Excel workbook (.xlsx) without one.").format(
        name=name
    )


def _unlocked(path: Path, file: BinaryIO, password: str) -> BinaryIO:
    """Return what a workbook with a password holds, and any other file as it is."""
    from models.exchange.workbook.protected import is_protected, unlocked

    start = file.read(8)
    if start.startswith(_OLD_OFFICE) and path.stat().st_size <= MOST_PACKED:
        data = start + file.read()
        if is_protected(data):
            return unlocked(data, password, path.name)
    file.seek(0)
    return file


def _check_start(path: Path, file: BinaryIO) -> None:
    """Refuse by the first and last bytes what is no workbook, and what is too large or lies about its parts."""
    name = path.name
    if path.is_dir():
        raise IsADirectoryError(name)
    start = file.read(8)
    size = file.seek(0, 2)
    if start.startswith(_OLD_OFFICE):
        raise BadImport(locked_words(name))
    if not start.startswith((b"PK\x03\x04", _END_OF_ZIP)):
        raise BadImport(
            _("“{name}” is not an Excel workbook. Save the sheet as an Excel workbook (.xlsx) and choose that.").format(
                name=name
            )
        )
    if size > MOST_PACKED:
        raise BadImport(too_large_words(name))
    file.seek(max(0, size - 65_557))
    tail = file.read()
    place = tail.rfind(_END_OF_ZIP)
    if place < 0 or len(tail) < place + 22:
        raise damaged(name)
    (length,) = struct.unpack_from("<I", tail, place + 12)
    if length > _MOST_LIST:
        # Also what a list too long for the ordinary form says of itself, which no workbook of ours needs.
        raise BadImport(too_large_words(name))
    file.seek(0)


def _check_kind(package: Package) -> None:
    """Refuse archives that are something else, each with what to do."""
    if package.has("xl/workbook.xml"):
        return
    if package.has("mimetype") or package.has("xl/workbook.bin") or package.has("index/document.iwa"):
        words = _("“{name}” is a workbook of another kind. Save it as an Excel workbook (.xlsx) and choose that.")
    elif package.has("word/document.xml"):
        words = _(
            "“{name}” is a Word document. Copy its table into your spreadsheet program, save it as an Excel workbook "
            "(.xlsx), and choose that."
        )
    else:
        words = _("“{name}” is not an Excel workbook. Save the sheet as an Excel workbook (.xlsx) and choose that.")
    raise BadImport(words.format(name=package.name))
