"""The base of dialogs that are typed into: what is typed survives a crash, and is not thrown away unasked."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent, QTextCursor
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.forms.contents import Contents, contents_of, editors_of, labels_of, put_contents, typed_of, words_of
from desktop.forms.fields import NotesField
from desktop.widgets.dialog import Dialog
from desktop.widgets.line_edit import LineEdit
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

Start = dict[str, Any]
"""What a form was opened with, in what JSON can keep."""


class DraftedDialog(Dialog):
    """A dialog whose fields are kept as a draft while they are typed into (`desktop.shell.drafts`).

    A child that can be opened again says with what in `draft_start` and how in `reopen`; of the others a draft is shown
    as words to copy. `reopen` also gives the record as it is now, to compare with when somebody else has changed it.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, width_ems: float = 34) -> None:
        super().__init__(title, parent, width_ems=width_ems)
        self.draft_uid = str(uuid.uuid4())
        self._title = title
        self._at_first: Contents | None = None
        self._words_first: dict[str, str] = {}
        self._typed_first: Contents = {}
        self._taken_up = False

    # --- what a child may say -------------------------------------------------------------------------------------

    def draft_start(self) -> Start | None:
        """Return what `reopen` needs to open this form again, or None where it cannot be."""
        return None

    @classmethod
    def reopen(cls, context: Context, start: Start) -> DraftedDialog:
        """Return the form as it was opened with `start`, not shown yet. Raises AppError when its record is gone."""
        raise NotImplementedError

    def draft_words(self) -> str:
        """Return what is being written, in words that go after "You were writing"."""
        return _("“{title}”").format(title=self._title)

    def record(self) -> tuple[str, int] | None:
        """Return kind and number of the record that is changed here, or None for a new one."""
        return None

    def fresh(self, context: Context) -> DraftedDialog | None:
        """Return the same form over the record as it is now, not shown; None where there is no such form.

        Raises AppError when the record is gone.
        """
        start = self.draft_start()
        return None if start is None or self.record() is None else type(self).reopen(context, start)

    def write(self) -> None:
        """Write what the form holds. Raises AppError when that cannot be."""
        raise NotImplementedError

    # --- what all of them can -------------------------------------------------------------------------------------

    def at_first(self) -> Contents:
        """Return what stood in the fields when the form appeared."""
        return self._at_first if self._at_first is not None else contents_of(self)

    def is_written(self) -> bool:
        """Tell whether words were typed that closing would lose."""
        return self._at_first is not None and (self._taken_up or words_of(self) != self._words_first)

    def is_begun(self) -> bool:
        """Tell whether anything was typed or named at all that a crash would lose."""
        return self._at_first is not None and (self._taken_up or typed_of(self) != self._typed_first)

    def labels(self) -> dict[str, str]:
        """Return what each field is called on screen."""
        return labels_of(self)

    def take_up(self, uid: str, contents: Contents) -> Contents:
        """Go on with a draft: fill the fields with what it holds; return what found no field."""
        self.draft_uid, self._taken_up = uid, True
        left = put_contents(self, contents)
        self._go_to_words()
        return left

    def _go_to_words(self) -> None:
        """Put the keyboard to the end of the longest text, where one was most likely writing."""
        editors = [one for one in editors_of(self).values() if isinstance(one, NotesField | LineEdit)]
        longest = max((one for one in editors if one.isVisible()), key=lambda one: len(one.text()), default=None)
        if longest is None or not longest.text():
            return
        longest.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(longest, NotesField):
            longest.moveCursor(QTextCursor.MoveOperation.End)
        else:
            longest.end(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Remember what stood in the fields."""
        super().showEvent(event)
        if self._at_first is None:
            self._at_first = contents_of(self)
            self._words_first, self._typed_first = words_of(self), typed_of(self)

    def reject(self) -> None:
        """Ask before throwing away what was written."""
        if not self.is_written():
            self.leave()
            return
        box = QMessageBox(self)
        box.setObjectName("throw_away")
        box.setWindowTitle(_("Close without saving?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("What you have written is not saved yet."))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep = box.addButton(_("Keep writing"), QMessageBox.ButtonRole.RejectRole)
        away = box.addButton(_("Close without saving"), QMessageBox.ButtonRole.DestructiveRole)
        away.clicked.connect(self.leave)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.open()

    def leave(self) -> None:
        """Close without saving, unasked."""
        super().reject()
