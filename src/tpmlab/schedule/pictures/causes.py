"""What moves the finish: the tornado, how often each task is critical, where paths merge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tpmlab.pictures import PALETTE, Picture, shorten
from tpmlab.pictures.chart import Chart, Flag
from tpmlab.pictures.look import Look
from tpmlab.pictures.numbers import bin_edges, counted, listed, plain
from tpmlab.schedule.pictures.days import DayAxis
from tpmlab.schedule.risk import Forecast
from tpmlab.schedule.risk_measures import merge_points, sensitivity, tornado
from tpmlab.schedule.tasks import PlanError

__all__ = ["criticality_picture", "merge_picture", "tornado_picture"]

_MOST_ROWS = 15
_BLOCK = 2_000_000  # durations at once, so that large plans fit the memory


def tornado_picture(forecast: Forecast, low: float = 0.1, high: float = 0.9) -> Picture:
    """Draw how far each uncertain task or event moves the mean finish, widest first.

    Parameters
    ----------
    forecast : Forecast
        Made by :func:`tpmlab.schedule.monte_carlo`.
    low, high : float
        Good and bad case of a task, as confidences; an event doesn't happen, or does.

    Returns
    -------
    Picture
        A bar a task or event, the 15 widest at most: from the mean finish in its good case
        to that in its bad case. Its words name the widest.

    Raises
    ------
    PlanError
        If a confidence is out of range, or nothing in the forecast is uncertain.

    References
    ----------
    .. [1] Vose, D. (2008), Risk Analysis, 3rd ed., Wiley, on tornado charts.

    Examples
    --------
    >>> from tpmlab.schedule import Plan, Uniform, monte_carlo
    >>> plan = Plan.from_rows([("spec", 5, []), ("build", 10, ["spec"])])
    >>> forecast = monte_carlo(plan, {"spec": Uniform(4, 6), "build": Uniform(5, 15)},
    ...                        sampling="latin")
    >>> tornado_picture(forecast).alt
    'Mean finish, day 15, and what moves it: build from day 11 (good case) to 19 (bad case), a swing of 8 days; then spec 1.6.'
    """  # noqa: E501 - a doctest compares one line
    table = tornado(forecast, low, high)
    if table.empty:
        raise PlanError("Nothing in the forecast is uncertain; give a task a distribution.")
    mean, rest = forecast.mean.value, len(table) - _MOST_ROWS
    shown = table.head(_MOST_ROWS)
    chart = Chart.of_rows(
        [str(name) for name in shown.index],
        title="What moves the finish most?",
        x="mean finish, working days from the start",
    )
    axes = chart.axes
    ends = shown[["good", "bad"]].to_numpy()
    span = max(float(np.ptp([*ends.ravel(), mean])), 1e-9)
    axes.set_xlim(min(ends.min(), mean) - 0.12 * span, max(ends.max(), mean) + 0.12 * span)
    chart.numbers("x")
    for row, (good, bad) in enumerate(ends):
        axes.barh(row, mean - good, left=good, height=0.62, color=PALETTE["blue"])
        look: Look = {"color": PALETTE["amber"], "hatch": "//", "edgecolor": PALETTE["paper"]}
        axes.barh(row, bad - mean, left=mean, height=0.62, linewidth=0, **look)
        for end, side in ((good, -1 if good <= bad else 1), (bad, 1 if bad >= good else -1)):
            align = "left" if side > 0 else "right"
            chart.note(plain(end), end, row, dx=5 * side, ha=align, va="center_baseline")
    chart.flags([Flag(mean, f"mean finish day {plain(mean)}")])
    chart.note("good case", axes.get_xlim()[0], -1, dx=2, dy=-4, ha="left", color="blue")
    chart.note("bad case", axes.get_xlim()[1], -1, dx=-2, dy=-4, ha="right")
    return chart.picture(_tornado_words(shown, mean, rest))


def _tornado_words(shown, mean: float, rest: int) -> str:  # type: ignore[no-untyped-def]
    first = shown.iloc[0]
    words = (
        f"Mean finish, day {plain(mean)}, and what moves it: {shown.index[0]} from day "
        f"{plain(first['good'])} (good case) to {plain(first['bad'])} (bad case), "
        f"a swing of {counted(first['swing'], 'day')}"
    )
    others = [f"{name} {plain(row['swing'])}" for name, row in shown.iloc[1:].iterrows()]
    if others:
        words += f"; then {listed([*others, *[''] * max(rest, 0)], 4)}"
    return words + "."


def criticality_picture(forecast: Forecast) -> Picture:
    """Draw in how many futures each task is critical, most often first.

    Parameters
    ----------
    forecast : Forecast
        Made by :func:`tpmlab.schedule.monte_carlo`.

    Returns
    -------
    Picture
        A bar a task, the 15 most critical at most; a diamond marks the tasks that the plan
        itself calls critical. Its words name tasks that turn critical by luck.

    References
    ----------
    .. [1] Van Slyke, R. M. (1963), "Monte Carlo methods and the PERT problem", Operations
       Research 11(5), pp. 839-860 (the criticality index).

    Examples
    --------
    >>> from tpmlab.schedule import Plan, Uniform, monte_carlo
    >>> plan = Plan.from_rows([("app", 10, []), ("data", 9, []), ("ship", 1, ["app", "data"])])
    >>> forecast = monte_carlo(plan, {"app": Uniform(8, 12)}, sampling="latin")
    >>> criticality_picture(forecast).alt
    'How often each of 3 tasks is critical in 10,000 futures: ship 100%, app 75% and data 25%. The plan itself calls critical: app and ship; data is not among them but is critical in 25%.'
    """  # noqa: E501 - a doctest compares one line
    from tpmlab.schedule.critical_path import critical_path

    table = sensitivity(forecast)["criticality"].sort_values(ascending=False, kind="stable")
    planned = set(critical_path(forecast.plan).critical)
    shown = table.head(_MOST_ROWS)
    chart = Chart.of_rows(
        [str(name) for name in shown.index],
        title="Which tasks decide the end?",
        x=f"share of {forecast.n_trials:,} futures in which the task is critical",
        top=28,
    )
    axes = chart.axes
    axes.set_xlim(0, 1.12)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0], ["0%", "25%", "50%", "75%", "100%"])
    for row, (name, share) in enumerate(shown.items()):
        look: Look = {"color": PALETTE["vermilion" if name in planned else "blue"]}
        axes.barh(row, share, height=0.62, **look)
        mark = " ◆" if name in planned else ""
        chart.note(f"{share:.0%}{mark}", share, row, dx=5, ha="left", va="center_baseline")
    chart.note("◆ critical in the plan itself", 0, -1, dy=-4, ha="left")
    return chart.picture(_criticality_words(table, planned, forecast))


def _criticality_words(table, planned: set[str], forecast: Forecast) -> str:  # type: ignore[no-untyped-def]
    shares = listed([f"{name} {share:.0%}" for name, share in table.items()], 6)
    named = listed([task.id for task in forecast.plan if task.id in planned], 6)
    words = (
        f"How often each of {counted(len(table), 'task')} is critical in {forecast.n_trials:,} "
        f"futures: {shares}. The plan itself calls critical: {named}"
    )
    lucky = [(name, share) for name, share in table.items() if name not in planned and share > 0]
    if lucky:
        name, share = lucky[0]
        words += f"; {name} is not among them but is critical in {share:.0%}"
    return words + "."


def merge_picture(forecast: Forecast, task_id: str | None = None) -> Picture:
    """Draw the dates of the paths into a task, and the later of them that it waits for.

    Parameters
    ----------
    forecast : Forecast
        Made by :func:`tpmlab.schedule.monte_carlo`.
    task_id : str, optional
        A task with two predecessors or more; the one where merging costs most if left out.

    Returns
    -------
    Picture
        A curve a path (the three latest at most) and one for the task's own start. Its
        words give the days that merging adds on average.

    Raises
    ------
    PlanError
        If no paths merge at the task, or anywhere.

    References
    ----------
    .. [1] MacCrimmon, K. R. and Ryavec, C. A. (1964), "An analytical study of the PERT
       assumptions", Operations Research 12(1), pp. 16-37.

    Examples
    --------
    >>> from tpmlab.schedule import Plan, Uniform, monte_carlo
    >>> plan = Plan.from_rows([("app", 5, []), ("data", 6, []), ("ship", 1, ["app", "data"])])
    >>> forecast = monte_carlo(plan, {"app": Uniform(0, 10)}, sampling="latin")
    >>> merge_picture(forecast).alt
    'Two paths meet before ship: data is ready on day 6 on average, app on day 5. Because ship waits for the later one, it starts on day 6.8: merging adds 0.8 days.'
    """  # noqa: E501 - a doctest compares one line
    name = _worst_merge(forecast) if task_id is None else task_id
    paths, start = _asked(forecast, name)
    if len(paths) < 2:
        raise PlanError(f"Task '{name}' has one predecessor or none; name one where paths merge.")
    ranked = sorted(paths, key=lambda path: -float(paths[path].mean()))
    chart = _merge_chart(name, {path: paths[path] for path in ranked[:3]}, start)
    latest, mean = float(paths[ranked[0]].mean()), float(start.mean())
    ready = [f"{path} on day {plain(float(paths[path].mean()))}" for path in ranked[:3]]
    ready[0] = ready[0].replace(" on day", " is ready on day", 1) + " on average"
    more = f" and {len(ranked) - 3} more" if len(ranked) > 3 else ""
    count = {2: "Two", 3: "Three"}.get(len(ranked), str(len(ranked)))
    return chart.picture(
        f"{count} paths meet before {name}: {', '.join(ready)}{more}. Because {name} waits for "
        f"the {'later' if len(ranked) == 2 else 'latest'} one, it starts on day {plain(mean)}: "
        f"merging adds {counted(max(mean - latest, 0.0), 'day')}."
    )


def _worst_merge(forecast: Forecast) -> str:
    points = merge_points(forecast).drop(index="finish")
    if points.empty:
        raise PlanError("No two paths merge in this plan; merging costs nothing here.")
    return str(points["bias"].idxmax())


def _asked(forecast: Forecast, name: str) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """When each link allows the task to start, and when it starts, in every trial."""
    net, row = forecast.plan.topology, forecast.plan.index(name)
    needed, found = {row}, [row]
    while found:
        for before in net.pred[net.into[found.pop()]].tolist():
            if before not in needed:
                needed.add(before)
                found.append(before)
    ids = [task.id for n, task in enumerate(forecast.plan) if n in needed]
    links = [k for k in forecast.plan.links if k.pred in ids and k.succ in ids]
    part = replace(forecast.plan, tasks=tuple(forecast.plan[i] for i in ids), links=tuple(links))
    rows = [forecast.days[forecast.plan.index(one)] for one in ids]
    own, into = part.index(name), part.topology.into[part.index(name)].tolist()
    begin = np.empty(forecast.n_trials)
    paths = {links[n].pred: np.full(forecast.n_trials, -np.inf) for n in into}
    size = max(_BLOCK // len(ids), 100)
    for first in range(0, forecast.n_trials, size):
        block = slice(first, min(first + size, forecast.n_trials))
        days = np.empty((len(ids), block.stop - first))
        for place, length in enumerate(rows):
            days[place] = length[block] if isinstance(length, np.ndarray) else length
        start, gaps = part.topology.dates(days).early_start, part.topology.gaps(days)
        begin[block] = start[own]
        for n in into:
            path = paths[links[n].pred][block]
            np.maximum(path, start[part.index(links[n].pred)] + gaps[n], out=path)
    return paths, begin


def _merge_chart(name: str, paths: dict[str, np.ndarray], start: np.ndarray) -> Chart:
    chart = Chart(
        390,
        title=f"{shorten(name, 24)} waits for the last of its predecessors",
        x="working day on which it is ready",
        y="share of futures per bar",
        left=58,
        right=24,
    )
    axes = chart.axes
    edges = bin_edges(np.concatenate([*paths.values(), start]), 30)
    looks = (("blue", "-"), ("green", (0, (5, 2))), ("purple", (0, (2, 1.5))))
    tops = []
    rows = [*zip(paths.items(), looks, strict=False), ((f"{name} can start", start), None)]
    for (_, values), look in rows:
        shares = np.histogram(values, edges)[0] / values.size
        tops.append(float(shares.max()))
        if look is None:
            fill: Look = {"facecolor": PALETTE["sky"], "alpha": 0.6, "hatch": "//"}
            axes.stairs(shares, edges, fill=True, edgecolor=PALETTE["paper"], zorder=1.5, **fill)
            axes.stairs(shares, edges, color=PALETTE["vermilion"], linewidth=2.4, zorder=3)
        else:
            axes.stairs(shares, edges, color=PALETTE[look[0]], ls=look[1], linewidth=2, zorder=2.5)
    axes.set_xlim(edges[0], edges[-1])
    chart.shares(1.15 * max(tops))
    DayAxis().mark(axes, chart.pixels[0])
    flags = [
        Flag(float(values.mean()), f"{shorten(path, 20)}: mean {plain(float(values.mean()))}",
             look[0], (4, 2))
        for (path, values), look in zip(paths.items(), looks, strict=False)
    ]  # fmt: skip
    mean = float(start.mean())
    chart.flags(
        [*flags, Flag(mean, f"{shorten(name, 20)} starts: mean {plain(mean)}", "vermilion")]
    )
    return chart
