"""Folders where a book that is in use is not safe: those that a program copies elsewhere, and those of other computers.

A program that keeps folders alike copies a book while it is being written, or puts an older one in its place; on a
network folder, the locks that keep two writers apart do not always hold. The signs are names in the path, what the
environment says, and the kind of file system. Copies (backups, archives) may lie there.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from resources.i18n import _


class FolderKind(Enum):
    """Why a folder is not safe for a book in use."""

    SYNCED = auto()
    NETWORK = auto()


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """What was recognised: the kind of folder, and whose it is by name, where that is known."""

    kind: FolderKind
    name: str


_SYNCED: tuple[tuple[str, str], ...] = (
    (r"onedrive( ?-.*)?", "OneDrive"),
    (r"sharepoint( ?-.*)?", "SharePoint"),
    (r"dropbox( ?\(.*\))?|\.dropbox-dist", "Dropbox"),
    (r"google ?drive( ?\(.*\))?|googledrive-.*|drivefs", "Google Drive"),
    (r"icloud ?drive|icloud~.*|com~apple~clouddocs|mobile documents", "iCloud"),
    (r"nextcloud\d*", "Nextcloud"),
    (r"owncloud\d*", "ownCloud"),
    (r"box|box sync|box-box", "Box"),
    (r"pclouddrive|pcloud ?drive", "pCloud"),
    (r"megasync.*|mega", "MEGA"),
    (r"syncthing", "Syncthing"),
    (r"resilio sync", "Resilio Sync"),
)
"""Names of whole folders in a path, in small letters."""
_SYNC_SIGNS: tuple[tuple[str, str], ...] = (
    (".stfolder", "Syncthing"),
    (".sync", "Resilio Sync"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
)
"""What programs leave in the folders that they keep alike."""
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_SYSTEMS = re.compile(
    r"cifs|smb.*|nfs.*|9p|afpfs|afs|webdav|davfs2?|ncpfs|ceph|glusterfs|lustre|gfs2?|ocfs2"
    r"|fuse\.(sshfs|gvfsd-fuse|rclone|davfs2?|cifs|smbnetfs|curlftpfs|google-drive-ocamlfuse|onedriver|s3fs|glusterfs).*"
    r"|fuse|fuse\.onedrive.*"
)
_MOUNTS = Path("/proc/self/mounts")
_DRIVE_REMOTE = 4


def shared_folder(
    book: Path, environment: Mapping[str, str] | None = None, file_system: Callable[[Path], str] | None = None
) -> SharedFolder | None:
    """Return why a place is not safe for a book in use, None where nothing says so; the book need not be there yet."""
    environment = os.environ if environment is None else environment
    whole = str(book)
    if whole.startswith(("\\\\", "//")) and not whole.startswith(("\\\\?\\", "\\\\.\\")):
        return SharedFolder(FolderKind.NETWORK, "")
    if whole.upper().startswith("\\\\?\\UNC\\"):
        return SharedFolder(FolderKind.NETWORK, "")
    places = dict.fromkeys((whole, str(_followed(book))))
    for place in places:
        name = _synced_by(place, environment)
        if name:
            return SharedFolder(FolderKind.SYNCED, name)
    system = (file_system or file_system_of)(_followed(book).parent)
    if _NETWORK_SYSTEMS.fullmatch(system.lower()):
        return SharedFolder(FolderKind.NETWORK, "")
    return None


def warning(found: SharedFolder) -> str:
    """Return what is wrong with keeping a book in such a folder, and the safe ways to share one."""
    return f"{danger(found)} {safe_ways()}"


def danger(found: SharedFolder) -> str:
    """Return what is wrong with keeping a book in such a folder."""
    if found.kind is FolderKind.SYNCED:
        words = _(
            "This folder is kept in step with other computers by {name}, which may copy the book while it is being "
            "written, or put an older one in its place."
        )
        return words.format(name=found.name)
    return _(
        "This folder is on another computer. If the network fails while the book is being saved, or two people write "
        "to it, records can be lost."
    )


def safe_ways() -> str:
    """Return how a book is shared safely."""
    return _(
        "Keep the book in a folder of this computer alone. To share it, put a backup there, which is a whole copy; "
        "send lists as workbooks that come back; or move the book to a PostgreSQL server, where several can write."
    )


def file_system_of(folder: Path) -> str:
    """Return the kind of file system of a folder, as the system calls it; nothing where it does not say."""
    if sys.platform == "win32":
        return _drive_kind(folder)
    try:
        lines = _MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return kind_in(lines, folder)


def kind_in(mounts: list[str], folder: Path) -> str:
    """Return the kind of the file system that a folder is on, by the system's list of them."""
    best, kind = -1, ""
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), parts[1])
        if (folder == Path(place) or Path(place) in folder.parents) and len(place) >= best:
            best, kind = len(place), parts[2]
    return kind


def _drive_kind(folder: Path) -> str:
    """Ask Windows whether a drive is on another computer."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    return "smb" if kernel.GetDriveTypeW(f"{folder.drive}\\") == _DRIVE_REMOTE else ""


def _followed(book: Path) -> Path:
    """Return a place with its links followed, as far as it is there."""
    try:
        return book.resolve()
    except (OSError, RuntimeError):
        return book.absolute()


def _synced_by(place: str, environment: Mapping[str, str]) -> str:
    """Return who keeps a place alike on several computers, nothing where no sign says so."""
    plain = place.replace("\\", "/")
    for name in _ONEDRIVE:
        root = environment.get(name, "").replace("\\", "/").rstrip("/")
        if root and (plain.lower() + "/").startswith(root.lower() + "/"):
            return "OneDrive"
    # The last part is the book itself, which may be called anything.
    for part in plain.split("/")[:-1]:
        for pattern, name in _SYNCED:
            if re.fullmatch(pattern, part.lower()):
                return name
    for folder in Path(place).parents:
        for sign, name in _SYNC_SIGNS:
            if (folder / sign).exists():
                return name
    return ""
