"""Changing all chosen records in one go: what to do, how many it will change, one step for Undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.forms.fields import Choice, Field
from desktop.forms.parties import party_field
from desktop.lists.words import counted, will_change
from desktop.widgets.announce import announce
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.bulk import change_many
from models.actions.groups import GroupFields, add_group
from models.actions.tags import TagFields, add_tag
from models.errors import AppError
from models.queries.areas import list_area_names
from models.queries.bulk import OFFERED, Bulk, BulkChange, find_changed
from models.queries.events import list_upcoming_events
from models.queries.groups import list_groups
from models.queries.tags import list_tags
from models.vocabulary import Tier
from models.words import PROMOTION_CHANNELS, label
from reports.formatting import short_date
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from models.store import Store

NEW = "new"
_MOST_EVENTS = 200

_TITLES = {
    Bulk.TAG: m("Add a tag"),
    Bulk.UNTAG: m("Take a tag off"),
    Bulk.GROUP: m("Put into a group"),
    Bulk.UNGROUP: m("Take out of a group"),
    Bulk.WARD: m("Set the ward"),
    Bulk.TIER: m("Set how close the relationship is"),
    Bulk.OWNER: m("Have somebody look after them"),
    Bulk.TELL: m("Tell them about an event"),
    Bulk.PUT_AWAY: m("Put away"),
    Bulk.BRING_BACK: m("Bring back"),
}


class ChangeDialog(Dialog):
    """Says before anything is done how many records will change."""

    def __init__(self, context: Context, kind: str, numbers: Sequence[int], parent: QWidget | None = None) -> None:
        title = _("Change {those}").format(those=counted(kind, len(numbers)))
        super().__init__(title, parent, width_ems=32)
        self.setObjectName("change_dialog")
        self._context, self._kind, self._numbers = context, kind, list(numbers)
        self.what = Choice([(_(_TITLES[bulk]), bulk) for bulk in OFFERED[kind]])
        self.what.setMaxVisibleItems(12)
        self.preview = PlainLabel("", "strong")
        self.preview.setObjectName("preview")
        self.problem = PlainLabel("", "problem")
        self.problem.hide()
        self._make_targets()
        for part in (Field(_("&What to do"), self.what), self.targets, self.preview, self.problem):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.go = self.add_button(_("Change"), main=True)
        self.note.setText(_("One step for Undo."))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        self._looking = 0
        self.what.currentIndexChanged.connect(self._on_what)
        self.saved.connect(self._on_saved)
        self._on_what()
        self.what.setFocus()

    def _make_targets(self) -> None:
        context = self._context
        with context.store.read() as session:
            tags = [(" › ".join(tag.path), tag.id) for tag in list_tags(session)]
            groups = [(group.name, group.id) for group in list_groups(session)]
            wards = [(name, number) for number, name in list_area_names(session, as_at=context.today())]
            events = list_upcoming_events(session, context.today(), limit=_MOST_EVENTS).rows
        self.tag = _Named(_("&Tag"), tags, _("A new tag…"), _("Name of the &new tag"))
        self.untag = _Named(_("&Tag"), tags, "", "")
        self.group = _Named(_("&Group"), groups, _("A new group…"), _("Name of the &new group"))
        self.ungroup = _Named(_("&Group"), groups, "", "")
        self.ward = _Named(_("Wa&rd"), [*wards, (_("No ward"), None)], "", "")
        self.tier = Choice([(label(tier), tier) for tier in Tier])
        self.owner = party_field(context, _("Who looks after them"), ("person",))
        named = [(f"{short_date(row.starts_at)}: {row.title}", row.id) for row in events]
        self.event_choice = _Named(_("&Event"), named, "", "")
        self.channel = Choice([(_("Not said"), ""), *((_(words), _(words)) for words in PROMOTION_CHANNELS)])
        self.event_choice.column.addWidget(Field(_("&How"), self.channel))
        pages: dict[Bulk, QWidget] = {
            Bulk.TAG: self.tag,
            Bulk.UNTAG: self.untag,
            Bulk.GROUP: self.group,
            Bulk.UNGROUP: self.ungroup,
            Bulk.WARD: self.ward,
            Bulk.TIER: Field(_("&Relationship"), self.tier),
            Bulk.OWNER: Field(_("Who &looks after them"), self.owner),
            Bulk.TELL: self.event_choice,
            Bulk.PUT_AWAY: PlainLabel(
                _("They leave the lists. Nothing is lost, and they can be brought back."), "muted"
            ),
            Bulk.BRING_BACK: PlainLabel(_("They are back in the lists."), "muted"),
        }
        self._pages = pages
        self.targets = QStackedWidget()
        for page in pages.values():
            self.targets.addWidget(page)
        for named_part in (self.tag, self.untag, self.group, self.ungroup, self.ward, self.event_choice):
            named_part.choice.currentIndexChanged.connect(self._on_target)
        self.tier.currentIndexChanged.connect(self._on_target)
        self.owner.changed.connect(self._on_target)

    def bulk(self) -> Bulk:
        """Return what is to be done."""
        return Bulk(str(self.what.value()))

    def wanted(self) -> BulkChange:
        """Return the change that is set up; its target is None while none is chosen, or a new one is to be made."""
        bulk = self.bulk()
        named = {
            Bulk.TAG: self.tag,
            Bulk.UNTAG: self.untag,
            Bulk.GROUP: self.group,
            Bulk.UNGROUP: self.ungroup,
            Bulk.WARD: self.ward,
            Bulk.TELL: self.event_choice,
        }
        if bulk in named:
            return BulkChange(bulk, named[bulk].number())
        if bulk is Bulk.OWNER:
            held = self.owner.choice()
            return BulkChange(bulk, held.id if held is not None else None)
        return BulkChange(bulk, tier=Tier(str(self.tier.value())) if bulk is Bulk.TIER else None)

    def _on_what(self) -> None:
        self.targets.setCurrentWidget(self._pages[self.bulk()])
        self._on_target()

    def _on_target(self) -> None:
        self.problem.hide()
        self._soon.start()

    def _look(self) -> None:
        """Find on the worker how many would change: those chosen may be many thousands."""
        self._looking += 1
        wanted, number = self.wanted(), self._looking
        find = partial(_changed, self._context.store, self._kind, self._numbers, wanted, self._context.today())
        self._context.jobs.submit(_("Counting what will change"), find, partial(self._on_found, number), owner=self)

    def _on_found(self, number: int, changed: int) -> None:
        if number != self._looking:
            return
        words = will_change(self._kind, changed, len(self._numbers))
        self.preview.setText(words)
        announce(self, words)
        self.go.setText(_("Change {those}").format(those=counted(self._kind, changed)) if changed else _("Change"))
        self.go.setEnabled(changed > 0)

    def _on_saved(self) -> None:
        wanted, context = self.wanted(), self._context
        new = self._new_name(wanted.bulk)
        lacks = wanted.target is None and wanted.bulk not in (Bulk.TIER, Bulk.WARD, Bulk.PUT_AWAY, Bulk.BRING_BACK)
        if lacks and not new:
            self.problem.setText(_("Enter a name.") if self._is_new(wanted.bulk) else _("Choose one first."))
            self.problem.show()
            announce(self, self.problem.text())
            return
        words = f"{_(_TITLES[wanted.bulk])}: {counted(self._kind, len(self._numbers))}"
        work = partial(
            _change, context.store, self._kind, self._numbers, wanted, context.today(), words, new,
            str(self.channel.value() or ""),
        )  # fmt: skip
        done = partial(_say_changed, context, self._kind)
        context.jobs.submit(words, work, done, partial(_say_trouble, context), on_cancelled=partial(_stopped, context))
        self.accept()

    def _is_new(self, bulk: Bulk) -> bool:
        named = {Bulk.TAG: self.tag, Bulk.GROUP: self.group}
        return bulk in named and named[bulk].is_new()

    def _new_name(self, bulk: Bulk) -> str:
        named = {Bulk.TAG: self.tag, Bulk.GROUP: self.group}
        return named[bulk].name.text().strip() if self._is_new(bulk) else ""


class _Named(QWidget):
    """A choice of records by name, and a line for the name of a new one where one may be made."""

    def __init__(self, words: str, options: Sequence[tuple[str, object]], new: str, new_label: str) -> None:
        super().__init__()
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        shown: list[tuple[str, object]] = [*options, *([(new, NEW)] if new else [])]
        self.choice = Choice(shown or [(_("There is none yet"), None)])
        self.choice.setMaxVisibleItems(16)
        self.choice.keep_narrow(12)
        column.addWidget(Field(words, self.choice))
        self.name = LineEdit(new_label.replace("&", ""))
        self._name_field = Field(new_label, self.name)
        column.addWidget(self._name_field)
        column.addStretch(1)
        self.choice.currentIndexChanged.connect(self._fit)
        self._fit()

    def number(self) -> int | None:
        """Return the number of what is chosen."""
        value = self.choice.value()
        return value if isinstance(value, int) else None

    def is_new(self) -> bool:
        """Tell whether a new one is to be made."""
        return self.choice.value() == NEW

    def _fit(self) -> None:
        self._name_field.setVisible(self.is_new())


def _changed(
    store: Store, kind: str, numbers: Sequence[int], wanted: BulkChange, today: date, _progress: Progress
) -> int:
    with store.read() as session:
        return len(find_changed(session, kind, numbers, wanted, today))


def _change(
    store: Store,
    kind: str,
    numbers: Sequence[int],
    wanted: BulkChange,
    today: date,
    words: str,
    new: str,
    channel: str,
    progress: Progress,
) -> int:
    """Make the change on the worker; stopping takes all of it back."""
    with store.write(words) as session:
        if new:
            made: Callable[[], int] = (
                partial(add_tag, session, TagFields(new))
                if wanted.bulk is Bulk.TAG
                else partial(add_group, session, GroupFields(new))
            )
            wanted = BulkChange(wanted.bulk, made())
        return change_many(session, kind, numbers, wanted, today, step=progress.step, note=channel)


def _say_changed(context: Context, kind: str, count: int) -> None:
    if not count:
        context.say(_("Nothing was changed: all of them were like that already."))


def _say_trouble(context: Context, trouble: BaseException) -> None:
    if isinstance(trouble, AppError):
        context.say(trouble.sentence)
    else:
        context.jobs.failed.emit(trouble)


def _stopped(context: Context) -> None:
    context.say(_("Stopped. Nothing was changed."))
