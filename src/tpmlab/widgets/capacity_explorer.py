"""Cloud capacity: how many instances answer in time, stay up, and what they cost."""

from __future__ import annotations

from IPython.display import display

from tpmlab.amounts import amount
from tpmlab.explorer_pictures.capacity import CapacityFigure, CapacityView, describe, headline
from tpmlab.flow import FlowError
from tpmlab.flow.capacity import MINUTES_A_MONTH, capacity_table, instances_needed
from tpmlab.widgets import frame
from tpmlab.widgets.hands_on import HandsOn, number, pick, slider

__all__ = ["CapacityExplorer", "capacity_explorer"]

_LOAD, _RATE, _PRICE = 120, 50, 100.0  # example numbers: put in your own
_MILLISECONDS, _DOWNTIME, _INSTANCES, _MOST = 100, 20, 4, 12
_UP, _SHARED = 0.99, 0.9999
_NINES = (0.95, 0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999)
_SHARED_NINES = (0.999, 0.9995, 0.9999, 0.99995, 0.99999, 1.0)


def capacity_explorer(load: int = _LOAD, rate: int = _RATE, price: float = _PRICE) -> None:
    """Display a service of equal instances: load, speed, failures and price are yours to set.

    Parameters
    ----------
    load : int
        Requests a second at the start, 10 to 500.
    rate : int
        Requests a second that one instance completes while busy, 10 to 200.
    price : float
        Money for one instance and month: an example number, to be replaced by your own.

    Raises
    ------
    FlowError
        If a figure is out of range.

    Examples
    --------
    >>> explorer = CapacityExplorer()
    >>> explorer.view().needed, round(float(explorer.view().chosen["downtime"]))
    (4, 1706)
    >>> explorer.inputs["instances"].value = 6
    >>> round(float(explorer.view().chosen["downtime"]), 1)
    5.2
    """
    _check(load, rate, price)
    view = _view((load, rate, _MILLISECONDS, _UP, _SHARED, price), _INSTANCES, _DOWNTIME)
    frame.show(
        lambda: CapacityExplorer(load, rate, price).frame.box,
        lambda: display(CapacityFigure(_MOST).picture(view)),
        "add instances and put in your own price",
    )


class CapacityExplorer(HandsOn):
    """Controls and picture behind :func:`capacity_explorer`.

    Attributes
    ----------
    inputs : dict of Widget by name
        ``"instances"``, ``"load"``, ``"rate"``, ``"milliseconds"``, ``"downtime"`` (allowed
        minutes a month), ``"up"`` and ``"shared"`` (availabilities), ``"price"``.
    """

    question = (
        "Which is the cheapest number of instances that answers 95% of the requests in time and "
        "is down 20 minutes a month at most? What does one more instance buy then, and why does "
        "downtime stop falling?"
    )

    def __init__(self, load: int = _LOAD, rate: int = _RATE, price: float = _PRICE) -> None:
        _check(load, rate, price)
        self._figure = CapacityFigure(_MOST)
        super().__init__(
            {
                "instances": slider("Instances", _INSTANCES, 1, _MOST),
                "load": slider("Requests a second", load, 10, 500, 10),
                "rate": slider("… one instance completes", rate, 10, 200, 5),
                "milliseconds": slider("Answer 95% within, ms", _MILLISECONDS, 20, 500, 10),
                "downtime": slider("Down a month at most, min", _DOWNTIME, 1, 500),
                "up": pick("One instance is up", _named(_NINES), _UP),
                "shared": pick("What all share is up", _named(_SHARED_NINES), _SHARED),
                "price": number("Price a month (example)", price, 0, 100_000),
            }
        )

    def view(self) -> CapacityView:
        """Work out the state of the controls.

        Raises
        ------
        FlowError
            If no number of instances is fast enough.
        """
        load, rate, milliseconds = (self.value(n) for n in ("load", "rate", "milliseconds"))
        up, shared, price = (self.value(n) for n in ("up", "shared", "price"))
        service = (load, rate, milliseconds, up, shared, price)
        return _view(service, self.value("instances"), self.value("downtime"))

    def draw(self) -> tuple[bytes, str, str]:
        """Draw the state of the controls."""
        view = self.view()
        self._figure.show(view)
        return self._figure.png(), describe(view), headline(view)


def _check(load: int, rate: int, price: float) -> None:
    amount(load, "load", FlowError, low=10, high=500, whole=True)
    amount(rate, "rate", FlowError, low=10, high=200, whole=True)
    amount(price, "price", FlowError, low=0, high=100_000)


def _named(shares: tuple[float, ...]) -> list[tuple[str, float]]:
    return [(f"{100 * share:.10g}%", share) for share in shares]


def _view(
    service: tuple[int, int, int, float, float, float], instances: int, downtime: float
) -> CapacityView:
    """Work out a state; `service` is load, rate, milliseconds, both availabilities and price."""
    load, rate, milliseconds, up, shared, price = service
    seconds = milliseconds / 1000
    table = capacity_table(
        load, rate, seconds=seconds, availability=up, price=price, shared=shared, most=_MOST
    )
    needed = instances_needed(seconds, load, rate)
    floor = MINUTES_A_MONTH * (1 - shared)
    return CapacityView(table, instances, needed, milliseconds, downtime, floor)
