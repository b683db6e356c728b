import numpy as np
import pytest

from tpmlab.simulator.draws import _philox, uniforms

SEEDS = np.arange(500, dtype=np.uint64)


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        (0, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        (0xFFFFFFFF, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ],
)
def test_the_generator_gives_the_published_answers(word, answer):
    words = np.array([word], dtype=np.uint64)
    assert " ".join(f"{int(part[0]):08x}" for part in _philox([words] * 4, words, words)) == answer


def test_numbers_are_spread_evenly():
    numbers = uniforms(SEEDS, "team", "output", 40)
    assert numbers.mean() == pytest.approx(0.5, abs=0.01)
    assert numbers.std() == pytest.approx(12**-0.5, abs=0.01)
    assert 0 < numbers.min() < numbers.max() < 1


def test_another_name_or_purpose_gives_other_numbers():
    first = uniforms(SEEDS, "web", "size")
    for other in (uniforms(SEEDS, "mobile", "size"), uniforms(SEEDS, "web", "errors")):
        assert abs(np.corrcoef(first[0], other[0])[0, 1]) < 0.15
