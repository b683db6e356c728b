"""The tables of the normal distribution: as near to SciPy as they promise, and never out of order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from tpmlab.schedule.normal import chances, quantiles

EVEN = (np.arange(1_000_000) + 0.5) / 1_000_000


def test_quantiles_are_as_near_as_promised():
    assert np.abs(quantiles(EVEN) - ndtri(EVEN)).max() < 3e-6
    tails = np.concatenate((np.geomspace(1e-300, 1 / 128, 1000), 1 - np.geomspace(2**-53, 1 / 128)))
    assert (quantiles(tails) == ndtri(tails))[np.abs(tails - 0.5) > 0.5 - 1 / 128].all()
    assert quantiles(np.array([0.0, 1.0])).tolist() == [-np.inf, np.inf]


def test_chances_are_as_near_as_promised():
    normals = np.linspace(-7, 7, 1_000_001)
    error = np.abs(chances(normals) - ndtr(normals))
    assert error.max() < 2e-7
    assert (error / ndtr(-np.abs(normals))).max() < 1e-4


def test_far_out_a_chance_is_none_or_all():
    assert chances(np.array([-40.0, 40.0])) == pytest.approx([0, 1], abs=1e-16)


@given(st.lists(st.floats(-8, 8), min_size=2, max_size=50))
def test_neither_table_changes_the_order(normals):
    ordered = np.sort(normals)
    uniforms = chances(ordered)
    assert (np.diff(uniforms) >= 0).all()
    assert (np.diff(quantiles(np.sort(ndtr(ordered)))) >= 0).all()


def test_there_and_back():
    assert np.abs(chances(quantiles(EVEN)) - EVEN).max() < 2e-6
