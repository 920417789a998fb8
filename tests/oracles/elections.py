"""Real elections in Pabulib's format, read by pabutools."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pabutools.election import OrdinalProfile, parse_pabulib

import budgets
import portfolios
import rankings
from check import Check, Problem

RANKED = 8
"""Rankings are of so many projects, those with most points: the oracles take too long for all."""


@dataclass(frozen=True)
class Election:
    """Alternatives in tie order, in units of the file's currency, and the points of each voter.

    `funded` is what the file says was funded, where it says that greedy was the rule.
    """

    name: str
    alternatives: list[dict[str, Any]]
    frame: int
    ballots: list[list[tuple[int, int]]]
    funded: list[str] | None

    @staticmethod
    def read(path: Path) -> "Election":
        instance, profile = parse_pabulib(str(path))
        projects = sorted(instance, key=lambda project: (project.cost, project.name))
        at = {project: index for index, project in enumerate(projects)}
        most = int(instance.meta.get("max_length", 0))
        ordinal = isinstance(profile, OrdinalProfile)
        given = [
            [(at[project], most - rank if ordinal else 1) for rank, project in enumerate(ballot)]
            for ballot in profile
        ]
        funded = None
        if instance.meta.get("rule") == "greedy":
            meta = instance.project_meta
            funded = [one.name for one in projects if meta[one]["selected"] == "1"]
        alternatives = [
            {"cost_ore": int(project.cost), "reference": project.name} for project in projects
        ]
        return Election(path.stem, alternatives, int(instance.budget_limit), given, funded)

    def votes(self) -> Problem:
        ballots = [(1, None, points) for points in self.ballots]
        return {"alternatives": self.alternatives, "frame_ore": self.frame, "ballots": ballots}

    def points(self) -> list[int]:
        sums = [0] * len(self.alternatives)
        for ballot in self.ballots:
            for index, points in ballot:
                sums[index] += points
        return sums

    def problems(self) -> Iterator[tuple[Check, Problem]]:
        """Add1 is left out: pabutools takes seconds for one raise, and there are hundreds."""
        ranked = self.most_wanted()
        for check in rankings.CHECKS:
            yield check, check.problem(ranked)
        yield budgets.GREEDY, budgets.GREEDY.problem(self.votes())
        for check in budgets.SHARES[:2]:
            yield check, check.problem({**self.votes(), "add1_ore": None})
        for check in portfolios.CHECKS:
            yield check, check.problem(self.portfolio())

    def most_wanted(self) -> Problem:
        """The projects with most points, ranked by the points of each ballot."""
        points = self.points()
        best = sorted(range(len(points)), key=lambda index: (-points[index], index))[:RANKED]
        kept = {index: place for place, index in enumerate(sorted(best))}
        counts = Counter(ranking(ballot, kept) for ballot in self.ballots)
        ballots = [(count, [list(group) for group in groups]) for groups, count in counts.items()]
        return {"alternatives": [self.alternatives[index] for index in kept], "ballots": ballots}

    def portfolio(self) -> Problem:
        """Points are the value; one year, one frame."""
        costs = zip(self.alternatives, self.points(), strict=True)
        return {
            "items": [(one["reference"], value, [one["cost_ore"]], None) for one, value in costs],
            "frames_ore": [self.frame],
            "node_limit": portfolios.NODE_LIMIT,
            **{name: [] for name in ["requires", "excludes", "caps", "locked_in", "locked_out"]},
        }


def ranking(ballot: list[tuple[int, int]], kept: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    groups: dict[int, list[int]] = {}
    for index, points in ballot:
        if index in kept:
            groups.setdefault(points, []).append(kept[index])
    return tuple(tuple(sorted(groups[points])) for points in sorted(groups, reverse=True))
