"""Reads a window as a screen reader does, over AT-SPI, for tests in another process.

Started with the system's Python, which has the bindings. Takes a question as JSON on each line of its input and answers
each with a line of JSON: `{"ask": "nodes"}` for what is in view (with `"whole": true` everything about it, and the
closed menus too), `{"ask": "windows"}` for the windows alone, `{"ask": "heard"}` for what took the focus and what was
announced since it was asked last. A node is told to be part of another by `above`, its place in the list.
`{"ask": "do", "place": 7, "action": "Press"}` does something to a node of the last look, as a screen reader or a voice
does it for its user, `{"ask": "fill", "place": 7, "text": "..."}` gives it another text; both answer with what it can
do, and with why it could not.

Children are asked for all at once, by the message itself: libatspi asks for one after the other by number, and Qt
6.9 falls over the number of a child of a scrolled area that has gone meanwhile, as its scroll bar does.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PROGRAM = "Liaison Desk"
ROOT = "/org/a11y/atspi/accessible/root"
TOLD_STATES = ("FOCUSED", "FOCUSABLE", "ENABLED", "CHECKED", "SELECTED", "EDITABLE", "SHOWING", "MODAL", "ACTIVE")
STATES = {name: int(getattr(Atspi.StateType, name)) for name in TOLD_STATES}
LABELLED_BY = int(Atspi.RelationType.LABELLED_BY)
WORDY = frozenset({"text", "entry", "password text", "paragraph", "document frame", "terminal"})
MENUS = frozenset({"menu bar", "menu", "popup menu", "menu item", "check menu item", "radio menu item"})

Place = tuple[str, str]
heard: list[dict[str, Any]] = []
focused: list[Place] = []
"""What took the focus last, alone."""
seen: list[Place] = []
"""Where each node of the last look is reached."""


def connect() -> Any:
    """Return a connection to the bus of accessibility, whose address the bus of the session knows."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    told = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1)
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(told.unpack()[0], flags)


def call(place: Place, interface: str, method: str, *arguments: Any, form: str = "()") -> Any:
    """Return the answer of one thing to one message. Raises GLib.Error when it has gone."""
    wrapped = GLib.Variant(form, arguments)
    told = bus.call_sync(place[0], place[1], f"org.a11y.atspi.{interface}", method, wrapped, None, 0, 5000)
    return told.unpack()[0]


def name_of(place: Place, which: str = "Name") -> str:
    """Return the name of a thing, or its description."""
    asked = GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", which))
    told = bus.call_sync(*place, "org.freedesktop.DBus.Properties", "Get", asked, None, 0, 5000)
    return str(told.unpack()[0])


def parent(place: Place) -> Place:
    """Return what a thing is part of."""
    asked = GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", "Parent"))
    told: Place = bus.call_sync(*place, "org.freedesktop.DBus.Properties", "Get", asked, None, 0, 5000).unpack()[0]
    return told


def role_of(place: Place) -> str:
    """Return what kind of thing it is."""
    return str(Atspi.role_get_name(Atspi.Role(call(place, "Accessible", "GetRole"))))


def children(place: Place) -> list[Place]:
    """Return what is right below a thing."""
    return call(place, "Accessible", "GetChildren")


def program() -> Place | None:
    """Return the program on the bus, or None before it is there."""
    for one in children(("org.a11y.atspi.Registry", ROOT)):
        try:
            if name_of(one) == PROGRAM:
                return one
        except GLib.Error:
            continue
    return None


def label_of(place: Place) -> str:
    """Return the words of the label that belongs to a field."""
    for kind, targets in call(place, "Accessible", "GetRelationSet"):
        if kind == LABELLED_BY and targets:
            return name_of(targets[0])
    return ""


def actions(place: Place) -> list[tuple[str, str, str]]:
    """Return what can be done to a thing: the name in the user's language, what it does, its keys."""
    return call(place, "Action", "GetActions")


def keys_of(place: Place) -> list[str]:
    """Return the keys that do what the thing does, like Alt+S."""
    try:
        return sorted({keys for _name, _words, keys in actions(place) if keys})
    except GLib.Error:
        return []


def describe(place: Place, above: int, whole: bool = True) -> dict[str, Any]:
    """Return what is told of a thing: everything, or what is quick to ask for unless it has the keyboard."""
    low, high = call(place, "Accessible", "GetState")
    role = role_of(place)
    told = [name for name, bit in STATES.items() if (low | high << 32) >> bit & 1]
    made: dict[str, Any] = {"above": above, "role": role, "name": name_of(place), "states": told}
    whole = whole or "FOCUSED" in told
    if whole and ("FOCUSABLE" in told or role == "label"):
        made |= {"label": label_of(place), "description": name_of(place, "Description"), "keys": keys_of(place)}
    if role in WORDY:
        made["text"] = call(place, "Text", "GetText", 0, -1, form="(ii)")
    if whole and role != "application":
        made["box"] = list(call(place, "Component", "GetExtents", 0, form="(u)"))
    return made


def look(place: Place, above: int, found: list[dict[str, Any]], whole: bool) -> None:
    """Add a thing and what is inside it; what is not in view is left out, but for closed menus in a whole look."""
    try:
        made = describe(place, above, whole)
        hidden = "SHOWING" not in made["states"] and made["role"] != "application"
        if hidden and not (whole and made["role"] in MENUS):
            return
        found.append(made)
        seen.append(place)
        here = len(found) - 1
        for child in [] if made["role"] == "combo box" else children(place):
            look(child, here, found, whole)
    except GLib.Error:
        return  # It went away while it was looked at.


def nodes(*, whole: bool = False) -> list[dict[str, Any]]:
    """Return everything of the program that is in view."""
    found: list[dict[str, Any]] = []
    seen.clear()
    one = program()
    if one is not None:
        look(one, -1, found, whole)
        dropped = menu_of(focused[-1]) if focused else None
        if dropped is not None and dropped not in seen:
            look(dropped, -1, found, whole)
    return found


def menu_of(place: Place) -> Place | None:
    """Return the menu in which the thing stands that took the focus last.

    Qt counts a menu below a button among no window's children: one is led there by its line that has the focus.
    """
    try:
        above = place
        while role_of(above) in MENUS:
            place, above = above, parent(above)
        return place if role_of(place) == "popup menu" else None
    except GLib.Error:
        return None


def actions_of(place: Place) -> list[str]:
    """Return the names of what can be done to a thing."""
    try:
        return [call(place, "Action", "GetName", number, form="(i)") for number in range(len(actions(place)))]
    except GLib.Error:
        return []


def act(place: Place, action: str) -> list[dict[str, Any]]:
    """Do something to a thing; to give it the focus is asked of the thing itself."""
    known = actions_of(place)
    try:
        if action == "GrabFocus":
            done = call(place, "Component", "GrabFocus")
        elif action in known:
            done = call(place, "Action", "DoAction", known.index(action), form="(i)")
        else:
            done = False
    except GLib.Error as error:
        return [{"done": False, "can": known, "why": error.message}]
    return [{"done": bool(done), "can": known, "why": ""}]


def fill(place: Place, text: str) -> list[dict[str, Any]]:
    """Give a field another text."""
    try:
        done = call(place, "EditableText", "SetTextContents", text, form="(s)")
    except GLib.Error as error:
        return [{"done": False, "can": actions_of(place), "why": error.message}]
    return [{"done": bool(done), "can": [], "why": ""}]


def windows() -> list[dict[str, Any]]:
    """Return the windows that are open, which is quick."""
    found = []
    one = program()
    for place in children(one) if one is not None else ():
        try:
            found.append(describe(place, -1, whole=False))
        except GLib.Error:
            continue
    return found


def on_event(event: Any, *_rest: object) -> None:
    """Keep what took the focus and what was announced."""
    try:
        if not event.type.startswith("object:state-changed:focused"):
            heard.append({"what": "said", "role": "", "name": str(event.any_data)})
        elif event.detail1:
            # First: a program that is slow to tell its name has opened its menu all the same.
            focused[:] = [(event.source.app.bus_name, event.source.path)]
            heard.append({"what": "focus", "role": event.source.get_role_name(), "name": event.source.get_name() or ""})
    except GLib.Error:
        return


def answer(channel: Any, _condition: object) -> bool:
    """Answer one question; the end of the input ends the reader."""
    line = channel.readline()
    if not line:
        loop.quit()
        return False
    asked = json.loads(line)
    reply: list[dict[str, Any]]
    if asked["ask"] == "heard":
        reply = list(heard)
        heard.clear()
    elif asked["ask"] == "windows":
        reply = windows()
    elif asked["ask"] == "do":
        reply = act(seen[asked["place"]], asked["action"])
    elif asked["ask"] == "fill":
        reply = fill(seen[asked["place"]], asked["text"])
    else:
        reply = nodes(whole=asked.get("whole", False))
    sys.stdout.write(json.dumps(reply) + "\n")
    sys.stdout.flush()
    return True


if __name__ == "__main__":
    Atspi.init()
    # Otherwise a program that is busy for most of a second is given up.
    Atspi.set_timeout(5000, 15000)
    bus = connect()
    listener = Atspi.EventListener.new(on_event)
    for kind in ("object:state-changed:focused", "object:announcement"):
        listener.register(kind)
    loop = GLib.MainLoop()
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, answer)
    loop.run()
