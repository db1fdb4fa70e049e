"""A workbook that opens only with a password, as Excel locks one: its contents in memory, nowhere on the disk."""

from __future__ import annotations

import unicodedata
from io import BytesIO

from models.errors import BadImport
from models.exchange.workbook.xls.compound import SIGNATURE, BrokenContainerError, Container
from resources.i18n import _

_MOST_HEAD = 64 * 1024
"""Bytes that say how a workbook is locked: Excel writes two thousand."""
_MOST_TURNS = 1_000_000
"""Times the password is hashed: Excel does it a hundred thousand times, a file made to do harm for ever."""


class NeedsPassword(BadImport):
    """A workbook opens only with a password: none was given, or it is another one."""


def is_protected(data: bytes) -> bool:
    """Say whether these are the bytes of a workbook with a password."""
    if not data.startswith(SIGNATURE):
        return False
    try:
        return "EncryptedPackage" in Container(data).names
    except (BrokenContainerError, ArithmeticError, ValueError, LookupError, OSError):
        return False


def unlocked(data: bytes, password: str, name: str) -> BytesIO:
    """Return the workbook inside one with a password. Raises NeedsPassword, or BadImport where it is damaged."""
    if not password:
        raise NeedsPassword(_("“{name}” opens only with its password. Enter it.").format(name=name))
    # Imported here: only few files have a password.
    from msoffcrypto.exceptions import InvalidKeyError
    from msoffcrypto.format.ooxml import OOXMLFile

    found = BytesIO()
    try:
        head = Container(data).stream("EncryptionInfo")
        if len(head) > _MOST_HEAD or b"<!" in head:
            raise ValueError
        office = OOXMLFile(BytesIO(data))
        if int(office.info.get("spinValue", 0)) > _MOST_TURNS:
            raise ValueError
        office.load_key(password=unicodedata.normalize("NFC", password), verify_password=True)
        office.decrypt(found)
    except InvalidKeyError as error:
        raise NeedsPassword(_("That is not the password of “{name}”. Enter it again.").format(name=name)) from error
    except Exception as error:
        # The library raises whatever comes on a file that is damaged or made to do harm.
        words = _("“{name}” is damaged or locked in a way that is not known here. Save it without a password.")
        raise BadImport(words.format(name=name)) from error
    found.seek(0)
    return found
