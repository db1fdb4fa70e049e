"""What, when, where, who meets: fields that are saved as they are left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from desktop.forms.chooser import RecordField
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.forms.time_field import TimeField
from desktop.pages.meetings.shown import MeetingCard, Shown
from desktop.widgets.buttons import Opener, button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.meetings import MeetingFields, edit_meeting
from models.errors import AppError
from models.vocabulary import MeetingFormat, MeetingState, Visibility
from models.words import labels
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class DetailsCard(MeetingCard):
    """The head of the page."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        today = context.today
        self.title, self.place = LineEdit(_("Title")), LineEdit(_("Place"))
        self.starts, self.ends = TimeField(_("Starts"), required=True), TimeField(_("Ends"))
        day_field, self.day = date_field(_("&Date"), today, required=True)
        papers_field, self.papers = date_field(_("Papers due by"), today)
        questions_field, self.questions = date_field(_("Public questions due by"), today)
        self.body_field = party_field(context, _("Body that meets"), ("organisation",))
        self.body_field.setPlaceholderText(_("No body"))
        self.state = Choice([(words, state) for state, words in labels(MeetingState).items()])
        self.reference = LineEdit(_("Reference"))
        self.observers = QCheckBox(_("Open to observers"))
        self.fields_shown = [
            Field(_("T&itle"), self.title, check=self._check_title),
            day_field,
            Field(_("&Starts"), self.starts, check=self.starts.check),
            Field(_("Ends"), self.ends, check=self.ends.check),
            Field(_("&Place"), self.place),
            Field(_("&Body that meets"), self.body_field, check=self.body_field.check),
            Field(_("State of the meetin&g"), self.state),
        ]
        title, day, starts, ends, place, body, state = self.fields_shown
        self.body.addWidget(Spread([(title, 5), (day, 3), (starts, 2), (ends, 2), (place, 5), (body, 4), (state, 3)]))
        notice_field, self.notice = date_field(_("Notice issued on"), today, past=True)
        agenda_field, self.published = date_field(_("Agenda published on"), today)
        self.format = Choice([(words, one) for one, words in labels(MeetingFormat).items()])
        self.url, self.source = LineEdit(_("Where the body publishes it")), LineEdit(_("Where you know it from"))
        self.level = Choice([(words, one) for one, words in labels(Visibility).items()])
        self._rare = Spread(
            [(notice_field, 3), (agenda_field, 3), (papers_field, 3), (questions_field, 3),
             (Field(_("How people meet"), self.format), 3), (Field(_("Reference"), self.reference), 3),
             (Field(_("Where the body publishes it"), self.url), 6),
             (Field(_("Where you know it from"), self.source), 6), (Field(_("Who may read it"), self.level), 3),
             (self.observers, 3)]
        )  # fmt: skip
        self._rare.hide()
        self.more = Opener(_("More details"), "link", "more_details")
        self.more.switched.connect(self._on_more)
        self.trouble = PlainLabel("", "problem")
        self.trouble.hide()
        self.standing = PlainLabel("", "muted")
        self.links = FlowLayout()
        self.before = button("", self._on_before, kind="link", name="adjourned_from")
        self.approved = button("", self._on_approved, kind="link", name="approved_at")
        self.series = button("", self._on_series, kind="link", name="of_series")
        for link in (self.series, self.before, self.approved):
            self.links.addWidget(link)
        for part in (self.standing, self.more, self._rare, self.trouble):
            self.body.addWidget(part)
        self.body.insertLayout(self.body.indexOf(self.standing) + 1, self.links)
        self._connect()

    def _connect(self) -> None:
        for line in self._lines():
            line.editingFinished.connect(self._on_left)
        self.body_field.chosen.connect(self._on_left)
        for choice in (self.state, self.format, self.level):
            choice.picked.connect(self._on_left)
        self.observers.clicked.connect(self._on_left)

    def _lines(self) -> tuple[LineEdit, ...]:
        return (
            self.title, self.place, self.starts, self.ends, self.day, self.papers, self.questions, self.body_field,
            self.reference, self.notice, self.published, self.url, self.source,
        )  # fmt: skip

    def fill(self, shown: Shown) -> None:
        """Show the fields; what is being typed and would not do yet is left as it is."""
        fields = shown.fields
        _put(self.title, fields.title)
        _put(self.place, fields.place)
        _put(self.reference, fields.reference)
        self.day.set_date(fields.starts_at.date())
        self.starts.set_time(fields.starts_at.time())
        self.ends.set_time(fields.ends_at.time() if fields.ends_at else None)
        self.papers.set_date(fields.paper_due_on)
        self.questions.set_date(fields.question_due_on)
        _hold(self.body_field, fields.organisation_id, shown.row.body)
        self.notice.set_date(fields.notice_issued_on)
        self.published.set_date(fields.agenda_published_on)
        _put(self.url, fields.url)
        _put(self.source, fields.source)
        for choice, value in (
            (self.state, fields.state),
            (self.format, fields.format),
            (self.level, fields.visibility),
        ):
            choice.set_value(value)
            choice.setEnabled(not shown.locked)
        self._show_standing(shown)
        self.observers.setChecked(fields.open_to_observers)
        for line in self._lines():
            line.setReadOnly(shown.locked)
        self.observers.setEnabled(not shown.locked)
        self.trouble.hide()

    def _wanted(self, base: MeetingFields) -> MeetingFields:
        day, ends, choice = self.day.day() or base.starts_at.date(), self.ends.moment(), self.body_field.choice()
        state, notice = MeetingState(str(self.state.value())), self.notice.day()
        if notice is not None and base.notice_issued_on is None and state is MeetingState.PLANNED:
            state = MeetingState.NOTICE_ISSUED
        return replace(
            base,
            title=self.title.text().strip(),
            place=self.place.text().strip(),
            reference=self.reference.text().strip(),
            starts_at=datetime.combine(day, self.starts.moment() or time()),
            ends_at=datetime.combine(day, ends) if ends else None,
            paper_due_on=self.papers.day(),
            question_due_on=self.questions.day(),
            organisation_id=choice.id if choice else None,
            state=state,
            format=MeetingFormat(str(self.format.value())),
            notice_issued_on=notice,
            agenda_published_on=self.published.day(),
            url=self.url.text().strip(),
            source=self.source.text().strip(),
            visibility=Visibility(str(self.level.value())),
            open_to_observers=self.observers.isChecked(),
        )

    def _on_left(self) -> None:
        """Save what has changed when all of it will do; otherwise say under the field what will not."""
        shown = self.shown
        if shown is None or shown.locked:
            return
        wanted = self._wanted(shown.fields)
        if wanted == shown.fields or [field for field in self.fields_shown if field.problem()]:
            return
        try:
            with self.context.store.write(_("Change to meeting")) as session:
                edit_meeting(session, shown.row.id, wanted)
        except AppError as error:
            self.trouble.setText(error.sentence)
            self.trouble.show()

    def _check_title(self) -> str:
        return "" if self.title.text().strip() else _("Enter a title, like: Southgate heads’ meeting")

    def _show_standing(self, shown: Shown) -> None:
        """Say how its notice and its quorum stand, and lead to the meetings it hangs on."""
        links = shown.standing.links
        words = [one for one in (notice_words(shown, self.context.today()), quorum_words(shown)) if one]
        self.standing.setText(" ".join(words))
        self.standing.setVisible(bool(words))
        self.series.setText(_("One of “{title}”").format(title=links.series).replace("&", "&&"))
        self.series.setVisible(links.series is not None)
        self.before.setText(_("Continues a meeting that was adjourned"))
        self.before.setVisible(links.adjourned_from_id is not None)
        day = long_date(links.approved_on) if links.approved_on is not None else ""
        self.approved.setText(_("Minutes approved at the meeting of {day}").format(day=day))
        self.approved.setVisible(links.approved_at_id is not None)

    def _on_before(self) -> None:
        self._lead_to("meeting", self.shown.standing.links.adjourned_from_id if self.shown else None)

    def _on_approved(self) -> None:
        self._lead_to("meeting", self.shown.standing.links.approved_at_id if self.shown else None)

    def _on_series(self) -> None:
        self._lead_to("meeting_series", self.shown.standing.links.series_id if self.shown else None)

    def _lead_to(self, kind: str, number: int | None) -> None:
        if number is not None:
            self.context.open(kind, number)

    def _on_more(self, shown: bool) -> None:
        self._rare.setVisible(shown)
        self.more.setText(_("Fewer details") if shown else _("More details"))


def notice_words(shown: Shown, today: date) -> str:
    """Return in a sentence whether notice was given in time, or by when it must be."""
    notice = shown.standing.notice
    if shown.row.state is MeetingState.CANCELLED or (notice.issued_on is None and notice.days_needed is None):
        return ""
    if notice.issued_on is not None:
        said = _("Notice was given on {day}, {count} clear days before.").format(
            day=long_date(notice.issued_on), count=notice.days_given
        )
        late = notice.is_in_time(today) is False and notice.days_needed is not None
        return said + (" " + _("{count} were needed.").format(count=notice.days_needed) if late else "")
    if notice.last_day is None or shown.row.state is not MeetingState.PLANNED:
        return ""
    if today > notice.last_day:
        return _("No notice was given: its last day was {day}.").format(day=long_date(notice.last_day))
    return _("Notice must be given by {day}.").format(day=long_date(notice.last_day))


def quorum_words(shown: Shown) -> str:
    """Return in a sentence whether enough members were there to decide, of a meeting that has begun."""
    quorum = shown.standing.quorum
    if quorum.needed is None or shown.row.organisation_id is None or not quorum.present:
        return ""
    said = _("{present} of {all} members with a vote were there, {needed} are needed:").format(
        present=quorum.present, all=quorum.in_post, needed=quorum.needed
    )
    return f"{said} {_('quorate.') if quorum.is_met else _('not quorate.')}"


def _put(line: LineEdit, text: str) -> None:
    """Show a text, leaving the cursor alone where it is there already."""
    if line.text() != text:
        line.setText(text)


def _hold(field: RecordField, number: int | None, name: str | None) -> None:
    """Show which body meets."""
    choice = held("organisation", number, name)
    if choice != field.choice() or choice is None:
        field.set_choice(choice)
