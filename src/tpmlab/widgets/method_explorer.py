"""Choose a way of working: facts moved, three experts asked, and what would change their minds."""

from __future__ import annotations

from IPython.display import display

from tpmlab.explorer_pictures.method import MethodFigure, MethodView, describe, headline
from tpmlab.methods import Facts, advise, experts, what_would_change
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, slider

__all__ = ["MethodExplorer", "method_explorer"]

_EXAMPLE = Facts(change=12, feedback=10, undo=8, harm=2, outside=1, unplanned=15)


def method_explorer(facts: Facts = _EXAMPLE) -> None:
    """Display a project's facts against the limits of three experts.

    Parameters
    ----------
    facts : Facts
        The project at the start; `people` and `overlap` stay as they are.

    Examples
    --------
    >>> explorer = MethodExplorer()
    >>> explorer.view().advice.method
    'hybrid'
    >>> explorer.inputs["change"].value = 4
    >>> explorer.view().advice.method
    'plan-driven'
    """
    frame.show(
        lambda: MethodExplorer(facts).frame.box,
        lambda: display(MethodFigure().picture(_view(facts))),
        "move the facts",
    )


class MethodExplorer(HandsOn):
    """Controls and picture behind :func:`method_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"outside"``, ``"undo"``, ``"harm"``, ``"change"``, ``"feedback"`` and ``"unplanned"``.
    """

    question = (
        "Which single fact, moved by an amount that you could be wrong by, makes the three agree? "
        "And whom would you ask to find out?"
    )

    def __init__(self, facts: Facts = _EXAMPLE) -> None:
        self._facts = facts
        self._figure = MethodFigure()
        super().__init__(
            {
                "outside": slider("Dates set outside", int(facts.outside), 0, 8),
                "undo": slider("Days to take a step back", float(facts.undo), 0.0, 40.0, 0.5),
                "harm": slider("Harm (4: lives)", int(facts.harm), 1, 4),
                "change": slider("Change a month, %", round(facts.change), 0, 80),
                "feedback": slider("Days to a user's answer", round(facts.feedback), 1, 120),
                "unplanned": slider("Work not known ahead, %", round(facts.unplanned), 0, 100),
            }
        )

    def view(self) -> MethodView:
        """Work out the state of the controls."""
        moved = {name: self.value(name) for name in self.inputs}
        return _view(Facts(**moved, people=self._facts.people, overlap=self._facts.overlap))

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _view(facts: Facts) -> MethodView:
    turns = what_would_change(facts)["method"]
    alone = [str(name) for name in turns.index[turns != "the same"]]
    return MethodView(facts, advise(facts), experts(facts), alone)
