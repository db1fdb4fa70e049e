"""A finished file that opens only with a password, for those who send it by email.

PDF files are encrypted as PDF 2.0 says (AES-256), and stay open to screen readers; workbooks and Word documents as
Excel and Word do it (AES-256, SHA-512). The libraries for it are imported only when a password is given.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from models.errors import WrongUse
from models.files import write_whole
from resources.i18n import _

PROTECTED_FORMS = ("pdf", "xlsx", "docx")
"""What can have a password, by the endings of the files."""

_MOST_BYTES = 127
"""PDF readers look at no more of a password."""


def check_password(form: str, password: str) -> None:
    """Raise WrongUse, before anything is made, where a form can have no password or the password will not do."""
    if not password:
        return
    if form not in PROTECTED_FORMS:
        raise WrongUse(
            _(
                "A file of the form “{form}” cannot have a password: anybody can read it. Choose PDF, Excel or Word, "
                "or leave the password out."
            ).format(form=form)
        )
    if len(_typed(password).encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        raise WrongUse(_("That password is too long for a file. Choose one of at most 60 letters."))
    if not password.isprintable():
        raise WrongUse(_("The password has characters that nobody can type. Choose another."))


def protected(data: bytes, form: str, password: str) -> bytes:
    """Return a finished file as one that opens only with the password; as it is where there is none."""
    check_password(form, password)
    if not password:
        return data
    return _protected_pdf(data, _typed(password)) if form == "pdf" else _protected_office(data, _typed(password))


def write_protected(content: Callable[[BinaryIO], None], form: str, target: Path | BinaryIO, password: str) -> None:
    """Write what `content` writes into an open file, encrypted; in plain form it stands in memory only."""
    check_password(form, password)
    plain = BytesIO()
    content(plain)
    data = protected(plain.getvalue(), form, password)
    if isinstance(target, Path):
        write_whole(target, data)
    else:
        target.write(data)


def _typed(password: str) -> str:
    """Return a password as most keyboards give it: an accent may be typed in two ways."""
    return unicodedata.normalize("NFC", password)


def _protected_pdf(data: bytes, password: str) -> bytes:
    """Encrypt a PDF; whoever knows the password may do everything with it, and a screen reader may read it."""
    import pikepdf

    found = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            # An archive takes no encrypted file, so it must not say that it is made for one.
            for name in ("pdfaid:part", "pdfaid:conformance"):
                metadata.pop(name, None)
        everything = pikepdf.Permissions(**dict.fromkeys(pikepdf.Permissions._fields, True))
        pdf.save(found, encryption=pikepdf.Encryption(owner=password, user=password, R=6, allow=everything))
    return found.getvalue()


def _protected_office(data: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    found = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, found)
    return found.getvalue()
