"""Which tests are to notice a change in which room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """Sources (files or folders), the tests that are to notice, and slow ones that only judge native formulas."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    native_tests: tuple[str, ...] = ()


ROOMS: dict[str, Room] = {
    "rules": Room(
        ("xladdin/rules",),
        ("tests/rules",),
        native_tests=(
            "tests/rules/test_native_equals_python.py",
            "tests/forms/test_native_reading.py",
            "tests/forms/test_recalculated.py",
        ),
    ),
    "model": Room(("xladdin/model",), ("tests/model", "tests/rules/reading")),
    "checks": Room(("xladdin/checks",), ("tests/checks",), left_out=("tests/checks/test_speed.py",)),
    "forms/read": Room(
        ("xladdin/forms/read",),
        (
            "tests/forms/read",
            "tests/forms/test_round_trip.py",
            "tests/forms/test_list_tables.py",
            "tests/hostile/test_exact_reading.py",
            "tests/accidents/test_names.py",
        ),
    ),
    "forms/closed": Room(
        ("xladdin/forms/closed",),
        (
            "tests/forms/closed",
            "tests/forms/read/test_addin_links.py",
            "tests/forms/test_versions.py",
            "tests/cli/test_check_mark.py",
        ),
    ),
    "submission": Room(
        ("xladdin/submission",),
        ("tests/submission", "tests/cli/test_export_mail.py"),
        left_out=("tests/submission/test_mutations.py",),
    ),
}
