"""The tables of a ledger, by version: an older ledger is brought up to date when it is opened for writing."""

from __future__ import annotations

#: ``PRAGMA application_id`` of a ledger, so that no other database is taken for one: “xlad”.
APPLICATION = 0x786C6164

#: Script that leads from version n to n + 1; ``PRAGMA user_version`` counts them.
STEPS = (
    """
    CREATE TABLE container (
        digest TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, received_at TEXT NOT NULL,
        sender TEXT NOT NULL, subject TEXT NOT NULL, message_id TEXT NOT NULL, note TEXT NOT NULL);
    CREATE TABLE file (
        digest TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, received_at TEXT NOT NULL,
        container TEXT NOT NULL, sender TEXT NOT NULL, state TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
        remedy TEXT NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL, signer TEXT NOT NULL,
        content_digest TEXT NOT NULL, unit_code TEXT NOT NULL, unit_name TEXT NOT NULL, project_code TEXT NOT NULL,
        project_name TEXT NOT NULL, year INTEGER NOT NULL, version INTEGER NOT NULL, matter TEXT NOT NULL,
        profile TEXT NOT NULL, profile_from TEXT NOT NULL, errors INTEGER NOT NULL, warnings INTEGER NOT NULL,
        hints INTEGER NOT NULL, model BLOB, findings BLOB);
    CREATE INDEX file_matter ON file (matter, version);
    CREATE INDEX file_content ON file (content_digest);
    CREATE TABLE expected (
        matter TEXT PRIMARY KEY, unit_code TEXT NOT NULL, unit_name TEXT NOT NULL, project_code TEXT NOT NULL,
        project_name TEXT NOT NULL, year INTEGER NOT NULL, profile TEXT NOT NULL, deadline TEXT NOT NULL,
        mail TEXT NOT NULL);
    CREATE TABLE same_name (
        said TEXT PRIMARY KEY, meant TEXT NOT NULL, confirmed_by TEXT NOT NULL, at TEXT NOT NULL);
    CREATE TABLE approval (
        id INTEGER PRIMARY KEY, matter TEXT NOT NULL, subject TEXT NOT NULL, indicator TEXT NOT NULL,
        step TEXT NOT NULL, decision TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL,
        level TEXT NOT NULL);
    CREATE INDEX approval_matter ON approval (matter);
    CREATE TABLE answer (
        digest TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, name TEXT NOT NULL, recipient TEXT NOT NULL,
        sent_at TEXT NOT NULL, PRIMARY KEY (digest, state));
    CREATE TABLE event (id INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, said TEXT NOT NULL);
    """,
)
VERSION = len(STEPS)
