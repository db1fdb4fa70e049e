"""Making one record of two: which stays, what it says where both say something, and every row that moves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.forms.fields import Choice, Field
from desktop.forms.spread import Spread
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from models.actions.merging import merge
from models.kinds import KINDS
from models.queries.merging import MergePreview, preview_merge
from models.value_words import in_words
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context

_LONGEST = 90


class MergeDialog(WritingDialog):
    """Shows what a merge would do before it is done; Undo takes it back, and un-merging after others were made too."""

    def __init__(
        self, context: Context, kind: str, first_id: int, second_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _("Merge two records"), parent, width_ems=46)
        self.setObjectName("merge_dialog")
        self._kind, self._both = kind, (first_id, second_id)
        self._choices: dict[str, Choice] = {}
        with context.store.read() as session:
            self._previews: dict[int, MergePreview] = {
                keep: preview_merge(session, kind, keep, gone)
                for keep, gone in ((first_id, second_id), (second_id, first_id))
            }
        options: list[tuple[str, object]] = [
            (_("{name} (number {number})").format(name=self._previews[number].kept_name, number=number), number)
            for number in self._both
        ]
        self.stays = Choice(options)
        self.stays.setObjectName("which_stays")
        self.stays.set_value(first_id)
        self.add_field(
            Field(_("&Which stays"), self.stays, hint=_("The other goes into it, with all that is its own."))
        )
        self._differing = QWidget()
        self._column = QVBoxLayout(self._differing)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._differing)
        self.moves = PlainLabel("")
        self.moves.setObjectName("what_moves")
        self.body.addWidget(self.moves)
        self.rows = ItemsView(context.theme, _("Every row that moves"), pencil=False)
        self.body.addWidget(self.rows)
        self.finish(_("Make them one"))
        self.stays.picked.connect(self._show)
        self._show()
        self.stays.setFocus()

    @property
    def keep_id(self) -> int:
        """Return the number of the record that stays."""
        number = self.stays.value()
        return number if isinstance(number, int) else self._both[0]

    @property
    def gone_id(self) -> int:
        """Return the number of the record that goes."""
        return next(number for number in self._both if number != self.keep_id)

    def choice_of(self, field: str) -> Choice:
        """Return the choice between what both say in a field; True stands for what the record that goes says."""
        return self._choices[field]

    def write(self) -> None:
        """Make one of them."""
        preview = self._previews[self.keep_id]
        chosen = [name for name, choice in self._choices.items() if choice.value() is True]
        label = _("{gone} goes into {kept}").format(gone=preview.gone_name, kept=preview.kept_name)
        with self.context.store.write(label) as session:
            merge(session, self._kind, self.keep_id, self.gone_id, self.context.today(), chosen=chosen)

    def _show(self, *_args: object) -> None:
        preview = self._previews[self.keep_id]
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self._choices = {}
        fields = []
        for name, kept, gone in preview.differing:
            choice = Choice([(_short(in_words(kept)), False), (_short(in_words(gone)), True)])
            choice.setObjectName(f"choose_{name}")
            choice.set_value(False)
            self._choices[name] = choice
            words = name.replace("_", " ")
            fields.append((Field(words[:1].upper() + words[1:], choice), 6))
        if fields:
            self._column.addWidget(PlainLabel(_("Both say something here. What is to stay?"), "h3"))
            self._column.addWidget(Spread(fields))
        self._differing.setVisible(bool(fields))
        self.moves.setText("\n".join(_told(preview)))
        self.rows.show_items(
            Item(
                (row.kind, row.id, place),
                row.name or KINDS[row.kind].word.capitalize(),
                KINDS[row.kind].word,
                aside=_("Goes: said already") if row.goes else _("Moves"),
            )
            for place, row in enumerate(preview.rows)
        )


def _told(preview: MergePreview) -> list[str]:
    """Return in sentences what a merge does."""
    moves = Counter(row.kind for row in preview.rows if not row.goes)
    goes = sum(row.goes for row in preview.rows)
    said = []
    if moves:
        parts = ", ".join(f"{count} {KINDS[kind].words if count > 1 else KINDS[kind].word}" for kind, count in
                          moves.most_common())  # fmt: skip
        said.append(_("Moves to {name}: {rows}.").format(name=preview.kept_name, rows=parts))
    else:
        said.append(_("Nothing else belongs to the one that goes."))
    if goes:
        words = ngettext("{n} row goes, because the other says the same.",
                         "{n} rows go, because the other says the same.", goes)  # fmt: skip
        said.append(words.format(n=goes))
    if preview.taken:
        filled = ", ".join(f"{name.replace('_', ' ')} ({_short(in_words(value))})" for name, value in preview.taken
                           if name != "name_key")  # fmt: skip
        said.append(_("Filled in where it is empty: {fields}.").format(fields=filled))
    return said


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
