"""The school's own look: read from the settings of the book for each paper; and a logo made fit for papers."""

from __future__ import annotations

import base64
import binascii
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import WrongUse
from models.settings import HOUSE_COLOUR, HOUSE_FOOT, HOUSE_LOGO, HOUSE_LOGO_WORDS, get_setting
from reports.document import House
from reports.style import PAPER
from resources.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LARGEST_FILE = 5_000_000
"""Bytes of a picture that is taken for a logo."""
MOST_PIXELS = 40_000_000
SIZE = (600, 200)
"""Dots that a logo keeps at most: sharp in print at its size, and small in the book."""
_FORMATS = ("PNG", "JPEG")


def find_house(session: Session) -> House:
    """Return how the school's papers look."""
    words = get_setting(session, HOUSE_LOGO_WORDS)
    try:
        logo = base64.b64decode(get_setting(session, HOUSE_LOGO), validate=True)
    except binascii.Error:
        logo = b""
    return House(get_setting(session, HOUSE_COLOUR), get_setting(session, HOUSE_FOOT), logo, words or _("Our logo"))


def take_logo(path: Path) -> str:
    """Return a picture as the setting keeps it: made smaller, on white, with nothing else of its file.

    Raises WrongUse, saying what to do, for what is no PNG or JPEG, cannot be read or is too large.
    """
    from PIL import Image

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise WrongUse(_("{name} is larger than 5 MB. Save the logo smaller and try again.").format(name=path.name))
        with Image.open(path, formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise WrongUse(
                    _("{name} has too many dots to be a logo. Save it smaller and try again.").format(name=path.name)
                )
            whole = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as trouble:
        raise WrongUse(
            _("{name} is not a picture that can be read. Choose a PNG or JPEG file.").format(name=path.name)
        ) from trouble
    whole.thumbnail(SIZE)
    flat = Image.new("RGB", whole.size, PAPER)
    flat.paste(whole, mask=whole.getchannel("A"))
    target = BytesIO()
    flat.save(target, "PNG", optimize=True)
    return base64.b64encode(target.getvalue()).decode("ascii")


def logo_size(logo: bytes, width: float, height: float) -> tuple[float, float]:
    """Return how large a logo is drawn within some room, in the measure of the room."""
    from PIL import Image

    with Image.open(BytesIO(logo), formats=_FORMATS) as picture:
        wide, high = picture.size
    scale = min(width / wide, height / high)
    return wide * scale, high * scale
