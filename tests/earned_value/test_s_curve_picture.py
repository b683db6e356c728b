"""The S-curve as a picture: its words and lines are the engine's numbers."""

import numpy as np
import pytest

from tpmlab.earned_value import EarnedValueError, Status, earned_schedule, s_curve_picture
from tpmlab.pictures.numbers import plain, signed

PV = [40, 100, 160, 240, 320, 400, 460, 500]
EV, AC = [30, 80, 140, 200], [40, 100, 180, 250]


def test_the_words_are_the_status_and_its_forecasts():
    status = Status(pv=240, ev=200, ac=250, bac=500)
    eacs = status.forecasts()["eac"]
    words = s_curve_picture(PV, EV, AC).alt
    assert f"(CV {signed(status.cv)}, CPI {plain(status.cpi)})" in words
    assert f"(SV {signed(status.sv)}, SPI {plain(status.spi)})" in words
    assert f"run from {plain(eacs.min())} to {plain(eacs.max())}" in words
    assert f"ends in week {plain(earned_schedule(PV, 200, 4).ieac_t)} instead of 8." in words


def test_three_curves_start_at_nothing_and_end_where_they_should():
    axes = s_curve_picture(PV, EV, AC).figure.axes[0]
    pv, ac, ev = (line.get_xydata() for line in axes.lines[:3])
    assert pv.tolist() == [[n, v] for n, v in enumerate([0, *PV])]
    assert ev.tolist() == [[n, v] for n, v in enumerate([0, *EV])]
    assert ac.tolist() == [[n, v] for n, v in enumerate([0, *AC])]


def test_both_variances_are_bars_from_the_earned_value():
    axes = s_curve_picture(PV, EV, AC).figure.axes[0]
    bars = [line.get_ydata().tolist() if hasattr(line.get_ydata(), "tolist") else
            list(line.get_ydata()) for line in axes.lines if line.get_marker() == "_"]  # fmt: skip
    assert bars == [[200, 250], [200, 240]]


def test_the_fan_reaches_the_lowest_and_the_highest_estimate():
    axes = s_curve_picture(PV, EV, AC).figure.axes[0]
    (fan,) = axes.collections
    corners = fan.get_paths()[0].vertices
    assert corners[:, 1].max() == pytest.approx(700)
    last = corners[np.isclose(corners[:, 0], corners[:, 0].max())]
    assert last[:, 1].min() == pytest.approx(550)


@pytest.mark.parametrize(
    ("pv", "ev", "ac", "told"),
    [
        ([10], [4], [6], "After week 1"),
        (PV, [0], [10], "nothing is earned yet, so no pace tells the end"),
        (PV, [0], [0], "(CV 0)"),
        (PV, [30, 80, 140, 200, 260, 320, 380, 420, 470, 500], range(60, 660, 60), "All work is done"),
        (np.linspace(1, 5e6, 120), np.linspace(1, 2e6, 60), np.linspace(1, 3e6, 60), "After week 60"),
    ],
)  # fmt: skip
def test_the_first_and_the_last_period_and_long_projects_are_drawn(pv, ev, ac, told):
    picture = s_curve_picture(pv, ev, list(ac))
    assert told in picture.alt
    assert picture.png()[:4] == b"\x89PNG"


def test_different_lengths_are_refused():
    with pytest.raises(EarnedValueError, match="ac holds 1 numbers"):
        s_curve_picture(PV, [30, 80], [40])
