"""The mutation tool itself: which changes it makes, and that a test which looks away lets one live."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests import mutate
from tests.mutation import trial
from tests.mutation.operators import Mutant, mutants
from tests.mutation.rooms import Room
from tests.mutation.warm import Warm, renewed, swapped

MODULE = b'''"""A module."""

LIMIT = 10


def fits(amount: int) -> bool:
    """Whether the amount fits."""
    if amount < 0:
        return False
    return amount <= LIMIT
'''


def _texts(source: str) -> set[str]:
    return {m.text for m in mutants("a.py", source.encode())}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x = a < b", "(a <= b)"),
        ("x = a < b", "(a >= b)"),
        ("x = a + b", "(a - b)"),
        ("x = a and b", "(a or b)"),
        ("x = a and b", "b"),
        ("x = not a", "a"),
        ("x = 3", "4"),
        ("x = Decimal('1.3')", "(Decimal('1.3') + 1)"),
        ("if a is None:\n    b()", "False"),
        ("if a:\n    b()", "pass"),
        ("def f() -> tuple[int, ...]:\n    return a", "return tuple()"),
        ("def f() -> bool:\n    return a", "return True"),
        ("@dataclass(frozen=True)\nclass A: ...", "False"),
        ("x = [a for a in b if a > 1]", "True"),
        ("x = min(a, b)", "max(a, b)"),
        ("x = a.strip()", "a"),
        ("x = ('一', '二')", "('一',)"),
        ("x = re.compile('^a+b?$')", "'^a+b$'"),
        ("x = pattern('^a+b?$')", "'^a+b$'"),
        ("x = f'{a + 1}元'", "f'{a - 1}元'"),
    ],
)
def test_a_slip_of_this_kind_is_made(source: str, text: str) -> None:
    assert text in _texts(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring, 3."""',
        "def f(a: Literal['一']) -> Decimal | None: ...",
        "Number = Decimal | None",
        "x = zip(a, b, strict=True)",
        "assert a < b",
        "x = '这是给读者看的一句话。请核对'",
    ],
)
def test_what_carries_no_behaviour_is_left_alone(source: str) -> None:
    assert _texts(source) == set()


def test_every_mutant_is_another_module_that_python_reads() -> None:
    for mutant in mutants("a.py", MODULE):
        changed = mutant.applied(MODULE)
        assert changed != MODULE
        compile(changed, "a.py", "exec")


def test_the_same_seed_chooses_the_same_mutants() -> None:
    everything = mutants("a.py", MODULE)
    assert mutate.chosen(everything, 3, "1") == mutate.chosen(everything, 3, "1")
    assert len({mutate.chosen(everything, 3, str(seed))[0] for seed in range(20)}) > 1


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    """A tree of one module and one test that never tries the limit itself."""
    tree = tmp_path / "tree"
    (tree / "xladdin").mkdir(parents=True)
    (tree / "tests").mkdir()
    (tree / "tests" / "__init__.py").touch()
    (tree / "xladdin" / "__init__.py").touch()
    (tree / "xladdin" / "amount.py").write_bytes(MODULE)
    (tree / "tests" / "test_amount.py").write_text(
        "from xladdin.amount import fits\n\n\n"
        "def test_small_amounts_fit():\n    assert fits(9) and fits(0) and not fits(12) and not fits(-1)\n"
    )
    return tree


def _one(text: str) -> Mutant:
    return next(m for m in mutants("xladdin/amount.py", MODULE) if m.text == text)


def test_a_mutant_lives_only_where_the_tests_look_away(small_tree: Path) -> None:
    rig = mutate.Rig(small_tree, Room(("xladdin",), ("tests",)))
    assert rig.tried(_one("(amount > LIMIT)")).noticed_by == "tests/test_amount.py::test_small_amounts_fit"
    assert rig.tried(_one("False")).noticed_by
    assert not rig.tried(_one("(amount < LIMIT)")).noticed_by
    assert not rig.tried(_one("11")).noticed_by
    rig.close()
    assert (small_tree / "xladdin" / "amount.py").read_bytes() == MODULE


def test_tests_that_fail_without_any_change_stop_the_run(small_tree: Path) -> None:
    (small_tree / "tests" / "test_amount.py").write_text("def test_wrong():\n    assert 1 == 2\n")
    with pytest.raises(SystemExit, match="test_wrong"):
        mutate.Rig(small_tree, Room(("xladdin",), ("tests",)))


def test_a_change_that_never_ends_is_stopped(small_tree: Path) -> None:
    (small_tree / "tests" / "test_amount.py").write_text("def test_forever():\n    while True:\n        pass\n")
    assert trial.run(small_tree, ["tests"], limit=1).noticed


def test_what_a_function_remembers_is_forgotten_when_it_changes(small_tree: Path) -> None:
    """The tests ask it while they are collected."""
    module = b"from functools import cache\n\n\n@cache\ndef least():\n    return 3\n"
    (small_tree / "xladdin" / "amount.py").write_bytes(module)
    (small_tree / "tests" / "test_amount.py").write_text(
        "from xladdin.amount import least\n\nLEAST = least()\n\n\ndef test_least():\n    assert least() == 3\n"
    )
    warm = Warm(small_tree, ["tests"])
    assert warm.run(limit=20).code == 0
    (more,) = [m for m in mutants("xladdin/amount.py", module) if m.text == "4"]
    with trial.changed(small_tree, more, 1):
        assert warm.run(mutant=more, limit=20).failed == "tests/test_amount.py::test_least"
    warm.close()


def test_a_change_that_never_ends_is_stopped_where_the_tests_are_loaded_already(small_tree: Path) -> None:
    (small_tree / "xladdin" / "amount.py").write_text(
        "def fits(amount):\n    while False:\n        pass\n    return True\n"
    )
    file = small_tree / "tests" / "test_amount.py"
    file.write_text("from xladdin.amount import fits\n\n\ndef test_it_ends():\n    assert fits(1)\n")
    warm = Warm(small_tree, ["tests"])
    assert warm.run(limit=20).code == 0
    source = (small_tree / "xladdin" / "amount.py").read_bytes()
    (forever,) = [m for m in mutants("xladdin/amount.py", source) if m.original == "False"]
    with trial.changed(small_tree, forever, 1):
        assert warm.run(mutant=forever, limit=0).noticed
    assert warm.run(limit=20).code == 0
    warm.close()


@pytest.mark.parametrize(
    ("changed", "taken"),
    [
        ("def f(x):\n    return (x -\n            1)\nN = 3\ng = lambda x: x * 2\n", True),
        ("def f(x):\n    return x + 1\nN = 3\ng = lambda x: x / 2\n", True),
        ("def f(x):\n    return x + 1\nN = 4\ng = lambda x: x * 2\n", False),
        ("def f(x):\n    return x + 1\nN = 3\nM = [x * 2 for x in (1, 2)]\n", False),
    ],
)
def test_loaded_functions_take_a_change_in_unless_it_happens_on_loading(changed: str, taken: bool) -> None:
    old = "def f(x):\n    return x + 1\nN = 3\ng = lambda x: x * 2\n"
    loaded: dict[str, Any] = {}
    expected: dict[str, Any] = {}
    exec(compile(old, "a.py", "exec"), loaded)
    exec(compile(changed, "a.py", "exec"), expected)
    assert swapped([loaded["f"], loaded["g"]], old.encode(), changed.encode()) is taken
    if taken:
        assert (loaded["f"](5), loaded["g"](5)) == (expected["f"](5), expected["g"](5))


@pytest.mark.parametrize(
    ("changed", "taken"),
    [("LIMIT = 11", True), ("LIMIT = 2", True), ("LIMIT = 20 // 2", False), ("class A: ...", False)],
)
def test_a_loaded_module_takes_in_what_its_changed_source_makes(changed: str, taken: bool) -> None:
    module = ModuleType("amount")
    exec(MODULE, vars(module))
    assert renewed(module, MODULE, MODULE.replace(b"LIMIT = 10", changed.encode())) is taken
    waiting = [f"from xladdin.patterns import pattern\nWORD = pattern('{text}')\n".encode() for text in "ab"]
    assert renewed(module, *waiting)
    assert module.WORD.match("b")
    assert not renewed(module, waiting[0], waiting[0])
    assert module.fits(11) is (changed == "LIMIT = 11")
    assert module.fits(3) is (changed != "LIMIT = 2")
