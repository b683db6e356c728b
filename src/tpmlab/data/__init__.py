"""Datasets by name, their cards, and how past projects turned out against their plans.

``load("us-it-dashboard-2012")`` is a DataFrame, ``card(…)`` says what it can and can't
tell, ``ratios("us-it-cost")`` are overruns for ``tpm.estimate.reference_class``.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from tpmlab.data.cards import Card
from tpmlab.data.errors import DataError
from tpmlab.data.package import read_package

if TYPE_CHECKING:
    import pandas as pd

    from tpmlab.amounts import FloatArray
    from tpmlab.data.past_projects import ReferenceClass

__all__ = [
    "DataError",
    "card",
    "load",
    "names",
    "ratios",
    "reference_class",
    "reference_classes",
    "slips",
    "source",
]


def names() -> list[str]:
    """Ids of all datasets.

    Returns
    -------
    list of str
        In the order of ``datasets/datapackage.json``.

    Examples
    --------
    >>> "uk-major-projects" in names()
    True
    """
    return list(read_package().by_name)


def load(name: str) -> pd.DataFrame:
    """Load a dataset as a table whose columns have their types.

    Parameters
    ----------
    name : str
        Id of the dataset; :func:`names` lists them.

    Returns
    -------
    pandas.DataFrame
        A fresh table, one row a line of ``data.csv``. Units are part of the column names
        (``_days``, ``_usd_m``: million US dollars); :func:`card` explains every column.
        Empty cells are missing values: not given or withheld, never zero.

    Raises
    ------
    DataError
        If there is no such dataset, or its file is not as its schema says; the message
        names the closest id, or file, line and column.

    Examples
    --------
    >>> schedules = load("release-schedules")
    >>> features = schedules[schedules["kind"] == "feature"]
    >>> int((features["project"] == "Python").sum())
    175
    """
    from tpmlab.data.tables import read_table

    package = read_package()
    dataset = package.find(name)
    return read_table(package.folder / dataset.path, dataset)


def card(name: str) -> Card:
    """Show a dataset's card: what, units, source, licence, and what it can't tell.

    Parameters
    ----------
    name : str
        Id of the dataset.

    Returns
    -------
    Card
        Markdown text; a notebook shows it as a page.

    Raises
    ------
    DataError
        If there is no such dataset or its card is missing.

    Examples
    --------
    >>> card("story-points").splitlines()[0]
    '# Story points of 16 open-source projects'
    """
    package = read_package()
    path = (package.folder / package.find(name).path).with_name("README.md")
    try:
        return Card(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"{path} is missing: reinstall tpmlab or restore the file.") from None


def source(name: str) -> str:
    """Cite a dataset: publisher, address, day of retrieval, licence and attribution.

    Parameters
    ----------
    name : str
        Id of the dataset.

    Returns
    -------
    str
        One line to print beside anything made from the data.

    Raises
    ------
    DataError
        If there is no such dataset.

    Examples
    --------
    >>> "Open Government Licence v3.0" in source("uk-major-projects")
    True
    """
    return read_package().find(name).citation


def reference_classes() -> pd.DataFrame:
    """List the reference classes that the datasets offer.

    Returns
    -------
    pandas.DataFrame
        Indexed by name: `measure` (ratio of outcome to plan, or slip), `unit` (of a slip),
        `n` past plans, `dataset`, and `what` one value says.

    Examples
    --------
    >>> reference_classes().loc["python-final-slip", "n"]
    np.int64(12)
    """
    import pandas as pd

    from tpmlab.data.past_projects import CLASSES

    tables: dict[str, pd.DataFrame] = {}
    made = [_select(name, tables) for name in CLASSES]
    rows = [(c.name, c.measure, c.unit, c.n, c.dataset, c.what) for c in made]
    titles = ["name", "measure", "unit", "n", "dataset", "what"]
    return pd.DataFrame(rows, columns=titles).set_index("name")


def reference_class(name: str) -> ReferenceClass:
    """Return a reference class: its values, and each filter with the rows it left.

    Parameters
    ----------
    name : str
        Id of the class; :func:`reference_classes` lists them.

    Returns
    -------
    ReferenceClass
        ``print`` it to see its filters and its source.

    Raises
    ------
    DataError
        If there is no such class; the message names the closest.

    Notes
    -----
    A class is only as good as its likeness to your project. Read the dataset's card first:
    plans that were re-baselined before they were published flatter every class here.

    References
    ----------
    .. [1] Flyvbjerg, B. (2006), "From Nobel Prize to project management: getting risks
       right", Project Management Journal 37(3), pp. 5-15.

    Examples
    --------
    >>> finals = reference_class("python-final-slip")
    >>> finals.n, finals.unit, [step.left for step in finals.steps]
    (12, 'days', [646, 175, 165, 12])
    """
    from tpmlab.data.past_projects import CLASSES

    if name not in CLASSES:
        close = get_close_matches(str(name), CLASSES, n=1, cutoff=0.3)
        known = f"the closest is '{close[0]}'" if close else "see tpm.data.reference_classes()"
        raise DataError(f"There is no reference class '{name}'; {known}.")
    return _select(name, {})


def ratios(name: str) -> FloatArray:
    """Ratios of outcome to plan, ready for ``tpm.estimate.reference_class``.

    Parameters
    ----------
    name : str
        Id of a reference class whose measure is a ratio.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``, above 0; 1.3 is 30 % over plan. Read-only.

    Raises
    ------
    DataError
        If there is no such class, or it holds slips.

    Examples
    --------
    >>> from tpmlab.estimate import reference_class
    >>> outside = reference_class(ratios("us-it-duration"), estimate=200, confidence=0.8)
    >>> outside.n, round(outside.value), round(outside.chance_as_estimated, 2)
    (1699, 221, 0.7)
    """
    return _values(name, "ratio", "tpm.data.slips")


def slips(name: str) -> FloatArray:
    """Slips (outcome - plan), ready for ``tpm.estimate.reference_class_slip``.

    Parameters
    ----------
    name : str
        Id of a reference class whose measure is a slip.

    Returns
    -------
    numpy.ndarray
        Shape ``(n,)``, in the class's unit; above 0 is late. Read-only.

    Raises
    ------
    DataError
        If there is no such class, or it holds ratios.

    Examples
    --------
    >>> from tpmlab.estimate import reference_class_slip
    >>> reference_class_slip(slips("python-feature-slip"), confidence=0.8).value
    9.0
    """
    return _values(name, "slip", "tpm.data.ratios")


def _values(name: str, measure: str, other: str) -> FloatArray:
    chosen = reference_class(name)
    if chosen.measure != measure:
        raise DataError(f"'{name}' holds {chosen.measure}s; use {other}('{name}').")
    return chosen.values


def _select(name: str, tables: dict[str, pd.DataFrame]) -> ReferenceClass:
    from tpmlab.data.past_projects import CLASSES, select

    dataset = CLASSES[name].dataset
    if dataset not in tables:
        tables[dataset] = load(dataset)
    return select(name, tables[dataset], source(dataset))
