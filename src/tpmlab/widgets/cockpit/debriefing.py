"""The debrief of a finished run, worked out when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import ipywidgets as w

from tpmlab.debrief_page import write_debrief
from tpmlab.explorer_pictures.debrief import dates_picture, effects_picture
from tpmlab.pictures import Picture
from tpmlab.simulator.debrief import Debrief, debrief
from tpmlab.simulator.debrief_words import sentences
from tpmlab.simulator.runs import Run
from tpmlab.widgets.cockpit.parts import button, caption, picture_image, rows

__all__ = ["Debriefing"]


class Debriefing:
    """Asks which choices mattered, shows the answer, and keeps it as a page.

    Parameters
    ----------
    folder : pathlib.Path
        Where pages go.
    say : callable
        Tells the player something, and whether it is a problem.

    Attributes
    ----------
    box : VBox
        Empty until the run is over.
    ask, save : Button
    found : Debrief or None
        The last answer.
    """

    def __init__(self, folder: Path, say: Callable[[str, bool], None]) -> None:
        self._folder, self._say = folder, say
        self._run: Run | None = None
        self._known: dict[str, Debrief] = {}
        self.found: Debrief | None = None
        self.ask = button(
            "Which choices mattered?",
            "Play the run again without each choice, in many futures; takes some seconds",
            self.work_out,
            "primary",
        )
        self.save = button("Keep as a page", "Write the debrief to a web page", self.keep)
        self.bar = w.FloatProgress(
            max=1.0, description="Replaying", layout=w.Layout(width="20em", display="none")
        )
        self._words = w.HTML()
        self._pictures = w.VBox([])
        self.box = w.VBox([], layout=w.Layout(overflow="hidden"))

    def show(self, run: Run) -> None:
        """Offer the debrief of a run that is over; show it again if it is known."""
        self._run = run
        if not run.over:
            self.box.children = ()
            return
        self.found = self._known.get(run.state.digest())
        self._fill()

    def work_out(self) -> None:
        """Replay the run's choices, with a bar that moves."""
        if self._run is None or not self._run.over:
            return
        self.ask.disabled = True
        self.bar.value, self.bar.layout.display = 0.0, ""
        try:
            self.found = debrief(self._run, progress=self._moved)
        finally:
            self.bar.layout.display = "none"
            self.ask.disabled = False
        self._known[self._run.state.digest()] = self.found
        self._fill()
        self._say("The debrief is ready below the score.", False)

    def keep(self) -> None:
        """Write the debrief as a page beside the saves."""
        if self.found is None:
            return
        run = self.found.run
        path = self._folder / f"{run.scenario.id}-debrief-seed-{run.state.seed}.html"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_debrief(self.found, path)
        except OSError as problem:
            self._say(f"{path} can't be written: {problem.strerror}.", True)
        else:
            self._say(f"The debrief is kept in {path.parent.name}/{path.name}.", False)

    def _moved(self, share: float) -> None:
        self.bar.value = share

    def _fill(self) -> None:
        found = self.found
        if found is None:
            self.box.children = (rows([self.ask, self.bar]),)
            return
        lines = "".join(f"<li>{escape(text)}</li>" for text in sentences(found))
        self._words.value = f"<p><strong>Debrief</strong></p><ul>{lines}</ul>"
        pictures = [dates_picture(found)]
        if found.findings:
            pictures.append(effects_picture(found))
        self._pictures.children = tuple(map(_image, pictures))
        self.box.children = (self._words, self._pictures, rows([self.save]))


def _image(picture: Picture) -> w.VBox:
    image = picture_image()
    image.value, image.tooltip = picture.png(), picture.alt
    return w.VBox([image, w.HTML(caption(picture.alt))], layout=w.Layout(overflow="hidden"))
