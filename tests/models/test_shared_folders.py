"""Folders where a book in use is not safe are known by their path, their surroundings and their file system."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.shared_folders import FolderKind, SharedFolder, kind_in, shared_folder, warning

SYNCED = [
    (r"C:\Users\Ann\OneDrive\records.liaison", "OneDrive"),
    (r"C:\Users\Ann\OneDrive - Elm Lane School\Governors\records.liaison", "OneDrive"),
    ("/Users/ann/Library/CloudStorage/OneDrive-ElmLane/records.liaison", "OneDrive"),
    ("/Users/ann/Library/CloudStorage/GoogleDrive-ann@elm.example/My Drive/records.liaison", "Google Drive"),
    (r"C:\Users\Ann\Google Drive\records.liaison", "Google Drive"),
    ("/home/ann/Dropbox/records.liaison", "Dropbox"),
    ("/home/ann/Dropbox (Elm Lane)/records.liaison", "Dropbox"),
    ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/records.liaison", "iCloud"),
    (r"C:\Users\Ann\iCloudDrive\records.liaison", "iCloud"),
    ("/home/ann/Nextcloud/school/records.liaison", "Nextcloud"),
    ("/home/ann/Nextcloud2/records.liaison", "Nextcloud"),
    ("/home/ann/ownCloud/records.liaison", "ownCloud"),
    (r"C:\Users\Ann\Box\records.liaison", "Box"),
    ("/Users/ann/Library/CloudStorage/Box-Box/records.liaison", "Box"),
    (r"C:\Users\Ann\Box Sync\records.liaison", "Box"),
]
SAFE = [
    r"C:\Users\Ann\AppData\Local\Liaison Desk\records.liaison",
    "/home/ann/.local/share/Liaison Desk/records.liaison",
    "/home/ann/Documents/records.liaison",
    "/home/ann/Boxes/records.liaison",
    "/home/ann/Post box/records.liaison",
    "/home/ann/my dropbox notes/records.liaison",
    "/home/ann/OneDrive.liaison",
    "/home/ann/Documents/onedriver-notes/records.liaison",
]
NETWORK = [r"\\server\share\records.liaison", "//server/share/records.liaison", r"\\?\UNC\server\share\records.liaison"]


def local(_folder: Path) -> str:
    return "ext4"


@pytest.mark.parametrize(("place", "name"), SYNCED)
def test_synced_folders_are_known_by_name(place: str, name: str) -> None:
    assert shared_folder(Path(place), {}, local) == SharedFolder(FolderKind.SYNCED, name)


@pytest.mark.parametrize("place", SAFE)
def test_others_are_not_spoken_of(place: str) -> None:
    assert shared_folder(Path(place), {}, local) is None


@pytest.mark.parametrize("place", NETWORK)
def test_network_paths_are_known(place: str) -> None:
    assert shared_folder(Path(place), {}, local) == SharedFolder(FolderKind.NETWORK, "")


@pytest.mark.parametrize(
    ("system", "is_network"),
    [
        *((kind, True) for kind in ("cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "fuse.sshfs", "fuse.rclone", "fuse")),
        *((kind, True) for kind in ("fuse.gvfsd-fuse", "FUSE.SSHFS", "afpfs", "webdav", "davfs")),
        *((kind, False) for kind in ("ext4", "btrfs", "xfs", "apfs", "ntfs", "vfat", "tmpfs", "overlay", "zfs", "")),
        *((kind, False) for kind in ("fuseblk", "fuse.ntfs-3g", "fuse.gocryptfs", "exfat", "hfs", "squashfs")),
    ],
)
def test_network_file_systems_are_known(system: str, is_network: bool) -> None:
    found = shared_folder(Path("/home/ann/records.liaison"), {}, lambda _folder: system)
    assert (found is not None and found.kind is FolderKind.NETWORK) is is_network


def test_what_the_environment_calls_onedrive_is_it_wherever_it_lies() -> None:
    environment = {"OneDriveCommercial": "D:\\Work files"}
    place = r"D:\work files\Governors\records.liaison"
    assert shared_folder(Path(place), environment, local) == SharedFolder(FolderKind.SYNCED, "OneDrive")
    assert shared_folder(Path(r"D:\Work files of mine\records.liaison"), environment, local) is None


def test_what_a_link_leads_to_and_what_lies_about_counts(tmp_path: Path) -> None:
    real = tmp_path / "Dropbox" / "school"
    real.mkdir(parents=True)
    (tmp_path / "desk").symlink_to(real)
    found = shared_folder(tmp_path / "desk" / "records.liaison", {}, local)
    assert found == SharedFolder(FolderKind.SYNCED, "Dropbox")
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    (tmp_path / "shared" / "deep").mkdir()
    found = shared_folder(tmp_path / "shared" / "deep" / "records.liaison", {}, local)
    assert found == SharedFolder(FolderKind.SYNCED, "Syncthing")


def test_the_list_of_file_systems_is_read_as_the_system_writes_it() -> None:
    mounts = [
        "/dev/sda1 / ext4 rw 0 0",
        "//server/share /mnt/our\\040share cifs rw 0 0",
        "tmpfs /mnt tmpfs rw 0 0",
        "broken",
        "host:/home /home nfs4 rw 0 0",
    ]
    for folder, kind in (("/mnt/our share/a", "cifs"), ("/mnt/our", "tmpfs"), ("/homes", "ext4"), ("/home", "nfs4")):
        assert kind_in(mounts, Path(folder)) == kind


def test_the_warning_names_the_danger_and_the_ways_out() -> None:
    for found in (SharedFolder(FolderKind.SYNCED, "OneDrive"), SharedFolder(FolderKind.NETWORK, "")):
        words = warning(found)
        for way in ("a backup", "workbooks", "PostgreSQL", "this computer alone"):
            assert way in words
    assert "OneDrive" in warning(SharedFolder(FolderKind.SYNCED, "OneDrive"))
