"""Equal Shares on an election of a city's size, timed beside pabutools."""

from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from budgets import SATISFACTION, SHARES, TIE_ORDER, profile_of, projects, selected, voters
from check import Problem, same
from methods import Methods
from pabutools.election import Instance
from pabutools.rules import method_of_equal_shares

PROJECTS, VOTERS, APPROVALS = 200, 65_000, 3
LIMIT_SECONDS = 0.5
LEAST_RATIO = 100
RUNS = 3


class Missed(Exception):
    """A time, a ratio or the selection."""


def election() -> Problem:
    """The same each time: a few projects have most of the support, and most cost little."""
    random = Random(0)

    def skewed(bound: int) -> int:
        return int(bound * random.random() * random.random())

    keys = sorted((1 + skewed(150), f"P{index:03}") for index in range(PROJECTS))
    chosen = ({skewed(PROJECTS) for _ in range(APPROVALS)} for _ in range(VOTERS))
    return {
        "alternatives": [{"cost_ore": cost * 1_000_000, "reference": name} for cost, name in keys],
        "frame_ore": 1_000_000_000,
        "ballots": [(1, None, [(index, 1) for index in sorted(one)]) for one in chosen],
        "add1_ore": None,
    }


def compare(methods: Methods) -> None:
    check = SHARES[0]
    problem = check.problem(election())
    own = median(methods.seconds(problem, RUNS))
    theirs, found = timed(problem)
    ratio = theirs / own
    print(
        f"{check.name}, {PROJECTS} projects, {VOTERS} voters: {own * 1000:.0f} ms,"
        f" pabutools {theirs:.1f} s, ratio {ratio:.0f}",
        flush=True,
    )
    given = selected(methods.answer(problem))["selected"]
    if not same(found, given):
        raise Missed(f"expected {found}, given {given}")
    if own > LIMIT_SECONDS or ratio < LEAST_RATIO:
        raise Missed(f"at most {LIMIT_SECONDS} s, and at least {LEAST_RATIO} times as fast")


def timed(problem: Problem) -> tuple[float, Any]:
    """The faster of pabutools' two forms of a profile; to make them is not part of the time."""
    every = projects(problem)
    ballots = profile_of(every, voters(problem), problem["utility"])
    runs = [run(problem, every, profile) for profile in [ballots, ballots.as_multiprofile()]]
    return min(runs, key=lambda timed: timed[0])


def run(problem: Problem, every: Any, profile: Any) -> tuple[float, Any]:
    instance = Instance(every, budget_limit=problem["frame_ore"])
    satisfaction = SATISFACTION[problem["utility"]]
    start = perf_counter()
    bought = method_of_equal_shares(
        instance, profile, sat_class=satisfaction, tie_breaking=TIE_ORDER
    )
    return perf_counter() - start, [project.name for project in bought]
