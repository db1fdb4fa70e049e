"""Settings that travel with the book: each declared once here, with its type and what holds until it is set.

What asks the book is imported in the functions that ask: the first sight of a book does without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from models import geography, small_numbers
from models.colours import is_readable_on_white
from models.errors import WrongUse
from models.roles import CHAIR, CLERK, HEAD
from models.school_year import ENGLAND, NATIONS
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SettingKey(Generic[T]):
    """A setting: its name in the book, what it is called on screen, its default, and how it is written as text."""

    name: str
    title: str
    default: T
    to_text: Callable[[T], str]
    from_text: Callable[[str], T]
    allowed: Callable[[T], bool] = lambda value: True
    advice: str = ""
    """What to enter instead of a value that is not allowed, marked for translation; {low} and {high} are its limits."""
    low: float = 0
    high: float = 0

    def advise(self) -> str:
        """Return what to enter instead of a value that is not allowed, in the user's language."""
        return _(self.advice).format(low=self.low, high=self.high) if self.advice else ""

    def read(self, kept: str | None) -> T:
        """Return what a text kept in the book means; the default when there is none or it cannot be read."""
        if kept is None:
            return self.default
        try:
            value = self.from_text(kept)
        except ValueError:
            return self.default
        return value if self.allowed(value) else self.default


def _text(name: str, title: str, default: str = "") -> SettingKey[str]:
    return SettingKey(name, title, default, str.strip, str)


def _count(name: str, title: str, default: int, low: int, high: int) -> SettingKey[int]:
    advice = m("Enter a whole number from {low} to {high}.")
    return SettingKey(name, title, default, str, int, lambda value: low <= value <= high, advice, low, high)


def _record(name: str, title: str) -> SettingKey[int | None]:
    return SettingKey(
        name, title, None, lambda value: "" if value is None else str(value), lambda text: int(text) if text else None
    )


def _number(name: str, title: str, default: float, low: float, high: float) -> SettingKey[float]:
    advice = m("Enter a number from {low} to {high}.")
    return SettingKey(name, title, default, repr, float, lambda value: low <= value <= high, advice, low, high)


OUR_ORGANISATION = _record("our.organisation", m("Our school"))
OUR_PERSON = _text("our.person", m("Your name"))
OUR_JOB_TITLE = _text("our.job_title", m("Your job title"))
OUR_EMAIL = _text("our.email", m("Your email address"))
OUR_PHONE = _text("our.phone", m("Your phone number"))
WALKING_METRES_A_MINUTE = _number(
    "walking.metres_a_minute", m("Walking speed in metres a minute"), geography.WALKING_METRES_A_MINUTE, 20, 150
)
DETOUR_FACTOR = _number(
    "walking.detour_factor", m("How much longer than a straight line"), geography.DETOUR_FACTOR, 1, 3
)
NEAR_METRES = _count("near.metres", m("What counts as near, in metres"), 1500, 100, 50_000)
CADENCE_DAYS = _count("cadence.days", m("Days between conversations to aim for"), 90, 7, 730)
REPLY_DAYS = _count("reply.days", m("Days to allow for a reply"), 14, 1, 365)
REMINDER_DAYS = _count("reminder.days", m("Days before something is due to be reminded"), 7, 0, 90)
LEAST_SHOWN = _count(
    "counts.least_shown", m("Smallest number of people to show others"), small_numbers.LEAST_SHOWN, 3, 20
)
NATION = SettingKey(
    "calendar.nation",
    m("Whose bank holidays count"),
    ENGLAND,
    str.strip,
    str,
    lambda value: value in NATIONS,
    m("Choose England and Wales, Scotland or Northern Ireland."),
)
SCHOOL_DAYS, WORKING_DAYS = "school_days", "working_days"
INFORMATION_CLOCK = SettingKey(
    "protection.information_clock",
    m("Days that count for freedom of information"),
    SCHOOL_DAYS,
    str.strip,
    str,
    lambda value: value in (SCHOOL_DAYS, WORKING_DAYS),
    m("Choose school days or working days."),
)
PROTECTION_OFFICER = _text("protection.officer", m("Data protection officer"))
PROTECTION_CONTACT = _text("protection.contact", m("How to reach them"))
PROTECTION_REGISTRATION = _text("protection.registration", m("Registration number with the Commissioner"))
PROTECTION_PURPOSES = _text("protection.purposes", m("What the records are for"))
PROTECTION_RECIPIENTS = _text("protection.recipients", m("Who is given some of them"))
PROTECTION_TRANSFERS = _text("protection.transfers", m("Transfers abroad"))
KEEP_AFTER_ROLE = _count("keep.after_role", m("Months to keep people after their last role"), 12, 0, 600)
KEEP_WITHOUT_CONTACT = _count("keep.without_contact", m("Months to keep people we never hear from"), 24, 0, 600)
KEEP_NOTES = _count("keep.notes", m("Years to keep notes after their school year"), 3, 0, 50)
HOUSE_COLOUR = SettingKey(
    "house.colour",
    m("Colour of headings"),
    "#0B5A8A",
    lambda value: value.strip().upper(),
    str,
    is_readable_on_white,
    m("Enter # and six digits or letters A to F, like #0B5A8A, for a colour dark enough to read on white."),
)
HOUSE_FOOT = _text("house.foot", m("Words at the foot of every paper"))
HOUSE_LOGO = _text("house.logo", m("Logo"))
"""A small picture as the text of its bytes (base64 of PNG); nothing for none."""
HOUSE_LOGO_WORDS = _text("house.logo_words", m("What the logo shows"))
EXPECTED_ROLES = _text("expected.roles", m("Roles to know at every school or college"), f"{HEAD}, {CHAIR}, {CLERK}")

ALL: tuple[SettingKey[str] | SettingKey[int] | SettingKey[float] | SettingKey[int | None], ...] = (
    OUR_ORGANISATION,
    OUR_PERSON,
    OUR_JOB_TITLE,
    OUR_EMAIL,
    OUR_PHONE,
    WALKING_METRES_A_MINUTE,
    DETOUR_FACTOR,
    NEAR_METRES,
    CADENCE_DAYS,
    REPLY_DAYS,
    REMINDER_DAYS,
    LEAST_SHOWN,
    NATION,
    INFORMATION_CLOCK,
    PROTECTION_OFFICER,
    PROTECTION_CONTACT,
    PROTECTION_REGISTRATION,
    PROTECTION_PURPOSES,
    PROTECTION_RECIPIENTS,
    PROTECTION_TRANSFERS,
    KEEP_AFTER_ROLE,
    KEEP_WITHOUT_CONTACT,
    KEEP_NOTES,
    HOUSE_COLOUR,
    HOUSE_FOOT,
    HOUSE_LOGO,
    HOUSE_LOGO_WORDS,
    EXPECTED_ROLES,
)


def get_setting(session: Session, key: SettingKey[T]) -> T:
    """Return what a setting is in this book, its default when it was never set or cannot be read."""
    from sqlalchemy import select

    from models.entities import Setting

    return key.read(session.execute(select(Setting.value).where(Setting.key == key.name)).scalar())


def set_setting(session: Session, key: SettingKey[T], value: T) -> None:
    """Set a setting of this book. Raises WrongUse with advice when the value is not allowed."""
    from sqlalchemy import select

    from models.entities import Setting

    if not key.allowed(value):
        raise WrongUse(_("{title}: {advice}").format(title=_(key.title), advice=key.advise()))
    kept = session.scalars(select(Setting).where(Setting.key == key.name)).one_or_none()
    if kept is None:
        session.add(Setting(key=key.name, value=key.to_text(value)))
    else:
        kept.value = key.to_text(value)
    session.flush()
