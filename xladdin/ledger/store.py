"""One ledger on the disk: opened, brought up to date, written in whole transactions; what SQLite refuses is said in Chinese.

Every write is one ``BEGIN IMMEDIATE`` … ``COMMIT``: two receivers take turns, and a process that is killed leaves the
ledger as it was. The rollback journal is kept (WAL fails on network disks).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from xladdin.disk.writing import make_folder
from xladdin.errors import UserError
from xladdin.ledger.schema import APPLICATION, STEPS, VERSION

#: Seconds to wait for another process that writes into the same ledger.
PATIENCE = 60.0

_CAUSES = (
    ("full", "磁盘已满"),
    ("readonly", "台账或它所在的目录是只读的"),
    ("unable to open", "目录不存在，或没有权限"),
    ("disk i/o", "磁盘读写出错，或这个位置不能加锁"),
    ("locking protocol", "这个位置不能加锁"),
    ("malformed", "台账文件已损坏"),
)


class Ledger:
    """An open ledger. ``rows`` and ``row`` read; ``writing()`` is one transaction."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Every row of a query."""
        with _told(self.path):
            return self._connection.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> sqlite3.Row | None:
        """The first row of a query."""
        return next(iter(self.rows(query, *values)), None)

    def run(self, statement: str, *values: object) -> None:
        """One statement of a transaction."""
        with _told(self.path):
            self._connection.execute(statement, values)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it stands afterwards, or nothing. Raises UserError ledger-busy, ledger-unwritable."""
        with _told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        with _told(self.path):
            try:
                self._connection.execute("COMMIT")
            except sqlite3.Error:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise


def open_ledger(path: Path, *, make: bool = False) -> Ledger:
    """Open a ledger.

    make  for writing: made when missing, brought up to date when older; else read only
    Raises UserError: file-missing, ledger-other, ledger-newer, ledger-busy, ledger-unwritable.
    """
    if not make and not path.exists():
        raise UserError("file-missing", file=path)
    if make:
        make_folder(path.parent)
    ledger = Ledger(path, _connected(path, read_only=not make))
    try:
        _check(ledger, make)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _connected(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """What a killed writer left behind is taken back by whoever opens the ledger next, also for reading alone."""
    with _told(path):
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        return connection


def _check(ledger: Ledger, make: bool) -> None:
    if make:  # also where nothing is to be changed: on a disk for reading only SQLite opens it, and finds out late
        with ledger.writing():
            version, application = _number(ledger, "user_version"), _number(ledger, "application_id")
            tables = ledger.rows("SELECT name FROM sqlite_master")
            if application != APPLICATION and (version or tables):
                raise UserError("ledger-other", file=ledger.path)
            for step in STEPS[version:]:
                for statement in step.split(";"):
                    if statement.strip():
                        ledger.run(statement)
            if version <= VERSION:
                ledger.run(f"PRAGMA application_id = {APPLICATION}")
                ledger.run(f"PRAGMA user_version = {VERSION}")
    if _number(ledger, "application_id") != APPLICATION:
        raise UserError("ledger-other", file=ledger.path)
    version = _number(ledger, "user_version")
    if version > VERSION:
        raise UserError("ledger-newer", file=ledger.path, version=version, known=VERSION)


def _number(ledger: Ledger, pragma: str) -> int:
    row = ledger.row(f"PRAGMA {pragma}")
    return int(row[0]) if row is not None else 0


def locks_hold(path: Path) -> bool:
    """Asked by another process while one writes: whether the lock keeps it out. Some network disks only pretend."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """What SQLite says, as a UserError."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error).lower()
        if "locked" in said and "protocol" not in said:
            raise UserError("ledger-busy", file=path) from error
        if "not a database" in said:
            raise UserError("ledger-other", file=path) from error
        if not isinstance(error, sqlite3.OperationalError | sqlite3.DatabaseError):
            raise
        cause = next((cause for words, cause in _CAUSES if words in said), f"数据库错误：{error}")
        raise UserError("ledger-unwritable", file=path, cause=cause) from error
