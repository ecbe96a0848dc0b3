"""Read members of a zip file without ever unpacking what its names or sizes would do to the machine."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from geodata.errors import GazetteerError

LARGEST = 1 << 30
"""Bytes, all members together; GeoNames' file of the whole world has 1.6 GB, of the largest country 0.3."""
HIGHEST_RATIO = 120
"""Unpacked over packed size; place tables and outlines reach 3 to 15, and nothing real a hundred."""
_SMALL = 1 << 20
_CHUNK = 1 << 16
_REMEDY = "Nothing of it was unpacked; get the file again from its publisher."


@contextmanager
def checked_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip file whose members stay inside and are of a sane size.

    Raises
    ------
    GazetteerError
        If it is no whole zip file, is encrypted, holds a path outside, or would unpack to more than is sane.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                _check_member(path, member)
            _check_sizes(path, archive.infolist())
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise GazetteerError(f"{path.name} is no whole zip file ({error}).", "Download it again.") from error


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> bytes:
    """Return the bytes of one member, counted as they come, since the size in the directory may lie.

    Raises
    ------
    GazetteerError
        If more comes than was announced, or its checksum is wrong.
    """
    data = bytearray()
    try:
        with archive.open(member) as source:
            while piece := source.read(_CHUNK):
                data += piece
                if len(data) > max(member.file_size, 1):
                    raise _bomb(path, f"{member.filename} holds more than it announces")
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError) as error:
        raise GazetteerError(
            f"{path.name}: {member.filename} does not unpack ({error}).", "Download it again."
        ) from error
    except Exception as error:
        if isinstance(error, GazetteerError):
            raise
        raise GazetteerError(
            f"{path.name}: {member.filename} does not unpack ({error}).", "Download it again."
        ) from error
    return bytes(data)


def _check_member(path: Path, member: zipfile.ZipInfo) -> None:
    name = member.filename
    windows, parts = PureWindowsPath(name), PurePosixPath(name.replace("\\", "/"))
    if windows.drive or parts.is_absolute() or ".." in parts.parts:
        raise GazetteerError(f"{path.name} holds {name!r}, a path outside of the archive.", _REMEDY)
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        raise GazetteerError(f"{path.name} holds {name!r}, a link to another file.", _REMEDY)
    if member.flag_bits & 1:
        raise GazetteerError(f"{path.name}: {name!r} is encrypted.", "Unpack it yourself and give the file in it.")


def _check_sizes(path: Path, members: list[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    if total > LARGEST:
        raise _bomb(path, f"it would unpack to {total / 2**20:,.0f} MB, more than {LARGEST // 2**20:,}")
    for member in members:
        if member.file_size > _SMALL and member.file_size > HIGHEST_RATIO * max(member.compress_size, 1):
            raise _bomb(
                path,
                f"{member.filename} would unpack to {member.file_size // max(member.compress_size, 1):,} times "
                "its size",
            )


def _bomb(path: Path, why: str) -> GazetteerError:
    return GazetteerError(f"{path.name} looks like a zip bomb: {why}.", _REMEDY)
