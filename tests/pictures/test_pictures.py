"""The common look: colours everyone can tell apart, words beside every picture."""

import zlib
from itertools import combinations

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.axes import Axes

from tpmlab.pictures import (
    FONT,
    PALETTE,
    Canvas,
    Label,
    Labels,
    Picture,
    new_figure,
    shorten,
    style_axes,
)

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
DATA = ("blue", "vermilion", "amber", "green", "purple", "sky")


def linear(name):
    code = PALETTE[name]
    c = np.array([int(code[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIE L*a*b* of linear sRGB under D65."""
    matrix = [[0.41246, 0.35758, 0.18044], [0.21267, 0.71515, 0.07218], [0.01933, 0.11919, 0.9503]]
    x, y, z = np.cbrt(np.array(matrix) @ np.clip(rgb, 0, 1) / [0.95047, 1, 1.08883])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one, other):
    low, high = sorted(linear(name) @ [0.2126, 0.7152, 0.0722] for name in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_data_colours_can_be_told_apart(sight):
    seen = {name: lab(SIGHT[sight] @ linear(name)) for name in (*DATA, "paper", "ink")}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= 20, f"{one} and {other}"


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("quiet", "paper"),
        ("vermilion", "paper"),
        ("blue", "paper"),
        ("paper", "blue"),
        ("paper", "vermilion"),
        ("ink", "mist"),
        ("ink", "sky"),
        ("ink", "amber"),
    ],
)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


def test_nothing_is_smaller_than_nine_points():
    assert min(FONT.values()) >= 9


@pytest.fixture
def figure():
    figure = new_figure(200)
    axes = figure.add_axes((0.1, 0.2, 0.8, 0.7))
    style_axes(axes)
    axes.set(xlim=(0, 10), ylim=(0, 10))
    return figure


def pixels(png):
    """Rows of RGB pixels of a PNG without filters."""
    width, height = (int.from_bytes(png[n : n + 4], "big") for n in (16, 20))
    start = png.index(b"IDAT") + 4
    data = zlib.decompress(png[start : png.index(b"IEND") - 8])
    return (
        np.frombuffer(data, np.uint8)
        .reshape(height, 1 + 3 * width)[:, 1:]
        .reshape(height, width, 3)
    )


def test_a_picture_shows_its_image_and_then_its_words(figure, monkeypatch, tmp_path):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    InteractiveShell.instance()
    try:
        with capture_output() as shown:
            Picture(figure, "Two *bars*: a_b 5 and <c> 7.")._ipython_display_()
    finally:
        InteractiveShell.clear_instance()
    image, words = (output.data for output in shown.outputs)
    assert image["image/png"].startswith(b"\x89PNG")
    assert words["text/markdown"] == r"*Picture: Two \*bars\*: a\_b 5 and \<c\> 7.*"


def test_a_picture_is_the_same_bytes_on_every_run_and_names_no_software(figure):
    png = Picture(figure, "x").png()
    assert png == Canvas(figure).png()
    assert b"tEXt" not in png
    assert repr(Picture(figure, "An empty frame.")) == "Picture: An empty frame."


def test_pillow_reads_what_we_write(figure, tmp_path):
    from PIL import Image

    path = tmp_path / "picture.png"
    path.write_bytes(Picture(figure, "x").png())
    with Image.open(path) as image:
        assert image.size == (700, 200)
        assert image.getpixel((0, 0)) == (255, 255, 255)
        image.load()


def test_moving_artists_leave_no_trace_and_the_static_layer_stays(figure):
    axes = figure.axes[0]
    (line,) = axes.plot([0, 10], [5, 5], color=PALETTE["blue"], lw=6, animated=True)
    canvas = Canvas(figure)
    low = canvas.png()
    line.set_ydata([8, 8])
    high = canvas.png()
    line.set_ydata([5, 5])
    assert canvas.png() == low != high


def test_a_changed_static_artist_shows_after_redraw_all(figure):
    canvas = Canvas(figure)
    before = canvas.png()
    figure.axes[0].set_facecolor(PALETTE["mist"])
    assert canvas.png() == before
    canvas.redraw_all()
    assert canvas.png() != before


def test_labels_are_upright_and_anchored(figure):
    """The ink of "L" is on its left and at its foot; anchors move the whole word."""
    axes: Axes = figure.axes[0]
    labels = Labels(axes)
    canvas = Canvas(figure)
    blank = pixels(canvas.png()).astype(int)
    spans = []
    for anchor in (0.0, 1.0):
        labels.labels = [Label("L", 5, 5, anchor=anchor)]
        rows, columns = np.nonzero(
            np.abs(pixels(canvas.png()).astype(int) - blank).sum(axis=2) > 200
        )
        spans.append((columns.min(), columns.max()))
    foot = columns[rows == rows.max()]
    head = columns[rows == rows.min()]
    assert len(foot) > len(head)
    x = axes.transData.transform((5, 5))[0]
    assert spans[0][0] >= x - 1
    assert spans[1][1] <= x + 1


def test_shorten_cuts_visibly():
    assert shorten("integration test", 12) == "integration…"
