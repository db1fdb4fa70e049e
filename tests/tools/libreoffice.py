"""LibreOffice asked, without a window, what a file with a password says: by a macro in a profile of its own."""

from __future__ import annotations

import subprocess
from html import escape
from pathlib import Path

_MACRO = """Sub Main(source, password, target)
  Dim how(1) As New com.sun.star.beans.PropertyValue
  Dim asText(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  how(1).Name = "Password" : how(1).Value = password
  asText(0).Name = "FilterName" : asText(0).Value = "Text - txt - csv (StarCalc)"
  On Error Goto Ended
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
  If Not IsNull(book) Then book.storeToURL(target, asText())
Ended:
  StarDesktop.terminate()
End Sub
"""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FILES = {
    "script.xlc": '<library:libraries xmlns:library="http://openoffice.org/2000/library"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"'
    ' library:link="false"/></library:libraries>',
    "Standard/script.xlb": '<library:library xmlns:library="http://openoffice.org/2000/library"'
    ' library:name="Standard" library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Asking"/></library:library>',
    "Standard/Asking.xba": '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Asking"'
    f' script:language="StarBasic">{escape(_MACRO)}</script:module>',
}


def workbook_as_text(book: Path, password: str, folder: Path) -> str:
    """Return the first sheet of a workbook as text, "" where it does not open with the password."""
    profile, target = folder / "profile", folder / "told.csv"
    target.unlink(missing_ok=True)
    if not profile.exists():
        # Its first start lays down macros of its own, over any that are there.
        _start(profile, "--terminate_after_init")
    for name, content in _FILES.items():
        place = profile / "user" / "basic" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_HEAD + content, "utf-8")
    asked = f'macro:///Standard.Asking.Main("{book.as_uri()}","{password}","{target.as_uri()}")'
    _start(profile, asked)
    return target.read_text("utf-8", "replace") if target.exists() else ""


def _start(profile: Path, what: str) -> None:
    own = f"-env:UserInstallation={profile.as_uri()}"
    subprocess.run(["soffice", own, "--headless", "--norestore", what], capture_output=True, check=True, timeout=240)
