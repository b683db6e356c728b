"""Even seeds: a class that gets them meets luck of one size."""

import pytest

from tpmlab.scenarios import load
from tpmlab.simulator import SimulatorError, even_seeds, par


def test_even_seeds_lie_closer_together_than_all_of_them():
    tutorial, candidates = load("tutorial"), range(100, 130)
    table = par(tutorial, candidates)
    even = table.loc[list(even_seeds(tutorial, candidates))]
    assert 2 <= len(even) < len(table)
    for column in ("score", "finish"):
        middle = table[column].median()
        assert (even[column] - middle).abs().max() <= 0.05 * middle
        assert even[column].std() < table[column].std() / 2


def test_a_wider_tolerance_keeps_more():
    tutorial = load("tutorial")
    narrow, wide = (set(even_seeds(tutorial, range(20), share)) for share in (0.02, 0.2))
    assert narrow < wide


@pytest.mark.parametrize(("candidates", "tolerance"), [((), 0.05), ((1, 2), 0.0)])
def test_nothing_to_choose_from_is_an_error(candidates, tolerance):
    with pytest.raises(SimulatorError, match="give a"):
        even_seeds(load("tutorial"), candidates, tolerance)
