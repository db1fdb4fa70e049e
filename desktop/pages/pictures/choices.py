"""The choices above a picture: when, who, how far, and whom it is of; only those that the picture takes are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.forms.fields import Choice, Field
from desktop.forms.parties import held, party_field
from desktop.theme import S
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from models.queries.areas import list_area_names
from models.queries.periods import list_period_choices
from models.settings import OUR_ORGANISATION, get_setting
from reports.pictures.catalogue import MOST_CONTACT, NEAR_US, WALKS, Choices, PictureSpec
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from models.periods import Period

USUAL_PERIOD = "last-12-months"


class PictureChoices(QWidget):
    """Holds the choices of all pictures, so that they stay when another is looked at."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._periods: dict[str, Period] = {}
        self.period, self.who, self.ward = Choice(), Choice(), Choice()
        self.walk = Choice([(_("{n} minutes on foot").format(n=minutes), minutes) for minutes in WALKS])
        self.walk.set_value(30)
        self.organisation = party_field(context, _("Organisation"), ("organisation",))
        self.organisation.setPlaceholderText(_("Our own school"))
        self.organisation.setMinimumWidth(16 * context.theme.line_height)
        self.fields = {
            "period": Field(_("&When"), self.period),
            "who": Field(_("Wh&o"), self.who),
            "ward": Field(_("Where"), self.ward),
            "walk": Field(_("How f&ar"), self.walk),
            "organisation": Field(_("Of who&m"), self.organisation),
        }
        self.unmoved = PlainLabel("", "muted")
        flow = FlowLayout()
        for field in self.fields.values():
            flow.addWidget(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(flow)
        column.addWidget(self.unmoved)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for choice in (self.period, self.walk):
            choice.picked.connect(self._on_picked)
        self.who.picked.connect(self._on_who)
        self.ward.picked.connect(self._on_ward)
        self.organisation.changed.connect(self._on_picked)

    def refresh(self) -> None:
        """Offer the periods and wards that the book has now."""
        today = self._context.today()
        with self._context.store.read() as session:
            periods = list_period_choices(session, today)
            wards = list_area_names(session, as_at=today)
            has_us = get_setting(session, OUR_ORGANISATION) is not None
        first = not self._periods
        self._periods = {period.key: period for period in periods}
        self.period.set_options([(period.name, period.key) for period in periods])
        options: list[tuple[str, object]] = [(_("Schools nearest us"), NEAR_US)] if has_us else []
        options.append((_("Whom we are most in contact with"), MOST_CONTACT))
        options += [(_("Schools in {ward}").format(ward=name), number) for number, name in wards]
        self.who.set_options(options)
        self.ward.set_options([(_("The whole area"), None), *((name, number) for number, name in wards)])
        if first:
            self.period.set_value(USUAL_PERIOD)

    def show_for(self, spec: PictureSpec) -> None:
        """Show the choices that a picture takes."""
        for key, field in self.fields.items():
            field.setVisible(key in spec.takes)
        ward = "" if spec.takes & {"ward", "who"} or self.ward.value() is None else self.ward.currentText()
        words = _("This picture is of one organisation, so it is not narrowed to {ward}.")
        self.unmoved.setText(words.format(ward=ward) if ward else "")
        self.unmoved.setVisible(bool(ward))
        self.setVisible(bool(spec.takes))

    def choose_organisation(self, number: int, name: str) -> None:
        """Choose whom a star is of."""
        self.organisation.set_choice(held("organisation", number, name))

    def choices(self) -> Choices:
        """Return what a picture is asked for."""
        who, minutes, choice = self.who.value(), self.walk.value(), self.organisation.choice()
        ward = self.ward.value()
        return Choices(
            period=self._periods[str(self.period.value())],
            today=self._context.today(),
            minutes=minutes if isinstance(minutes, int) else 30,
            who=who if isinstance(who, (int, str)) else MOST_CONTACT,
            organisation_id=choice.id if choice is not None else None,
            ward_id=ward if isinstance(ward, int) else None,
        )

    def words(self) -> str:
        """Return the choices in view in words, for a paper."""
        shown = (
            self.period.currentText() if not self.fields["period"].isHidden() else "",
            self.who.currentText() if not self.fields["who"].isHidden() else "",
            self.ward.currentText() if not self.fields["ward"].isHidden() else "",
        )
        return ", ".join(part for part in shown if part)

    def _on_who(self, who: object) -> None:
        """Keep to a ward that was chosen when another picture is looked at."""
        self.ward.set_value(who if isinstance(who, int) else None)
        self.changed.emit()

    def _on_ward(self, ward: object) -> None:
        if isinstance(ward, int):
            self.who.set_value(ward)
        elif isinstance(self.who.value(), int):
            self.who.set_value(self.who.values()[0])
        self.changed.emit()

    def _on_picked(self, _value: object) -> None:
        self.changed.emit()
