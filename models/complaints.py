"""By when a complaint about how personal data was used has to be acknowledged.

Data Protection Act 2018, section 164A, which the Data (Use and Access) Act 2025 put in: within the period of 30 days
beginning when the complaint is received; its outcome is told without undue delay, for which the law has no day. The
day it came is counted as the first here, and the last one is not moved where it is no working day: should either be
read otherwise, ours is the earlier day and so is always safe. Check current guidance.
"""

from __future__ import annotations

from datetime import date, timedelta

DAYS = 30


def find_acknowledge_by(received_on: date) -> date:
    """Return the last day for telling somebody that their complaint came."""
    return received_on + timedelta(days=DAYS - 1)
