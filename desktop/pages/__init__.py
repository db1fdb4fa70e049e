"""The screens: one package each, whose `SPEC` tells the window how to make its page; `PAGES` names them all.

Named one by one and not searched for, so that a frozen program finds them and their order is known. Each package
imports its page only when it is first shown.
"""

from desktop.pages.commitments import SPEC as COMMITMENTS
from desktop.pages.conversations import SPEC as CONVERSATIONS
from desktop.pages.events import SPEC as EVENTS
from desktop.pages.help import SPEC as HELP
from desktop.pages.home import SPEC as HOME
from desktop.pages.imports import SPEC as IMPORTS
from desktop.pages.meetings import SPEC as MEETINGS
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.pages.papers_made import SPEC as PAPERS_MADE
from desktop.pages.partnerships import SPEC as PARTNERSHIPS
from desktop.pages.people import SPEC as PEOPLE
from desktop.pages.pictures import SPEC as PICTURES
from desktop.pages.reports import SPEC as REPORTS
from desktop.pages.settings import SPEC as SETTINGS

PAGES = (
    HOME,
    ORGANISATIONS,
    PEOPLE,
    CONVERSATIONS,
    MEETINGS,
    COMMITMENTS,
    EVENTS,
    PARTNERSHIPS,
    REPORTS,
    PAPERS_MADE,
    PICTURES,
    IMPORTS,
    SETTINGS,
    HELP,
)
