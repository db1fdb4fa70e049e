"""What the window says without stopping anybody: the banner, the undo bar, the bar of a long job."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from desktop.jobs import Job, Jobs
from desktop.theme import L, M, S, Theme
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.labels import PlainLabel, TitleLabel
from desktop.widgets.picture import Picture
from resources.i18n import _

UNDO_SECONDS = 8
BAR_AFTER_MS, CANCEL_AFTER_MS = 400, 2000


class _Bar(QFrame):
    """A row of words and buttons across the window, out of view until there is something to say."""

    def __init__(self, name: str, look: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", look)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, S, L, S)
        row.setSpacing(M)
        self._row = row
        self.hide()

    def _fill(self, *parts: QWidget, words: tuple[QWidget, ...]) -> None:
        """Put its parts side by side; `words` among them take what room is left."""
        for part in parts:
            self._row.addWidget(part, 1 if part in words else 0)


class Banner(_Bar):
    """A lasting word about the book: that it is an example, or can only be read."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("banner", "banner", parent)
        self._words = PlainLabel()
        self.button = button("", self._on_press, name="banner_button")
        self._act: Callable[[], object] | None = None
        self._fill(Picture(theme, "info", "info"), self._words, self.button, words=(self._words,))

    def tell(self, words: str, action: str = "", slot: Callable[[], object] | None = None) -> None:
        """Show a sentence, and a button when there is something to do about it; no words hide the banner.

        The button does what `slot` says, or else emits `pressed`.
        """
        self._words.setText(words)
        self._act = slot
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setVisible(bool(words))

    def _on_press(self) -> None:
        if self._act is not None:
            self._act()
        else:
            self.pressed.emit()


class DraftBar(_Bar):
    """Offers to go on with what was being written when the program stopped."""

    resume_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("draft_bar", "banner", parent)
        self._words = PlainLabel()
        self.resume = button(_("Go on"), self.resume_wanted.emit, name="draft_resume")
        self.discard = button(_("Throw it away"), self.discard_wanted.emit, name="draft_discard")
        self._fill(
            Picture(theme, "pencil-simple", "info"), self._words, self.resume, self.discard, words=(self._words,)
        )

    def tell(self, words: str) -> None:
        """Show what was being written."""
        self._words.setText(words)
        self.show()
        announce(self, words)


class UndoBar(_Bar):
    """Says what was done and offers to take it back, for eight seconds, longer while the pointer or focus is on it."""

    undo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("undo_bar", "bar", parent)
        self._words = TitleLabel()
        self.undo = button(_("Undo"), self._on_undo, theme=theme, icon="arrow-counter-clockwise", name="undo_button")
        self.act = button("", self._on_act, name="act_button")
        self._act: Callable[[], object] | None = None
        close = icon_button(theme, "x", _("Close this message"), self.hide)
        self._fill(
            Picture(theme, "check-circle", "good"), self._words, self.undo, self.act, close, words=(self._words,)
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_SECONDS * 1000)
        self._timer.timeout.connect(self._on_time)

    def offer(self, words: str, action: str, slot: Callable[[], object]) -> None:
        """Say a sentence with something to do about it that is not Undo, for instance "Open folder"."""
        self.tell(words)
        self._act = slot
        self.act.setText(action)
        self.act.show()

    def tell(self, words: str, *, undo: str = "") -> None:
        """Say a sentence; `undo` names the change that can be taken back, if any."""
        self.act.hide()
        self._words.set_text(words)
        self.undo.setVisible(bool(undo))
        self.undo.setAccessibleName(_("Undo: {change}").format(change=undo))
        self.undo.setToolTip(_("Take it back (Ctrl+Z)"))
        self.show()
        self._timer.start()
        announce(self, words)

    def forget(self) -> None:
        """Keep nothing of what was said, as when the window is locked."""
        self._timer.stop()
        self._act = None
        self._words.set_text("")
        for made in (self.undo, self.act):
            made.setAccessibleName("")
        self.act.setText("")
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def _on_time(self) -> None:
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus) and focus.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _on_act(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _on_undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()


class JobBar(_Bar):
    """Shows work that takes longer than a blink, and a way to stop it when it takes longer than two seconds."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("job_bar", "bar", parent)
        self._words = TitleLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self.cancel = button(_("Cancel"), self._on_cancel, name="cancel_job")
        self._fill(self._words, self._bar, self.cancel, words=(self._words, self._bar))
        self._jobs: list[Job] = []
        self._show_timer, self._cancel_timer = QTimer(self), QTimer(self)
        for timer, wait, slot in (
            (self._show_timer, BAR_AFTER_MS, self._on_slow),
            (self._cancel_timer, CANCEL_AFTER_MS, self._on_very_slow),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(slot)
        jobs.started.connect(self._on_started)
        jobs.ended.connect(self._on_ended)

    def _on_started(self, job: Job) -> None:
        if job.quiet:
            return
        self._jobs.append(job)
        job.progress.reported.connect(self._on_reported)
        if len(self._jobs) == 1:
            self._begin()

    def _on_ended(self, job: Job) -> None:
        if job.quiet:
            return
        self._jobs.remove(job)
        if self._jobs:
            self._begin()
            self._on_slow()
        else:
            self._show_timer.stop()
            self._cancel_timer.stop()
            self.hide()

    def _begin(self) -> None:
        self._words.set_text(self._jobs[0].title)
        self._bar.setRange(0, 0)
        self.cancel.hide()
        self.cancel.setEnabled(True)
        self._show_timer.start()
        self._cancel_timer.start()

    def _on_slow(self) -> None:
        self.show()
        announce(self, self._jobs[0].title if self._jobs else "")

    def _on_very_slow(self) -> None:
        """Offer to stop what can be stopped."""
        self.cancel.setVisible(bool(self._jobs) and self._jobs[0].can_stop)

    def _on_reported(self, done: int, total: int, words: str) -> None:
        if self._jobs and self.sender() is self._jobs[0].progress:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._words.set_text(f"{self._jobs[0].title}: {words}" if words else self._jobs[0].title)

    def _on_cancel(self) -> None:
        if self._jobs:
            self.cancel.setEnabled(False)
            self._words.set_text(_("Stopping…"))
            self._jobs[0].progress.cancel()
