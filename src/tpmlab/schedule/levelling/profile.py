"""How much of each resource is in use, from day 0 on, in steps."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from tpmlab.schedule.levelling.problem import EPS

__all__ = ["Needs", "Profile"]

Needs = Sequence[tuple[int, float]]


class Profile:
    """Units in use between breakpoints, beside the capacity of each resource.

    Time is continuous: a breakpoint stands wherever a reservation starts or ends.
    """

    def __init__(self, capacity: Sequence[float]) -> None:
        self.capacity = capacity
        self.times = [0.0]
        self.used = [[0.0] * len(capacity)]

    def earliest(self, needs: Needs, days: float, after: float, until: float = math.inf) -> float:
        """First start from `after` on at which the needs are free for `days` days.

        Infinity if that is later than `until`.
        """
        if not needs:
            return after
        times, used, last = self.times, self.used, len(self.times) - 1
        limits = [(resource, self.capacity[resource] - units + EPS) for resource, units in needs]
        segment = bisect_right(times, after + EPS) - 1
        start = after
        while start <= until:
            row = used[segment]
            short = False
            for resource, limit in limits:
                if row[resource] > limit:
                    short = True
                    break
            if segment == last:
                return start  # nothing is reserved from here on
            segment += 1
            if short:
                start = times[segment]
            elif times[segment] >= start + days - EPS:
                return start
        return math.inf

    def fits(self, needs: Needs, days: float, start: float) -> bool:
        """Whether the needs are free from `start` on for `days` days."""
        return self.earliest(needs, days, start, start) <= start

    def reserve(self, needs: Needs, days: float, start: float) -> None:
        """Take the needs from `start` on for `days` days."""
        if not needs:
            return
        first, end = self._break(start), self._break(start + days)
        for segment in range(first, end):
            row = self.used[segment]
            for resource, units in needs:
                row[resource] += units

    def give_back(self, needs: Needs, days: float, start: float) -> None:
        """Undo a reservation."""
        self.reserve([(resource, -units) for resource, units in needs], days, start)

    def shortage(self, needs: Needs, days: float, start: float) -> tuple[int, float, float] | None:
        """Resource that is short first: its number, what is free of it, and the day; else None.

        Of several that are short on the same day, the one with most units missing.
        """
        segment = max(0, bisect_right(self.times, start + EPS) - 1)
        while segment < len(self.times) and self.times[segment] < start + days - EPS:
            row = self.used[segment]
            missing = [(row[r] + units - self.capacity[r], -r) for r, units in needs]
            most, resource = max(missing, default=(0.0, 0))
            if most > EPS:
                free = max(0.0, self.capacity[-resource] - row[-resource])
                return -resource, free, max(start, self.times[segment])
            segment += 1
        return None

    def next_break(self, time: float) -> float:
        """First breakpoint after a time; infinity if there is none."""
        segment = bisect_right(self.times, time + EPS)
        return self.times[segment] if segment < len(self.times) else math.inf

    def _break(self, time: float) -> int:
        """Segment that starts at a time, cut for it if there is none."""
        segment = bisect_right(self.times, time + EPS) - 1
        if self.times[segment] >= time - EPS:
            return segment
        self.times.insert(segment + 1, time)
        self.used.insert(segment + 1, self.used[segment].copy())
        return segment + 1
