"""How long a walk takes, by this book's own pace, always with the assumption that makes it an estimate."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import geography
from models.settings import DETOUR_FACTOR, WALKING_METRES_A_MINUTE, get_setting
from resources.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Walk:
    """A pace, and how much longer a way on foot is than the straight line."""

    metres_a_minute: float = geography.WALKING_METRES_A_MINUTE
    detour: float = geography.DETOUR_FACTOR

    def minutes(self, straight_metres: float) -> int:
        """Return about how many minutes the walk takes, at least one."""
        return max(1, round(straight_metres * self.detour / self.metres_a_minute))

    def words(self, straight_metres: float) -> str:
        """Return distance and walk.

        >>> Walk().words(740)
        '740 m, about 12 minutes on foot'
        """
        minutes = self.minutes(straight_metres)
        walk = ngettext("about {count} minute on foot", "about {count} minutes on foot", minutes)
        return f"{geography.metres_in_words(straight_metres)}, {walk.format(count=minutes)}"

    @property
    def assumption(self) -> str:
        """Return what the estimate rests on.

        >>> Walk().assumption
        'Walking times are estimates: the straight line times 1.3, at 80 metres a minute.'
        """
        return _(
            "Walking times are estimates: the straight line times {detour:g}, at {pace:g} metres a minute."
        ).format(detour=self.detour, pace=self.metres_a_minute)


def find_walk(session: Session) -> Walk:
    """Return the pace that is set in this book."""
    return Walk(get_setting(session, WALKING_METRES_A_MINUTE), get_setting(session, DETOUR_FACTOR))
