"""A public key over the phone: what is misheard is noticed, what is written differently is not a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xladdin.errors import UserError
from xladdin.submission.keys.spoken import heard, spoken

KEY = bytes(range(32))


@given(st.binary(min_size=32, max_size=32))
def test_every_key_is_heard_as_it_was_spoken(key: bytes) -> None:
    text = spoken(key)
    assert heard(text) == key
    assert heard(text.lower().replace("-", "  ")) == key
    assert [len(group) for group in text.split("-")] == [4] * 14


def test_letters_that_sound_or_look_alike_do_not_occur_and_are_understood() -> None:
    text = spoken(KEY)
    assert not set(text) & set("ILOU")
    assert heard(text.replace("0", "O").replace("1", "l")) == KEY


@given(st.integers(0, 55), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_is_noticed(place: int, sign: str) -> None:
    text = spoken(KEY).replace("-", "")
    if text[place] == sign:
        return
    with pytest.raises(UserError) as caught:
        heard(text[:place] + sign + text[place + 1 :])
    assert caught.value.code == "key-text"


@pytest.mark.parametrize("text", ["", "3F7K", spoken(KEY)[:-1], spoken(KEY) + "0", spoken(KEY).replace("0", "中", 1)])
def test_a_text_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        heard(text)
