"""Portfolios, held against the mixed-integer optimum of scipy (HiGHS)."""

from collections.abc import Iterator
from random import Random
from typing import Any

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp

from check import Check, Fields, Problem

NODE_LIMIT = 1_000_000

# What scipy calls them.
OPTIMAL, INFEASIBLE = 0, 2


def draw(random: Random) -> Problem:
    size, years = random.choice([3, 6, 10, 15, 25]), random.randint(1, 3)
    most = random.choice([3, 40, 400])
    items = [item(random, years, most) for _ in range(size)]
    items.sort(key=sum_of_costs)
    named = [(f"I{index:02}", *rest) for index, rest in enumerate(items)]
    spread = random.uniform(0.1, 0.9)
    frames = [int(spread * sum(costs[year] for _, costs, _ in items)) for year in range(years)]
    areas = sorted({area for *_, area in items if area})
    return {
        "items": named,
        "frames_ore": frames,
        "requires": pairs(random, size),
        "excludes": pairs(random, size),
        "caps": [(area, random.randint(0, size // 2)) for area in areas if random.random() < 0.5],
        "locked_in": locked(random, size),
        "locked_out": locked(random, size),
        "node_limit": NODE_LIMIT,
    }


def item(random: Random, years: int, most: int) -> tuple[int, list[int], str | None]:
    costs = [random.choice([0, random.randint(1, most)]) for _ in range(years)]
    return random.randint(0, most), costs, random.choice([None, "north", "south"])


def sum_of_costs(drawn: tuple[int, list[int], str | None]) -> int:
    return sum(drawn[1])


def pairs(random: Random, size: int) -> list[tuple[int, int]]:
    if size < 2:
        return []
    return [tuple(random.sample(range(size), 2)) for _ in range(random.choice([0, 1, size // 4]))]


def locked(random: Random, size: int) -> list[int]:
    return random.sample(range(size), random.choice([0, 0, 0, 1]))


def rows(problem: Problem) -> Iterator[tuple[Any, float]]:
    """Each limit as coefficients and the most that they may sum to."""
    size = len(problem["items"])
    for year, frame in enumerate(problem["frames_ore"]):
        yield numpy.array([costs[year] for _, _, costs, _ in problem["items"]]), frame
    for one, other in problem["requires"]:
        row = numpy.zeros(size)
        row[one], row[other] = 1, -1
        yield row, 0
    for one, other in problem["excludes"]:
        row = numpy.zeros(size)
        row[one] = row[other] = 1
        yield row, 1
    for capped, most in problem["caps"]:
        yield numpy.array([float(area == capped) for *_, area in problem["items"]]), most


class Program:
    """Integers of 0 and 1 under limits."""

    def __init__(self, problem: Problem) -> None:
        size = len(problem["items"])
        self.low, self.high = numpy.zeros(size), numpy.ones(size)
        self.low[problem["locked_in"]], self.high[problem["locked_out"]] = 1, 0
        self.limits = [LinearConstraint(row, ub=limit) for row, limit in rows(problem)]

    def least(self, weights: Any) -> Any | None:
        """The choice of the least sum of weights; none where no choice keeps the limits."""
        if (self.low > self.high).any():
            return None
        found = milp(
            weights,
            constraints=self.limits,
            bounds=Bounds(self.low, self.high),
            integrality=numpy.ones(len(weights)),
            options={"mip_rel_gap": 0},
        )
        if found.status not in (OPTIMAL, INFEASIBLE):
            raise ValueError(found.message)
        return None if found.x is None else numpy.round(found.x).astype(int)

    def hold(self, weights: Any, total: int) -> None:
        """From now on the sum of these weights is at most `total`."""
        self.limits.append(LinearConstraint(weights, ub=total))


def portfolio(problem: Problem) -> Fields:
    """The greatest value; for this the lowest cost; of these the first by the tie rule."""
    values = numpy.array([value for _, value, _, _ in problem["items"]])
    costs = numpy.array([sum(costs) for _, _, costs, _ in problem["items"]])
    program = Program(problem)
    chosen = program.least(-values)
    if chosen is None:
        return {"feasible": False}
    value = int(values @ chosen)
    program.hold(-values, -value)
    chosen = program.least(costs)
    cost = int(costs @ chosen)
    program.hold(costs, cost)
    return {
        "selected": first_by_tie_rule(problem, program, chosen),
        "value": value,
        "cost_ore": cost,
        "bound": value,
        "proven": True,
    }


def first_by_tie_rule(problem: Problem, program: Program, chosen: Any) -> list[str]:
    """Goes through the items: each is held where some choice that is left holds it."""
    for index in range(len(chosen)):
        if not chosen[index] and program.high[index]:
            program.low[index] = 1
            better = program.least(numpy.zeros(len(chosen)))
            chosen = chosen if better is None else better
        program.low[index] = program.high[index] = chosen[index]
    return [name for (name, *_), held in zip(problem["items"], chosen, strict=True) if held]


def ours(answer: Any) -> Fields:
    if "infeasible" in answer:
        return {"feasible": False}
    return {name: answer[name] for name in ["selected", "value", "cost_ore", "bound", "proven"]}


def tells(answer: Any) -> str:
    return "infeasible" if "infeasible" in answer else "proven"


CHECKS = [Check("portfolio", {"method": "portfolio"}, draw, portfolio, ours, tells)]
