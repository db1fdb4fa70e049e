"""One event: its facts, saved as each field is left, who has been told, and all else of it on tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.asking import attempt
from desktop.dialogs.form_saving import FormSaving
from desktop.dialogs.tell_neighbours import TellNeighboursDialog
from desktop.forms.event_form import EventForm
from desktop.marks.tab import add_marks
from desktop.pages.events.glance import glance_words
from desktop.pages.events.parts import TABS
from desktop.pages.events.promotions import PromotionsCard
from desktop.pages.events.words import STAGE_TONES, when_words
from desktop.parts.spec import Owner
from desktop.parts.tabs import PartsTabs
from desktop.theme import XL, L, M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import AlertStrip, Card
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import Pill, PlainLabel
from desktop.widgets.scrolling import scrolling
from models.actions.deleted import bring_back_records
from models.actions.events import EventFields, archive_event, edit_event, fields_of
from models.queries.diary import list_promotion_distances
from models.queries.events import EventDetail, find_event
from models.queries.promotions import count_neighbours_told, list_promotions, suggest_recipients
from models.settings import NEAR_METRES, get_setting
from models.walking import find_walk
from models.words import label
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from desktop.context import Context


_ASK_WITHIN = 5000
"""Metres within which the best contact is looked up for an organisation nobody is noted for."""


class EventPanel(QWidget):
    """Shows and edits the event that is open."""

    left = Signal()
    """Back to the calendar or the list was asked for."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._event: EventDetail | None = None
        self._fields: EventFields | None = None
        theme = context.theme
        self.back = button(_("&Back to events"), self.left.emit, kind="link", theme=theme, icon="arrow-left")
        self.back.setObjectName("back_to_events")
        self.title, self.pill = PlainLabel("", "h1"), Pill()
        self.when = PlainLabel("", "muted")
        self.trouble = AlertStrip(theme)
        self.host = button("", self._on_host, kind="link", theme=theme, icon="buildings", name="open_host")
        self.delete = button(_("Delete"), self.archive, theme=theme, icon="trash", name="delete_event")
        self.restore = button(_("Bring it back"), self._on_restore, name="restore_event")
        self.form = EventForm(context)
        self._saving = FormSaving(
            context, self.form, self.trouble, label=_("Change to event"), write=self._write, probe=self._probe
        )
        self.form.edited.connect(self.save)
        self.promotions = PromotionsCard(context)
        self.promotions.tell_wanted.connect(self.tell)
        self.tabs = PartsTabs(context, "event_tabs")
        self.glance = FlowLayout(gap=S)
        self._lay_out()
        self.tabs.keep_room()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, M, XL, L)
        column.setSpacing(M)
        top, titles = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        for made in (self.promotions.tell, self.restore, self.delete):
            top.addWidget(made)
        titles.setSpacing(M)
        titles.addWidget(self.title, 1)
        titles.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        facts = QHBoxLayout()
        facts.setSpacing(L)
        facts.addWidget(self.when, 1)
        facts.addWidget(self.host)
        column.addLayout(top)
        column.addLayout(titles)
        column.addLayout(facts)
        column.addLayout(self.glance)
        column.addWidget(self.trouble)
        column.addWidget(self.tabs, 1)
        card = Card(gap=S)
        card.body.addWidget(PlainLabel(_("About the event"), "h3"))
        card.body.addWidget(self.form)
        first = QWidget()
        inside = QVBoxLayout(first)
        inside.setContentsMargins(0, M, 0, L)
        inside.setSpacing(M)
        inside.addWidget(self.promotions)
        inside.addWidget(card)
        inside.addStretch(1)
        self.tabs.addTab(scrolling(first), _("Overview"))
        for words, parts, name in TABS:
            self.tabs.add_parts(_(words), parts, name)
        add_marks(self._context, self.tabs, self.tabs.parts_tabs, "event", self)

    @property
    def event_id(self) -> int | None:
        """Return the event in view."""
        return self._event.row.id if self._event is not None else None

    def show_event(self, event_id: int) -> None:
        """Ask the book for an event and show it. Raises WrongUse when there is none."""
        today = self._context.today()
        with self._context.store.read() as session:
            event, fields = find_event(session, event_id), fields_of(session, event_id)
            metres = get_setting(session, NEAR_METRES)
            told = count_neighbours_told(session, [event_id], metres, today).get(event_id)
            rows = list_promotions(session, event_id)
            distances = list_promotion_distances(session, event_id)
            walk = find_walk(session)
            contacts = self._contacts(session, event_id, distances)
            glance = glance_words(session, event, today)
        if self.event_id != event_id:
            self.trouble.hide()
            self.tabs.setCurrentIndex(0)
        self._event, self._fields = event, fields
        row, locked = event.row, self._context.store.read_only
        self.title.setText(row.title)
        self.pill.set(label(row.stage), STAGE_TONES[row.stage])
        self.when.setText(when_words(row.starts_at, row.ends_at) + (f", {row.place}" if row.place else ""))
        self.host.setText((row.host or "").replace("&", "&&"))
        self.host.setAccessibleName(_("Open the host: {name}").format(name=row.host or ""))
        self.host.setVisible(row.host is not None)
        self.delete.setVisible(not locked and not event.archived)
        self.restore.setVisible(not locked and event.archived)
        self.promotions.show_rows(event_id, rows, distances, told, walk, contacts)
        self.form.show_fields(fields, row.host, row.id)
        self.form.set_read_only(locked or event.archived)
        self._show_glance(glance)
        self.tabs.show_parts(Owner("event", event_id, row.title))

    def _show_glance(self, words: Sequence[tuple[str, Tone]]) -> None:
        """Show in pills what an event wants looked at, and how it went."""
        while (item := self.glance.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for text, tone in words:
            self.glance.addWidget(Pill(text, tone))

    def _contacts(self, session: Any, event_id: int, distances: dict[int, int]) -> dict[int, str]:
        """Return whom to ask at the organisations on the list that are not far away."""
        if not distances:
            return {}
        metres = min(max(*distances.values(), 1), _ASK_WITHIN)
        found = suggest_recipients(session, event_id, metres, self._context.today())
        return {one.organisation_id: one.contact for one in found if one.organisation_id in distances}

    def save(self) -> None:
        """Save what was changed, when all of it will do."""
        if self._event is not None and not self._event.archived:
            self._saving.save()

    def _write(self, session: Any) -> None:
        if self._event is not None:
            edit_event(session, self._event.row.id, self.form.fields())

    def _probe(self) -> EventForm:
        form = EventForm(self._context)
        if self._event is not None and self._fields is not None:
            form.show_fields(self._fields, self._event.row.host, self._event.row.id)
        return form

    def tell(self) -> None:
        """Open the dialog that suggests whom to tell."""
        if self._event is not None:
            TellNeighboursDialog(self._context, self._event, self.window()).open()

    def archive(self) -> None:
        """Put the event away; the undo bar brings it back."""
        number = self.event_id
        if number is None:
            return

        def work(session: Any) -> None:
            archive_event(session, number)

        if attempt(self._context, _("Delete event"), work):
            self.left.emit()

    def _on_restore(self) -> None:
        number = self.event_id
        if number is not None:
            with self._context.store.write(_("Bring event back")) as session:
                bring_back_records(session, [("event", number)])

    def _on_host(self) -> None:
        if self._event is not None and self._event.row.organisation_id is not None:
            self._context.open("organisation", self._event.row.organisation_id)

    def focus_first(self) -> None:
        """Go to what an event is mostly opened for."""
        first = self.promotions.tell if self.promotions.tell.isVisible() else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_title(self) -> None:
        """Go to the first field."""
        self.form.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.title.selectAll()
