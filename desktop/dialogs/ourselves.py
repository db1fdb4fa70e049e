"""Asking who we are, once a paper is to say so: our school, and the name and job title of whoever keeps the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.forms.fields import Field
from desktop.forms.parties import party_field
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models import settings
from models.settings import get_setting, set_setting
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class OurselvesDialog(WritingDialog):
    """Asks for what stands at the head of papers; the settings have the same and more."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Who you are"), parent or QApplication.activeWindow(), width_ems=32)
        self.setObjectName("ourselves_dialog")
        words = _("This appears at the head of your papers and is offered in forms. You can change it in Settings.")
        self.body.addWidget(PlainLabel(words, "muted"))
        self.school = party_field(context, _("Our school"), ("organisation",))
        self.name, self.post = LineEdit(_("Your name")), LineEdit(_("Your job title"))
        with context.store.read() as session:
            self.name.setText(get_setting(session, settings.OUR_PERSON))
            self.post.setText(get_setting(session, settings.OUR_JOB_TITLE))
        hint = _("Type part of its name. If it is not there, add it first: from the register with Ctrl+R.")
        self.add_field(Field(_("Our &school"), self.school, hint=hint, check=self._check_school))
        self.add_field(Field(_("Your &name"), self.name))
        self.add_field(Field(_("Your &job title"), self.post))
        self.finish(_("Save"))
        self.school.setFocus()

    def _check_school(self) -> str:
        if not self.school.text().strip():
            return _("Enter your school, and choose it from the list")
        return self.school.check()

    def write(self) -> None:
        """Keep it in the book."""
        school = self.school.choice()
        if school is None:
            return
        with self.context.store.write(_("Say who we are")) as session:
            set_setting(session, settings.OUR_ORGANISATION, school.id)
            set_setting(session, settings.OUR_PERSON, self.name.text().strip())
            set_setting(session, settings.OUR_JOB_TITLE, self.post.text().strip())


def ask_who_we_are(context: Context) -> None:
    """Open the dialog."""
    OurselvesDialog(context).open()
