"""Settings that travel with the book: who we are, what is near, when a reply is late, which counts are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.autosave import AutosaveForm
from desktop.forms.fields import Field
from desktop.forms.parties import held, party_field
from desktop.pages.settings.numbers import NumberFits, read_number
from desktop.theme import L
from desktop.widgets.cards import Card
from desktop.widgets.suggestions import Choice
from models import settings as book
from models.queries.organisations import find_organisation_row
from models.school_year import NATIONS
from models.walking import find_walk
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_TEXTS = (book.OUR_PERSON, book.OUR_JOB_TITLE, book.OUR_EMAIL, book.OUR_PHONE)
_COUNTS = (book.NEAR_METRES, book.REPLY_DAYS, book.CADENCE_DAYS, book.REMINDER_DAYS)
_NUMBERS = (book.WALKING_METRES_A_MINUTE, book.DETOUR_FACTOR)


class BookSettings(QWidget):
    """The form of the book's own settings; each is kept as it is left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.us, self.near = AutosaveForm(self._save), AutosaveForm(self._save)
        self.few = AutosaveForm(self._save)
        self.school = party_field(context, _("Our school"), ("organisation",))
        self._make_us()
        self._make_near()
        self._make_few()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        for form in (self.us, self.near, self.few):
            card = Card()
            card.body.addWidget(form)
            column.addWidget(card)

    def _make_us(self) -> None:
        form = self.us
        form.heading(_("Who we are"), _("These appear at the head of papers and are offered in forms."))
        school = form.record("our.organisation", _("Our school"), self.school, _("Choose it from your organisations"))
        name, post, email, phone = (form.line(key.name, _(key.title)) for key in _TEXTS)
        form.row((school, 6), (name, 6))
        form.row((post, 4), (email, 4), (phone, 4))

    def _make_near(self) -> None:
        form = self.near
        form.heading(_("Near, far and late"), _("Lists, suggestions and reports go by these."))
        near, reply, cadence, reminder = (self._number_line(key) for key in _COUNTS)
        pace, detour = (self._number_line(key) for key in _NUMBERS)
        form.row((near, 4), (pace, 4), (detour, 4))
        form.row((reply, 4), (cadence, 4), (reminder, 4))
        nations: list[tuple[str, object]] = [(_(words), key) for key, words in NATIONS.items()]
        hint = _("School days leave them out; terms are under School year")
        form.row((form.choice(book.NATION.name, _(book.NATION.title), nations, hint), 6))

    def _make_few(self) -> None:
        form = self.few
        form.heading(
            _("Small numbers"),
            _(
                "A count of two or three pupils can give away who they are. Papers for partners and the public "
                "do not show small counts. In your own office you always see the number."
            ),
        )
        key = book.LEAST_SHOWN
        form.row((form.line(key.name, _(key.title), NumberFits(key), _few_words(key.default)), 4))

    def _number_line(self, key: book.SettingKey[int] | book.SettingKey[float]) -> Field:
        return self.near.line(key.name, _(key.title), NumberFits(key))

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        with self._context.store.read() as session:
            number = book.get_setting(session, book.OUR_ORGANISATION)
            today = self._context.today()
            row = find_organisation_row(session, number, today=today) if number is not None else None
            us: dict[str, object] = {key.name: book.get_setting(session, key) for key in _TEXTS}
            near: dict[str, object] = {key.name: f"{book.get_setting(session, key)}" for key in _COUNTS}
            near |= {key.name: f"{book.get_setting(session, key):g}" for key in _NUMBERS}
            near[book.NATION.name] = book.get_setting(session, book.NATION)
            least = book.get_setting(session, book.LEAST_SHOWN)
            minutes = find_walk(session).minutes(1000)
        us["our.organisation"] = held("organisation", row.id, row.name) if row is not None else None
        self.us.load(us)
        self.near.load(near)
        self.few.load({book.LEAST_SHOWN.name: f"{least}"})
        self.few.field(book.LEAST_SHOWN.name).set_hint(_few_words(least))
        self.near.field(book.DETOUR_FACTOR.name).set_hint(
            _("So 1 km in a straight line is about {count} minutes on foot").format(count=minutes)
        )
        for form in (self.us, self.near, self.few):
            form.setEnabled(not self._context.store.read_only)

    def flush(self) -> None:
        """Keep what is being typed."""
        self.us.flush()
        self.near.flush()
        self.few.flush()

    def _save(self, name: str, value: object) -> None:
        key: Any = next(key for key in book.ALL if key.name == name)
        kept: object
        if isinstance(value, Choice) or name == book.OUR_ORGANISATION.name:
            kept = value.id if isinstance(value, Choice) else None
        elif key in _TEXTS or key is book.NATION:
            kept = str(value)
        else:
            kept = read_number(key, str(value))
        with self._context.store.write(_("Setting: {name}").format(name=_(key.title))) as session:
            book.set_setting(session, key, kept)


def _few_words(least: int) -> str:
    """Return what others read in place of a small count."""
    return _("Others read “fewer than {least}” for 1 to {most}").format(least=least, most=least - 1)
