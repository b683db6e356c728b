"""CVSS scores: against published ones, the specification's bands, and what must hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlab import data
from tpmlab.security import SecurityError, base_score, read_vector, severity

CHOICES = {
    "AV": "NALP",
    "AC": "LH",
    "PR": "NLH",
    "UI": "NR",
    "S": "UC",
    "C": "HLN",
    "I": "HLN",
    "A": "HLN",
}
vectors = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CHOICES.items()})


def written(metrics):
    return "CVSS:3.1/" + "/".join(f"{name}:{value}" for name, value in metrics.items())


def test_four_hundred_published_scores_are_reproduced():
    published = data.load("cvss-scored-vectors")
    assert len(published) == 400
    assert published["vector"].map(base_score).tolist() == published["published_score"].tolist()


@given(vectors)
def test_a_score_has_one_decimal_and_lies_in_its_range(metrics):
    score = base_score(written(metrics))
    assert 0 <= score <= 10
    assert round(score, 1) == score
    harmless = metrics["C"] == metrics["I"] == metrics["A"] == "N"
    assert (score == 0) == harmless == (severity(score) == "none")


@given(vectors, st.sampled_from(["AV", "AC", "PR", "UI"]))
def test_what_is_harder_to_reach_never_scores_higher(metrics, name):
    values = CHOICES[name]
    harder = {**metrics, name: values[min(values.index(metrics[name]) + 1, len(values) - 1)]}
    assert base_score(written(harder)) <= base_score(written(metrics))


@given(vectors, st.randoms())
def test_the_order_of_the_metrics_does_not_matter(metrics, rng):
    names = list(metrics)
    rng.shuffle(names)
    assert base_score(written({n: metrics[n] for n in names})) == base_score(written(metrics))


def test_metrics_beyond_the_base_are_left_out():
    base = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    assert base_score(base + "/E:P/RL:U/RC:C") == base_score(base) == 9.8
    assert list(read_vector(base)) == list(CHOICES)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0, "none"),
        (0.1, "low"),
        (3.9, "low"),
        (4, "medium"),
        (6.9, "medium"),
        (7, "high"),
        (8.9, "high"),
        (9, "critical"),
        (10, "critical"),
    ],
)
def test_bands_begin_where_the_specification_says(score, band):
    assert severity(score) == band


@pytest.mark.parametrize(
    ("vector", "problem"),
    [
        ("CVSS:4.0/AV:N", "no vector of CVSS 3"),
        ("AV:N/AC:L", "should begin with"),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H", "lacks A"),
        ("CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "AV is one of N, A, L, P"),
        ("CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "gives AV twice"),
    ],
)
def test_a_vector_that_is_none_is_refused_by_name(vector, problem):
    with pytest.raises(SecurityError, match=problem):
        base_score(vector)


def test_a_score_outside_the_scale_is_refused():
    with pytest.raises(SecurityError, match="score is 11"):
        severity(11)
