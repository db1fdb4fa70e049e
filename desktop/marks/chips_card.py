"""Tags and groups of a record as chips: each can be taken off, and a line offers more while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.dialogs.asking import attempt
from desktop.parts.spec import Owner, Session
from desktop.plain import as_tip
from desktop.tables.columns import RecordLine
from desktop.theme import S
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card, SectionHeader
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.suggestions import Choice, SuggestField
from models.actions.groups import GroupFields, add_group, add_to_group, remove_from_group
from models.actions.tags import TagFields, add_tag, tag_record, untag_record
from models.queries.groups import list_groups, list_groups_of
from models.queries.tags import list_tags, list_tags_of
from models.text import sort_key
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_MOST_OFFERED = 8


class Chip(NamedTuple):
    """A tag or group: its number, what stands on the chip, and the whole of it for the tip."""

    id: int
    words: str
    tip: str = ""


class _ChipButton(Button):
    """A chip that is pressed, or deleted, to take it off."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take it off with Delete too."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


class ChipsCard(Card):
    """Shows what a record carries of one kind; its children say what that is and how it is put on and taken off."""

    title, nothing, hint, noun = "", "", "", ""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.context = context
        self._owner: Owner | None = None
        self._shown: tuple[Chip, ...] = ()
        self._head = SectionHeader(self.title, "h3")
        self._nothing = PlainLabel(self.nothing, "muted")
        self._box = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._box.setSizePolicy(policy)
        self._flow = FlowLayout(self._box)
        self.line = SuggestField(context.theme, self.hint, self._search, least=0, keep_text=False)
        self.line.setObjectName(f"{name}_line")
        self.line.setPlaceholderText(self.hint)
        self.line.chosen.connect(self._on_chosen)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.line, 1)
        row.addStretch(1)
        for part in (self._head, self._nothing, self._box):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.line.setVisible(not context.store.read_only)

    # --- what its children say ------------------------------------------------------------------------------------

    def listed(self, session: Session, owner: Owner) -> Sequence[Chip]:
        """Return what the record carries."""
        raise NotImplementedError

    def offered(self, session: Session) -> Sequence[Chip]:
        """Return everything there is."""
        raise NotImplementedError

    def put_on(self, session: Session, number: int, owner: Owner) -> None:
        """Put one on the record."""
        raise NotImplementedError

    def take_off(self, session: Session, number: int, owner: Owner) -> None:
        """Take one off the record."""
        raise NotImplementedError

    def make(self, session: Session, words: str) -> int:
        """Make a new one of that name and return its number."""
        raise NotImplementedError

    # --- showing --------------------------------------------------------------------------------------------------

    def load(self, session: Session, owner: Owner) -> None:
        """Ask what a record carries and show it."""
        if owner != self._owner:
            self.line.clear()
        self._owner = owner
        shown = tuple(self.listed(session, owner))
        if shown != self._shown or self._flow.count() != len(shown):
            self._show(shown)
        self._head.set_count(len(shown) or None)
        self._nothing.setVisible(not shown)
        self._box.setVisible(bool(shown))

    def count(self) -> int:
        """Return how many there are."""
        return len(self._shown)

    def chips(self) -> list[Button]:
        """Return the chips."""
        return self._box.findChildren(_ChipButton)

    def _show(self, shown: tuple[Chip, ...]) -> None:
        had_focus = any(chip.hasFocus() for chip in self.chips())
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self._shown = shown
        locked = self.context.store.read_only
        for chip in shown:
            made = _ChipButton(chip.words.replace("&", "&&"), "chip")
            made.setObjectName(f"{self.objectName()}_{chip.id}")
            made.setToolTip(as_tip(_("Take off “{name}”").format(name=chip.tip or chip.words), wraps=False))
            made.setAccessibleName(_("{name}, take off").format(name=chip.tip or chip.words))
            made.setIcon(self.context.theme.icon("x", "text"))
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.setEnabled(not locked)
            made.clicked.connect(partial(self._on_take_off, chip))
            self._flow.addWidget(made)
        if had_focus:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self, words: str) -> list[Choice]:
        asked = sort_key(words).split()
        carried = {chip.id for chip in self._shown}
        with self.context.store.read() as session:
            every = self.offered(session)
        found = [
            Choice("chip", chip.id, RecordLine(chip.words, chip.tip if chip.tip != chip.words else ""))
            for chip in every
            if chip.id not in carried and all(word in sort_key(f"{chip.tip} {chip.words}") for word in asked)
        ][:_MOST_OFFERED]
        name = words.strip()
        if name and not any(sort_key(chip.words) == sort_key(name) for chip in every):
            new = _("New {noun} “{name}”").format(noun=self.noun, name=name)
            found.append(Choice("new", 0, RecordLine(new), name))
        return found

    def _on_chosen(self, choice: Choice) -> None:
        owner = self._owner
        if owner is None:
            return
        name = str(choice.payload) if choice.kind == "new" else choice.line.title

        def work(session: Session) -> None:
            number = self.make(session, name) if choice.kind == "new" else choice.id
            self.put_on(session, number, owner)

        label = _("{noun} {tag}: {name}").format(noun=self.noun.capitalize(), tag=name, name=owner.name)
        attempt(self.context, label, work)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_take_off(self, chip: Chip) -> None:
        owner = self._owner
        if owner is not None:
            label = _("{noun} {tag} taken off: {name}").format(
                noun=self.noun.capitalize(), tag=chip.words, name=owner.name
            )
            attempt(self.context, label, lambda session: self.take_off(session, chip.id, owner))


class TagsCard(ChipsCard):
    """The tags and themes of a record."""

    def __init__(self, context: Context) -> None:
        self.title, self.noun, self.hint = _("Tags"), _("tag"), _("Add a tag")
        self.nothing = _("No tags. They gather records of one theme, and lists can be narrowed to them.")
        super().__init__(context, "tags_card")

    def listed(self, session: Session, owner: Owner) -> Sequence[Chip]:
        """Return its tags."""
        rows = list_tags_of(session, owner.kind, owner.id)
        return [Chip(row.id, row.name, " › ".join(row.path)) for row in rows]

    def offered(self, session: Session) -> Sequence[Chip]:
        """Return all tags."""
        return [Chip(row.id, row.name, " › ".join(row.path)) for row in list_tags(session)]

    def put_on(self, session: Session, number: int, owner: Owner) -> None:
        """Tag it."""
        tag_record(session, number, owner.kind, owner.id)

    def take_off(self, session: Session, number: int, owner: Owner) -> None:
        """Untag it."""
        untag_record(session, number, owner.kind, owner.id)

    def make(self, session: Session, words: str) -> int:
        """Make a tag."""
        return add_tag(session, TagFields(words))


class GroupsCard(ChipsCard):
    """The groups that a record is in."""

    def __init__(self, context: Context) -> None:
        self.title, self.noun, self.hint = _("Groups"), _("group"), _("Put into a group")
        self.nothing = _("In no group. A group is a list kept by hand, like the schools of a project.")
        super().__init__(context, "groups_card")

    def listed(self, session: Session, owner: Owner) -> Sequence[Chip]:
        """Return its groups."""
        return [Chip(row.id, row.name, row.name) for row in list_groups_of(session, owner.kind, owner.id)]

    def offered(self, session: Session) -> Sequence[Chip]:
        """Return all groups."""
        return [Chip(row.id, row.name, row.name) for row in list_groups(session)]

    def put_on(self, session: Session, number: int, owner: Owner) -> None:
        """Put it in."""
        add_to_group(session, number, [(owner.kind, owner.id)])

    def take_off(self, session: Session, number: int, owner: Owner) -> None:
        """Take it out."""
        remove_from_group(session, number, [(owner.kind, owner.id)])

    def make(self, session: Session, words: str) -> int:
        """Make a group."""
        return add_group(session, GroupFields(words))


_Make = Callable[["Context"], ChipsCard]
CHIPS: dict[str, _Make] = {"tag_link": TagsCard, "group_member": GroupsCard}
"""The cards by the table that they show."""
