"""The checklists every book begins with: starting a partnership, and the four pillars of a good one.

The questions are ours, after what public guidance asks of partnerships between schools; each book may change them.
"""

from __future__ import annotations

from dataclasses import dataclass

from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class PresetChecklist:
    """A checklist to begin with: its name, and its lines under their headings."""

    uid: str
    """The same in every book, so that a preset is known again whatever it is called by now."""
    name: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


START_UP = PresetChecklist(
    "6f0d3f0e-2b51-5c0b-9f58-0d0f3f9f6c01",
    m("Starting a partnership"),
    (
        (
            m("Why"),
            (
                m("The need is written down in a sentence that every partner would sign."),
                m("Each partner has said what it hopes to get and what it can bring."),
                m("It is clear what the partnership will not do."),
            ),
        ),
        (
            m("Who"),
            (
                m("A person at each partner is named, and somebody who stands in."),
                m("The heads and the governing boards have agreed."),
                m("Schools nearby that are in no partnership were asked."),
                m("The local authority knows of it."),
            ),
        ),
        (
            m("How"),
            (
                m("A convenor is agreed, and where the partnership is hosted."),
                m("Terms of reference or a memorandum of understanding are signed."),
                m("It is settled how decisions are taken and how a partner leaves."),
                m("Safeguarding, insurance and data protection are looked at for what is planned."),
                m("The money for the first year is found, or none is needed."),
            ),
        ),
        (
            m("What first"),
            (
                m("One activity is planned that can be done within a term."),
                m("Aims are set down, each with what will show that it is reached."),
                m("Where things stand now is noted, so that change can be seen."),
                m("The dates of the meetings of the first year are in every diary."),
                m("A day is set on which the partnership looks at itself."),
            ),
        ),
    ),
)

FOUR_PILLARS = PresetChecklist(
    "6f0d3f0e-2b51-5c0b-9f58-0d0f3f9f6c02",
    m("The four pillars"),
    (
        (
            m("Mutuality"),
            (
                m("Every partner both gives and gets, and both are noted."),
                m("Plans are made together, not by one for the others."),
                m("Pupils and staff of all partners meet as equals."),
                m("Partners thank and tell of one another in public."),
            ),
        ),
        (
            m("Sustainability"),
            (
                m("The work would go on if one person left."),
                m("Time for it is in somebody’s job, not only in goodwill."),
                m("The money is known for longer than this year."),
                m("Boards hear of it at least once a year."),
                m("The agreement is looked at again by a set day."),
            ),
        ),
        (
            m("Impact"),
            (
                m("Each aim has a measure, with where it began and a target."),
                m("What pupils and staff say is asked and kept."),
                m("What did not work is stopped or changed."),
                m("The outcomes are shown to somebody outside the partnership."),
            ),
        ),
        (
            m("Tackling disadvantage"),
            (
                m("The pupils who have least are named as a group that should gain most."),
                m("How many of those reached are disadvantaged is counted."),
                m("Cost, travel and kit keep nobody away."),
                m("Outcomes are counted separately for disadvantaged pupils."),
            ),
        ),
    ),
)

PRESETS = (START_UP, FOUR_PILLARS)
