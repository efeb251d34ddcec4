"""Where profiles come from: those of the program, those that the user added, and single files.

A file is named ``<id>.toml``. What the program brings cannot be replaced under the same id: a workbook that names the id
must mean the same numbers everywhere.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from xladdin import parsed
from xladdin.disk import writing
from xladdin.disk.bounded import read_bounded
from xladdin.disk.settings import settings_folder
from xladdin.errors import UserError
from xladdin.rules.profile.decode import decode
from xladdin.rules.profile.nouns import Profile, short

#: The program's own profiles.
FOLDER = Path(__file__).parent.parent / "profiles"
DEFAULT = "mof-2020"
SUFFIX = ".toml"

#: Environment variable that names another folder for the user's profiles.
VARIABLE = "XLADDIN_PROFILES"
#: No profile comes near this many bytes.
_MOST_BYTES = 1 << 20
_DEEPEST = 8


class Entry(NamedTuple):
    """A profile on the shelf, or the reason why the file is none."""

    id: str
    path: Path
    profile: Profile | None
    reason: str


def user_folder() -> Path:
    """The folder for profiles that the user adds; installing and uninstalling the program leave it alone."""
    if given := os.environ.get(VARIABLE):
        return Path(given)
    return settings_folder() / "profiles"


def names() -> list[str]:
    """Ids of all profiles, the user's own included."""
    return sorted(_paths())


def entries() -> list[Entry]:
    """Every profile with its content; one that is broken does not keep the others from being listed."""
    found = []
    own = {path.stem: path for path in _files(FOLDER)}
    for path in [*own.values(), *_files(user_folder())]:
        reason = ""
        profile = None
        if path.stem in own and own[path.stem] != path:
            reason = "与随程序的规则同名，不会使用；请改名并改 id"
        else:
            try:
                profile = load(path.stem)
            except UserError as error:
                reason = error.line()
        found.append(Entry(path.stem, path, profile, reason))
    return sorted(found, key=lambda entry: (entry.id, entry.path))


def load(name: str) -> Profile:
    """Profile by id. Raises UserError: profile-unknown, profile-invalid."""
    return _load(name, ())


def of_file(name: str, file: str, digest: str = "") -> Profile:
    """The profile that a file names, or the general one.

    digest  what the file says of the profile's content; older files say nothing
    Raises UserError profile-of-file, profile-changed: the file is refused.
    """
    if name and _path(name) is None:
        raise UserError("profile-of-file", file=file or None, name=name[:40], known="、".join(names()))
    profile = load(name or DEFAULT)
    refuse_other(profile, file, digest)
    return profile


def refuse_other(profile: Profile, file: str, digest: str) -> None:
    """Raises UserError profile-changed where a file was made with another content under the profile's id."""
    if digest and digest != profile.digest:
        found, known = short(digest), short(profile.digest)
        raise UserError("profile-changed", file=file or None, name=profile.id, found=found, known=known)


def find(wanted: str) -> Profile:
    """What ``--profile`` names: a profile by id, or a file ``….toml``."""
    return load_file(Path(wanted)) if wanted.lower().endswith(SUFFIX) else load(wanted)


def load_file(path: Path) -> Profile:
    """The profile in any file. Raises UserError: profile-invalid, profile-other, and as reading does."""
    return _checked(decode(_content(path), path, load), path)


def add(path: Path) -> tuple[Profile, Path, bool]:
    """Put a profile onto the user's shelf: profile, its file, and whether it is new there.

    Raises UserError as ``load_file`` does: what contradicts itself, or another content under a known id, is refused.
    """
    profile = load_file(path)
    there = _paths().get(profile.id)
    if there is not None:
        return profile, there, False
    target = user_folder() / f"{profile.id}{SUFFIX}"
    return profile, target, writing.create(target, _content(path), exists="profile-taken")


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and path.is_file())
    except OSError:
        return []


def _paths() -> dict[str, Path]:
    """Id → file; the program's own stand before the user's."""
    return {path.stem: path for path in (*_files(user_folder()), *_files(FOLDER))}


def _path(name: str) -> Path | None:
    own = _own(FOLDER).get(name)  # most are: the user's folder need not be looked at
    return own if own is not None else _paths().get(name)


@cache
def _own(folder: Path) -> dict[str, Path]:
    """The program's own files, which stay as they are while it runs."""
    return {path.stem: path for path in _files(folder)}


def _content(path: Path) -> bytes:
    try:
        return read_bounded(path, _MOST_BYTES)
    except OSError as error:
        raise UserError("file-unreadable", file=path, cause=error.strerror or type(error).__name__) from None


def _load(name: str, above: tuple[str, ...]) -> Profile:
    path = _path(name)
    if path is None:
        raise UserError("profile-unknown", name=name[:40], known="、".join(names()))
    if name in above or len(above) > _DEEPEST:
        chain = " → ".join((*above, name))
        raise UserError("profile-invalid", file=path, cause=f"extends 绕成了圈：{chain}", remedy="请改正 extends")
    state = path.stat()
    return _decoded(path, state.st_mtime_ns, state.st_size, above)


@lru_cache(maxsize=64)
def _decoded(path: Path, _time: int, _size: int, above: tuple[str, ...]) -> Profile:
    """Decoded once as long as the file stays as it is."""
    name = path.stem
    data = _content(path)
    table = parsed.table(path, data) if path.parent == FOLDER else None  # of the program's own files alone
    profile = decode(data, path, lambda base: _load(base, (*above, name)), table)
    if profile.id != name:
        remedy = f"请把文件改名为 {profile.id}{SUFFIX}，或改正 id"
        raise UserError("profile-invalid", file=path, cause=f"id 为“{profile.id}”，与文件名不同", remedy=remedy)
    return profile


def _checked(profile: Profile, path: Path) -> Profile:
    """Another content under an id that is known is an error: workbooks name rules by id."""
    if profile.id in _paths():
        known = load(profile.id)
        if known.digest != profile.digest:
            digests = {"found": short(profile.digest), "known": short(known.digest)}
            raise UserError("profile-other", file=path, name=profile.id, **digests)
    return profile
