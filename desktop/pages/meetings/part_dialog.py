"""The base of forms over one part of a meeting, and what such a form asks of the meeting as it is now."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.drafted import Start
from models.errors import AppError, StaleRecord, WrongUse
from models.queries.forum import ForumQuestionRow
from models.queries.meetings import AgendaItemRow, DecisionRow, MeetingDetail, find_meeting
from models.vocabulary import Visibility
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

PartRow = TypeVar("PartRow", AgendaItemRow, DecisionRow, ForumQuestionRow)


def meeting_now(context: Context, start: Start) -> MeetingDetail:
    """Return the meeting that a form is opened again over. Raises WrongUse when it is gone."""
    with context.store.read() as session:
        return find_meeting(session, int(start["meeting"]))


def part_now(rows: Iterable[PartRow], start: Start) -> PartRow:
    """Return the part that a form is opened again over. Raises WrongUse when it is gone."""
    for row in rows:
        if row.id == start["id"]:
            return row
    raise WrongUse(_("Someone has deleted this meanwhile. Copy what you typed, then close the form."))


def refuse_if_changed(before: object, now: object, noun: str) -> None:
    """Refuse to write over what someone else saved, where the book itself does not look for it."""
    if before != now:
        raise StaleRecord(
            _("Someone else changed this {noun} since you opened it. Open it again and make your change there.").format(
                noun=noun
            )
        )


class PartDialog(WritingDialog):
    """A form over one part of a meeting, with a way to take the part out again."""

    def __init__(self, context: Context, title: str, parent: QWidget | None, *, removable: bool) -> None:
        super().__init__(context, title, parent, width_ems=38)
        if removable:
            remove = self.add_button(_("Delete"))
            remove.setObjectName("delete_part")
            remove.clicked.connect(self._on_remove)

    @abstractmethod
    def remove(self) -> None:
        """Take the part out of the meeting."""

    def _on_remove(self) -> None:
        try:
            self.remove()
        except AppError as error:
            self._tell(error.sentence)
            return
        self.accept()


def part_two(level: Visibility) -> QCheckBox:
    """Return the tick that keeps an item or a decision in Part II."""
    made = QCheckBox(_("Part II: left out of what is published"))
    made.setObjectName("part_two")
    made.setChecked(level is Visibility.CONFIDENTIAL)
    return made


def level_of(tick: QCheckBox, before: Visibility) -> Visibility:
    """Return who may read it, as before unless the tick was changed."""
    if tick.isChecked():
        return Visibility.CONFIDENTIAL
    return Visibility.INTERNAL if before is Visibility.CONFIDENTIAL else before
