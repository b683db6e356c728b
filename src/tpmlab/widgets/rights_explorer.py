"""Who decides what: lay two firms' habits over each other, then settle each decision."""

from __future__ import annotations

import pandas as pd
from IPython.display import display

from tpmlab import cases
from tpmlab.role import combine, review_rights
from tpmlab.role.pictures import rights_picture
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, choice, grid

__all__ = ["RightsExplorer", "rights_explorer"]

_FIRMS = {
    "Wickerbridge": "wickerbridge",
    "a large platform firm": "platform",
    "Scrum by the book": "scrum",
    "an agency": "agency",
}
_ACCEPTANCE = ("go or no-go",)
_AS_IT_IS = "as in the tables"


def rights_explorer(first: str = "wickerbridge", second: str = "platform") -> None:
    """Display who decides what where two firms meet on one project.

    Parameters
    ----------
    first, second : str
        Ids of :func:`tpmlab.cases.decision_rights`.

    Examples
    --------
    >>> explorer = RightsExplorer()
    >>> explorer.inputs["launch date"].value = "sponsor"
    >>> explorer.table().loc["launch date", "TPM"]
    'C'
    """
    both = combine(cases.decision_rights(first), cases.decision_rights(second))
    frame.show(
        lambda: RightsExplorer(first, second).frame.box,
        lambda: display(rights_picture(both, title=_title(first, second), acceptance=_ACCEPTANCE)),
        "settle who decides",
    )


class RightsExplorer(HandsOn):
    """Controls and picture behind :func:`rights_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"first"`` and ``"second"`` firm, and a decider for each decision by its name.
    """

    question = (
        "Where do the two firms leave a gap, where a fight? Settle each row with one decider: "
        "can you do it without taking a decision from somebody who has to live with it?"
    )

    def __init__(self, first: str = "wickerbridge", second: str = "platform") -> None:
        start = cases.decision_rights(first)
        roles = [str(role) for role in start.columns]
        levers = {
            "first": choice("This firm", list(_FIRMS.items()), first),
            "second": choice("meets that firm", list(_FIRMS.items()), second),
        }
        for name in start.index:
            options = [(_AS_IT_IS, _AS_IT_IS), *((role, role) for role in roles)]
            levers[str(name)] = choice(str(name), options, _AS_IT_IS)
        super().__init__(levers, [grid(list(levers.values()), 330)])

    def table(self) -> pd.DataFrame:
        """Both firms' letters, with the decisions that are settled."""
        firms = [cases.decision_rights(self.value(name)) for name in ("first", "second")]
        both: pd.DataFrame = combine(firms[0], firms[1])
        for name in both.index:
            chosen = self.value(name)
            if chosen == _AS_IT_IS:
                continue
            for role in both.columns:
                letters = both.loc[name, role]
                rest = letters.replace("D", "")
                kept = rest or ("C" if letters else "")
                both.loc[name, role] = f"D{rest}" if role == chosen else kept
        return both

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the table as the controls stand."""
        table = self.table()
        title = _title(self.value("first"), self.value("second"))
        picture = rights_picture(table, title=title, acceptance=_ACCEPTANCE)
        rules = [finding.rule for finding in review_rights(table, acceptance=_ACCEPTANCE)]
        head = (
            f"<p style='margin:4px 0'>{rules.count('gap')} gaps, {rules.count('fight')} fights</p>"
        )
        return picture.png(), picture.alt, head


def _title(first: str, second: str) -> str:
    names = {value: key for key, value in _FIRMS.items()}
    return names[first] if first == second else f"{names[first]} meets {names[second]}"
