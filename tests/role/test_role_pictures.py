"""The pictures say what the models found."""

import pytest

from tpmlab import cases
from tpmlab.pictures import WIDTH
from tpmlab.role import RoleError, combine, play, under
from tpmlab.role.pictures import archive_picture, day_picture, rights_picture, sector_picture
from tpmlab.schedule import Plan

PLAN = Plan.from_rows(
    [
        ("design", 10, []),
        ("build", 25, ["design"]),
        ("test", 10, ["build"]),
        ("cut-over", 2, ["test"]),
    ]
)


def width(picture):
    return int.from_bytes(picture.png()[16:20], "big")


def words_on_the_sheet(picture):
    """What is written inside the figure's edges, wherever it was meant to stand."""
    figure = picture.figure
    figure.canvas.draw()
    sheet = figure.bbox
    boxes = {text: text.get_window_extent() for text in figure.axes[0].texts}
    return [
        text.get_text()
        for text, box in boxes.items()
        if box.x0 >= sheet.x0 and box.x1 <= sheet.x1 and box.y0 >= sheet.y0 and box.y1 <= sheet.y1
    ]


def test_a_day_names_minutes_hours_and_dollars():
    day = cases.workday()
    picture = day_picture(day, play(day, {"amounts": "wait"}))
    assert width(picture) == WIDTH
    assert {"16 hours", "22 hours"} <= set(words_on_the_sheet(picture))
    for part in ("of 150 minutes", "Mei Tan 16", "dollars"):
        assert part in picture.alt


def test_a_table_names_gaps_and_fights():
    both = combine(cases.decision_rights(), cases.decision_rights("agency"))
    picture = rights_picture(both, title="Two firms")
    assert width(picture) == WIDTH
    assert "express certificate (fight)" in picture.alt
    assert "10 decisions" in picture.alt


def test_sectors_are_dated():
    runs = [under(PLAN, one, "2027-09-06", ["cut-over"]) for one in cases.sectors().values()]
    picture = sector_picture(runs, title="Eight")
    assert width(picture) == WIDTH
    assert "shop and logistics 18 Jan 2028 after waiting" in picture.alt
    assert {"18 Jan 2028", "9 Nov 2027"} <= set(words_on_the_sheet(picture))
    with pytest.raises(RoleError, match="no sector to draw"):
        sector_picture([], title="None")


def test_an_archive_counts_what_is_lost():
    picture = archive_picture(cases.archive(), missing=["design-record"], today="2027-02-19")
    assert width(picture) == WIDTH
    assert "missing: Design decisions" in picture.alt
    assert "7 are answered, 9 without ground, 1 not at all" in picture.alt
    written = words_on_the_sheet(picture)
    assert (written.count("missing"), written.count("unfounded")) == (1, 11)
    with pytest.raises(RoleError, match="no document 'wish'"):
        archive_picture(cases.archive(), missing=["wish"])
