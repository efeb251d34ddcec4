"""A store (基础数据): ``files.parquet``, ``indicators.parquet``, ``funds.parquet`` and, while reading, ``parts/``.

Each part is what one task gave, written in one step: whenever reading stops, what is done is kept, and the next run does not
read it again. The tables are written from the parts at the end, in one step each, ``files`` last: it says what is there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from xladdin.disk import writing
from xladdin.errors import UserError
from xladdin.rollup.rows.arrow import schemas
from xladdin.rollup.rows.chunk import Done, Said
from xladdin.rollup.rows.stream import read as stream_read

if TYPE_CHECKING:
    import pyarrow as pa

NAMES = ("files", "indicators", "funds")
#: Of the tables and parts; a store of another one is read anew.
FORMAT = 1
ABOUT = "about.json"
_PARTS = "parts"
_ROWS = 200_000


class Store:
    """``with Store(folder) as store``; one program at a time writes into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, Said] | None = None
        self._next = 0

    @property
    def known(self) -> dict[str, Said]:
        """Key of every file that was read before → what became of it."""
        if self._known is None:
            self._known = self._look()
        return self._known

    @property
    def next(self) -> int:
        """Number of the next file, which no other one has."""
        assert self.known is not None
        return self._next

    def add(self, done: Done) -> None:
        """Keep what a task gave; what was known before and what was refused without being read adds nothing."""
        new = tuple(one for one in done.said if one.key and one.key not in self.known)
        self._next = max(self._next, done.first + len(done.said))
        if not new:
            return
        kept = msgspec.structs.replace(done, said=new)
        writing.make_folder(self._parts)
        writing.replace(self._parts / f"{done.first:09d}.part", msgspec.msgpack.encode(kept))
        self.known.update((one.key, one) for one in new)

    def finish(self) -> None:
        """Make the tables of what was there and of the parts. Without parts nothing is written."""
        parts = sorted(self._parts.glob("*.part")) if self._parts.is_dir() else []
        if parts:
            with ThreadPoolExecutor(len(NAMES)) as threads:  # packing leaves Python alone
                fresh = dict(zip(NAMES, threads.map(lambda name: self._fresh(name, parts), NAMES), strict=True))
            for name in reversed(NAMES):
                fresh[name].replace(self._path(name))
        self._say()
        shutil.rmtree(self._parts, ignore_errors=True)

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A finished table. Raises UserError store-damaged."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return pq.read_table(self.folder / f"{name}.parquet", columns=columns)
        except (OSError, pa.ArrowException) as error:
            raise UserError("store-damaged", file=self.folder / f"{name}.parquet") from error

    @property
    def _parts(self) -> Path:
        return self.folder / _PARTS

    def _look(self) -> dict[str, Said]:
        found: dict[str, Said] = {}
        about = _about(self.folder)
        if about is None:
            for old in (self._parts, *(self.folder / f"{name}.parquet" for name in NAMES)):
                shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)
            writing.make_folder(self.folder)
            writing.replace(self.folder / ABOUT, msgspec.json.encode(_About(FORMAT, 0, ())))
            return found
        self._next = about.next
        found.update((one.key, one) for one in about.refused)
        if (self.folder / "files.parquet").exists():
            keys = self.table("files", ["key", "source"]).to_pydict()
            found.update((key, Said(source, key)) for key, source in zip(keys["key"], keys["source"], strict=True))
        for part in sorted(self._parts.glob("*.part")) if self._parts.is_dir() else []:
            try:
                done = msgspec.msgpack.decode(part.read_bytes(), type=Done)
            except msgspec.DecodeError:
                part.unlink()  # of another version, or not whole: it is read again
                continue
            self._next = max(self._next, done.first + len(done.said))
            found.update((one.key, one) for one in done.said)
        return found

    def _say(self) -> None:
        """What was refused once is not read again; the tables do not hold it."""
        refused = tuple(one for one in self.known.values() if one.code)
        writing.replace(self.folder / ABOUT, msgspec.json.encode(_About(FORMAT, self._next, refused)))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"

    def _fresh(self, name: str, parts: list[Path]) -> Path:
        """The table of what was there and of the parts, in a file beside."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        fresh = self._path(name).with_suffix(".new")
        tables = _gathered(self._tables(name, parts))
        first = next(tables, None)
        if first is None:  # nothing but refusals
            first = getattr(schemas(), name).empty_table()
        words = [field.name for field in first.schema if pa.types.is_dictionary(field.type)]
        with pq.ParquetWriter(
            fresh, first.schema, compression="zstd", compression_level=1, use_dictionary=words, write_statistics=words
        ) as file:
            file.write_table(first)
            for table in tables:
                file.write_table(table.cast(first.schema) if table.schema != first.schema else table)
        return fresh

    def _tables(self, name: str, parts: list[Path]) -> Iterator[pa.Table]:
        import pyarrow.parquet as pq

        target = self.folder / f"{name}.parquet"
        if target.exists():
            with pq.ParquetFile(target) as file:
                for group in range(file.num_row_groups):
                    yield file.read_row_group(group)
        for part in parts:
            content = getattr(msgspec.msgpack.decode(part.read_bytes(), type=Done), name)
            if content:
                yield stream_read(content)


class _About(msgspec.Struct, frozen=True):
    format: int
    next: int
    refused: tuple[Said, ...]


def is_store(folder: Path) -> bool:
    """Whether a folder is a finished store."""
    return (folder / ABOUT).is_file() and (folder / "files.parquet").is_file()


def _about(folder: Path) -> _About | None:
    try:
        about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=_About)
    except (OSError, msgspec.DecodeError):
        return None
    return about if about.format == FORMAT else None


def _gathered(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Larger pieces of small tables: a row group is not a hundred files."""
    import pyarrow as pa

    kept: list[pa.Table] = []
    rows = 0
    for table in tables:
        kept.append(table)
        rows += len(table)
        if rows >= _ROWS:
            yield pa.concat_tables(kept).unify_dictionaries().combine_chunks()
            kept, rows = [], 0
    if kept:
        yield pa.concat_tables(kept).unify_dictionaries().combine_chunks()
