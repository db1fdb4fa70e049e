"""The address of a book on a PostgreSQL server: shown without its password, and reached only as is safe.

A server on another computer is reached through TLS alone, and only where its certificate says that it is the one that
was asked for (`sslmode=verify-full`): anything less would let whoever sits in between read and change the records.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode

from models.errors import WrongUse
from resources.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import URL

SERVER_SCHEMES = ("postgresql://", "postgresql+psycopg://")
SAFE = "verify-full"
_SECRET = frozenset({"password", "sslpassword", "passwd", "pwd"})
_SECONDS_TO_CONNECT = "10"
_MILLISECONDS_TO_ANSWER = "20000"


def is_server(location: str | Path) -> bool:
    """Say whether a location is the address of a PostgreSQL database rather than a file."""
    return str(location).startswith(SERVER_SCHEMES)


def shown(location: str | Path) -> str:
    """Return a location fit to be shown and kept: the address of a server without any password."""
    scheme, found, rest = str(location).partition("://")
    if not found or not is_server(location):
        return str(location)
    where, mark, query = rest.partition("?")
    if "@" in query and "@" not in where and ":" in where.partition("/")[0]:
        # A question mark in a password that was not written as %3F.
        where, mark, query = rest, "", ""
    who, at, where = where.rpartition("@")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name.lower() not in _SECRET]
    told = query if len(kept) == len(parse_qsl(query, keep_blank_values=True)) else urlencode(kept, quote_via=quote)
    return f"{scheme}://{who.partition(':')[0]}{at}{where}{mark if told else ''}{told}"


def book_name(location: str | Path) -> str:
    """Return what a book is called in a few letters: its file's name, or that of its database."""
    if not is_server(location):
        return Path(location).stem
    return unquote(shown(location).partition("?")[0].rpartition("/")[2])


def server_url(location: str, password: str | None = None, environment: Mapping[str, str] | None = None) -> URL:
    """Return what a book on a server is reached with, by its address and, where it asks for one, its password.

    Raises WrongUse for what is no address, and for one that leads to another computer in an unsafe way.
    """
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    environment = os.environ if environment is None else environment
    try:
        url = make_url(location.replace("postgresql://", "postgresql+psycopg://", 1))
    except (ArgumentError, ValueError):
        raise WrongUse(
            _("“{address}” is no address of a server. Write it like postgresql://name@server/database").format(
                address=shown(location)
            )
        ) from None
    if password:
        url = url.set(password=password)
    options = {"application_name": "Liaison Desk", "connect_timeout": _SECONDS_TO_CONNECT}
    if not is_local(url, environment):
        asked = url.query.get("sslmode", SAFE)
        if asked != SAFE:
            raise WrongUse(
                _(
                    "{address} is on another computer, and sslmode={mode} would let others on the way read the records "
                    "or change them. Leave out sslmode, or write sslmode=verify-full."
                ).format(address=shown(location), mode=asked)
            )
        # Said always: what the environment says instead must not weaken it, nor another kind of lock take its place.
        url = url.update_query_dict({"sslmode": SAFE, "gssencmode": "disable"})
        options |= {"tcp_user_timeout": _MILLISECONDS_TO_ANSWER, "keepalives_idle": "30"}
    return url.update_query_dict({name: value for name, value in options.items() if name not in url.query})


def is_local(url: URL, environment: Mapping[str, str]) -> bool:
    """Say whether an address leads to this computer alone, whatever in it or around it names a computer."""
    if "service" in url.query or environment.get("PGSERVICE"):
        # A file elsewhere says where it leads.
        return False
    hosts = [*_said(url, "host", url.host), *_said(url, "hostaddr", None)]
    if not hosts:
        hosts = [name for name in (environment.get("PGHOST"), environment.get("PGHOSTADDR")) if name]
    elif "hostaddr" not in url.query and environment.get("PGHOSTADDR"):
        hosts.append(environment["PGHOSTADDR"])
    return all(_is_here(host) for part in hosts for host in part.split(","))


def _said(url: URL, name: str, first: str | None) -> list[str]:
    value = url.query.get(name, ())
    return [part for part in (first, *((value,) if isinstance(value, str) else value)) if part]


def _is_here(host: str) -> bool:
    """Say whether a host is this computer: the folder of a socket, its own name for itself, or its own address."""
    host = host.strip()
    # In a query a port may follow the name.
    name = host if host.count(":") > 1 else host.partition(":")[0]
    if not name or name.startswith(("/", "@")) or name.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]").partition("%")[0]).is_loopback
    except ValueError:
        return False
