"""About the program: its version, what it is made with, and under which licences."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from desktop.theme import XL, S
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from resources.i18n import _
from resources.i18n import marked as m

MADE_WITH: tuple[tuple[str, str, str], ...] = (
    ("Qt and PySide6", "PySide6-Essentials", "LGPL 3"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("Alembic", "alembic", "MIT"),
    ("SQLCipher and sqlcipher3", "sqlcipher3", "zlib and BSD"),
    ("argon2-cffi", "argon2-cffi", "MIT"),
    ("ReportLab", "reportlab", "BSD"),
    ("openpyxl", "openpyxl", "MIT"),
    ("pypdfium2 and PDFium", "pypdfium2", "BSD and Apache 2"),
    ("QtAwesome and Phosphor icons", "QtAwesome", "MIT"),
    ("platformdirs", "platformdirs", "MIT"),
    ("RapidFuzz", "rapidfuzz", "MIT"),
    ("dateutil", "python-dateutil", "BSD and Apache 2"),
    ("libphonenumber for Python", "phonenumberslite", "Apache 2"),
    ("icalendar", "icalendar", "BSD"),
    ("recurring-ical-events", "recurring-ical-events", "LGPL 3"),
    ("x-wr-timezone", "x-wr-timezone", "LGPL 3"),
    ("python-oxmsg", "python-oxmsg", "MIT"),
    ("uharfbuzz and HarfBuzz", "uharfbuzz", "Apache 2 and MIT"),
    ("python-docx", "python-docx", "MIT"),
    ("msoffcrypto-tool", "msoffcrypto-tool", "MIT"),
    ("keyring", "keyring", "MIT"),
    ("Pillow", "pillow", "MIT-CMU"),
    ("pikepdf and QPDF", "pikepdf", "MPL 2 and Apache 2"),
    ("Psycopg", "psycopg", "LGPL 3"),
)
"""What is used, its package, its licence: a line for each library that pyproject.toml asks for, the server's too."""

NOTICE = m(
    "Liaison Desk uses Qt and PySide6 under the GNU Lesser General Public License, version 3, unchanged and as "
    "separate files, so you may replace them with your own. The fonts in papers are Noto Sans under the SIL Open "
    "Font License and DejaVu Sans under its own free licence. All other parts are used under the licences named "
    "above; each part carries the text of its own."
)


def version_of(package: str) -> str:
    """Return the version of an installed package, or nothing where that is not known."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


class AboutDialog(Dialog):
    """Version, parts and licences, as plain words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("About Liaison Desk"), parent or QApplication.activeWindow(), width_ems=36)
        self.setObjectName("about")
        own = _("Version {version}, with Python {python}").format(
            version=version_of("liaison-desk") or _("not installed"), python=platform.python_version()
        )
        self.body.addWidget(PlainLabel(own))
        self.body.addWidget(
            PlainLabel(
                _("It keeps a school’s records of its neighbours. It works offline and sends nothing to anyone."),
                "muted",
            )
        )
        self.body.addWidget(PlainLabel(_("Made with"), "h3"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(XL)
        grid.setVerticalSpacing(S)
        for row, (name, package, licence) in enumerate(MADE_WITH):
            for column, words in enumerate((name, version_of(package), licence)):
                grid.addWidget(PlainLabel(words, "" if column == 0 else "muted"), row, column)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)
        self.body.addWidget(PlainLabel(_(NOTICE), "small"))
        self.body.addStretch(1)
        close = self.add_cancel(_("Close"))
        close.setFocus(Qt.FocusReason.OtherFocusReason)
