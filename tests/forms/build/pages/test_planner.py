"""Where pages end: the fewest pages, none a third empty, no row of a group alone, the heading with its table."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from xladdin.forms.build.pages.planner import Before, plan, table_weights


def used(heights: list[float], breaks: tuple[int, ...], heading: int = 0) -> list[float]:
    """Height of every page, with the repeated heading."""
    starts = [1, *breaks, len(heights) + 1]
    again = heights[heading - 1] if heading else 0.0
    return [
        sum(heights[first - 1 : after - 1]) + (again if heading and first > heading else 0.0)
        for first, after in itertools.pairwise(starts)
    ]


def test_what_fits_on_a_page_is_not_broken() -> None:
    assert plan([10.0] * 10, 100, [0] * 10).breaks == ()


def test_a_page_ends_where_a_group_begins_when_that_leaves_little_empty() -> None:
    """Rows 1 to 4 of a form, a heading, groups of 5, 5 and 4 rows: 10 of 12 rows fill the first page."""
    heights = [10.0] * 19
    weights = table_weights(19, heading=5, last=19, groups=[(6, 11, 16)])
    assert plan(heights, 160, weights, heading=5).breaks == (16,)


def test_a_long_group_is_broken_inside_rather_than_leaving_a_third_of_the_page_empty() -> None:
    """The group of rows 8 to 25 does not fit below row 7; moved as a whole it would leave three quarters empty."""
    heights = [10.0] * 25
    weights = table_weights(25, heading=1, last=25, groups=[(2, 8)])
    (row,) = plan(heights, 200, weights, heading=1).breaks
    assert 15 <= row <= 21


def test_the_last_row_of_a_group_never_goes_alone_to_the_next_page() -> None:
    """19 rows below the heading, one too many for the page: the break takes two rows along."""
    heights = [10.0] * 20
    weights = table_weights(20, heading=1, last=20, groups=[(2,)])
    (row,) = plan(heights, 190, weights, heading=1).breaks
    assert row <= 19


def test_the_first_row_of_a_group_does_not_stay_alone_at_the_end_of_a_page() -> None:
    heights = [10.0] * 26
    weights = table_weights(26, heading=1, last=26, groups=[(2, 12)])
    (row,) = plan(heights, 120, weights[:26], heading=1).breaks[:1]
    assert row != 13


def test_the_heading_stays_with_its_table_and_the_foot_with_its_last_rows() -> None:
    """30 rows of a form, a heading, 6 items, 3 rows of a foot; the page would end just below the heading."""
    heights = [10.0] * 40
    weights = table_weights(40, heading=31, last=37, groups=[(32,)])
    for room in (310, 320, 330, 370, 380, 390):
        breaks = plan(heights, room, weights, heading=31).breaks
        assert 32 not in breaks, room
        assert 38 not in breaks, room


def test_the_repeated_heading_takes_room_on_the_pages_below_it() -> None:
    heights = [30.0, *[10.0] * 20]
    found = plan(heights, 100, [Before.ROW] * 21, heading=1)
    assert found.pages == 3
    assert max(used(heights, found.breaks, 1)) <= 100


def test_a_row_taller_than_a_page_has_one_to_itself() -> None:
    found = plan([10.0, 500.0, 10.0], 100, [Before.ROW] * 3)
    assert found.breaks == (2, 3)


@given(st.lists(st.floats(10, 90), min_size=1, max_size=40), st.integers(0, 3))
def test_every_page_fits_and_there_are_no_more_than_needed(heights: list[float], kind: int) -> None:
    """Filling each page as far as it goes gives the fewest pages; weighing the breaks never adds one for nothing."""
    weights = [int(Before.GROUP if row % (kind + 1) == 0 else Before.ROW) for row in range(len(heights))]
    found = plan(heights, 100, weights)
    pages, room = 1, 100.0
    for height in heights:
        if height > room:
            pages, room = pages + 1, 100.0
        room -= height
    assert max(used(heights, found.breaks)) <= 100
    assert found.pages == pages


@given(st.integers(3, 60), st.data())
def test_weights_are_given_for_every_row_and_the_heading_is_never_parted(count: int, data: st.DataObject) -> None:
    heading = data.draw(st.integers(1, count - 2))
    last = data.draw(st.integers(heading + 1, count))
    starts = tuple(sorted({heading + 1, *data.draw(st.sets(st.integers(heading + 1, last)))}))
    weights = table_weights(count, heading, last, [starts])
    assert len(weights) == count
    assert weights[heading] == Before.NEVER or heading + 1 == last
