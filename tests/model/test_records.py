"""What was read once stays as it was read: records are shared between caches, checks and threads."""

from __future__ import annotations

import msgspec
import pytest

import xladdin.model
from tests.support.records import is_frozen, records


@pytest.mark.parametrize("record", list(records(xladdin.model)), ids=lambda record: record.__name__)
def test_a_record_cannot_be_changed(record: type) -> None:
    assert is_frozen(record)


OF_A_PROJECT = "Evaluation Unit Project ManagementRow Signatures Declared FundsRow Goals Goal GoalFunds GoalIndicator"
OF_A_PROJECT += " WeightedGoal WeightedFunds Indicator Adjustment"


@pytest.mark.parametrize(
    "record", [record for record in records(xladdin.model) if record.__name__ in OF_A_PROJECT.split()]
)
def test_a_record_of_a_project_names_its_fields_and_refuses_others(record: type[msgspec.Struct]) -> None:
    if record.__module__ == "xladdin.model.grammar.unit":
        return
    assert record.__struct_config__.forbid_unknown_fields
    with pytest.raises(TypeError):
        record("甲")
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"colour": 1}, record)
