"""Equal Shares on an election of a city's size, timed beside pabutools."""

from random import Random
from statistics import median
from time import perf_counter

from budgets import SHARES, profile_of, projects, run, selected, voters
from check import Problem, same
from methods import Methods

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


def timed(problem: Problem) -> tuple[float, list[str]]:
    """pabutools on the faster form of the profile; to make it is not part of the time."""
    every = projects(problem)
    profile = profile_of(every, voters(problem), problem["utility"])
    start = perf_counter()
    bought = run(every, profile, problem["frame_ore"], problem["utility"])
    return perf_counter() - start, [project.name for project in bought]
