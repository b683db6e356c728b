import base64
import io
import json

import numpy as np
from PIL import Image

from tpmlab.authoring.compare import differences, pictures_agree


def _png(pixels) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels.astype("uint8")).save(buffer, "PNG")
    return buffer.getvalue()


def _picture(bar_at=100):
    pixels = np.full((300, 700, 3), 255.0)
    pixels[100:130, bar_at : bar_at + 200] = (0, 90, 160)
    return pixels


def test_a_hair_of_difference_passes():
    softened = _picture()
    softened[99:131:31, 100:300] = 200  # the edge of the bar, smoothed otherwise
    assert pictures_agree(_png(_picture()), _png(softened))


def test_a_bar_moved_by_twenty_pixels_is_seen():
    assert not pictures_agree(_png(_picture()), _png(_picture(bar_at=120)))


def test_another_size_or_no_picture_is_seen():
    assert not pictures_agree(_png(_picture()), _png(_picture()[:299]))
    assert not pictures_agree(_png(_picture()), b"no picture")


def _notebook(png, **changes) -> bytes:
    data = {"image/png": base64.b64encode(png).decode(), "text/plain": ["a\n", "b"]}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    cell = {"id": "the-cell", "cell_type": "code", "source": "x", "metadata": {}}
    cell |= {"execution_count": 1, "outputs": [output]} | changes
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}).encode()


def test_a_notebook_is_compared_cell_by_cell():
    softened = _picture()
    softened[0, 0] = 250
    stored = _notebook(_png(_picture()))
    assert differences(stored, _notebook(_png(softened)), is_notebook=True) == []
    moved = differences(stored, _notebook(_png(_picture(bar_at=120))), is_notebook=True)
    assert moved == ["cell 'the-cell': output 1 differs"]
    edited = differences(stored, _notebook(_png(_picture()), source="y"), is_notebook=True)
    assert edited == ["cell 'the-cell': the source differs"]
    emptied = differences(stored, _notebook(_png(_picture()), outputs=[]), is_notebook=True)
    assert emptied == ["cell 'the-cell': 1 outputs are stored, 0 were built"]


def test_a_cell_too_many_and_a_ruined_file():
    stored = _notebook(_png(_picture()))
    none = json.dumps({"cells": [], "metadata": {}, "nbformat": 4}).encode()
    assert differences(stored, none, is_notebook=True) == ["cell 'the-cell' is no longer built"]
    assert differences(none, stored, is_notebook=True) == ["cell 'the-cell' is not stored"]
    assert differences(b"ruin", stored, is_notebook=True) == ["the stored file is not a notebook"]
    assert differences(b"a", b"b", is_notebook=False) == ["the contents differ"]
