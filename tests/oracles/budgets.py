"""Selections from ballots with points, held against pabutools in exact fractions."""

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cardinality_Sat,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from check import Check, Fields, Problem

TIE_ORDER = TieBreakingRule(lambda instance, profile, project: (project.cost, project.name))
SATISFACTION = {"cost": Cost_Sat, "cardinality": Cardinality_Sat, "points": Additive_Cardinal_Sat}


def draw_votes(random: Random, least_cost: int) -> Problem:
    size = random.randint(1, 9)
    most = random.choice([4, 30, 1000])
    keys = sorted((random.randint(least_cost, most), f"P{index}") for index in range(size))
    frame = random.randint(0, 1 + sum(cost for cost, _ in keys))
    ballots = [ballot(random, size) for _ in range(random.randint(1, 12))]
    alternatives = [{"cost_ore": cost, "reference": reference} for cost, reference in keys]
    return {"alternatives": alternatives, "frame_ore": frame, "ballots": ballots}


def ballot(random: Random, size: int) -> Any:
    chosen = random.sample(range(size), random.randint(0, min(size, 4)))
    weight = random.choice([None, None, None, 2])
    return random.choice([1, 1, 2, 5]), weight, [(index, random.randint(1, 4)) for index in chosen]


def draw_greedy(random: Random) -> Problem:
    return draw_votes(random, 1)


def draw_shares(utility: str, add1: bool) -> Callable[[Random], Problem]:
    # pabutools values what costs nothing at its cost, so that nobody wants it.
    least_cost = 1 if utility == "cost" else 0

    def problem(random: Random) -> Problem:
        unit = random.choice([1, 3, 50]) if add1 else None
        return {**draw_votes(random, least_cost), "add1_ore": unit}

    return problem


def projects(problem: Problem) -> list[Project]:
    return [Project(one["reference"], one["cost_ore"]) for one in problem["alternatives"]]


def voters(problem: Problem) -> list[list[tuple[int, int]]]:
    """The points of every voter; a voter of weight 2 is two voters."""
    shares = ((points, count * (weight or 1)) for count, weight, points in problem["ballots"])
    return [points for points, times in shares for _ in range(times)]


def greedy(problem: Problem) -> Fields:
    # pabutools goes by points for each unit of cost: the cost as a factor leaves the points.
    every = projects(problem)
    instance = Instance(every, budget_limit=problem["frame_ore"])
    valued = [
        [(index, points * every[index].cost) for index, points in given] for given in voters(problem)
    ]
    selected = greedy_utilitarian_welfare(
        instance,
        profile_of(every, valued, "points"),
        sat_class=Additive_Cardinal_Sat,
        tie_breaking=TIE_ORDER,
    )
    return selection(selected, problem["frame_ore"])


def shares(problem: Problem) -> Fields:
    unit, frame, every = problem["add1_ore"], problem["frame_ore"], projects(problem)
    profile = profile_of(every, voters(problem), problem["utility"])
    wanted = {index for given in voters(problem) for index, _ in given}
    raises, found = 0, run(every, profile, frame, problem["utility"])
    while unit and len(found) < len(wanted):
        raised = frame + unit * (raises + 1) * profile.num_ballots()
        further = run(every, profile, raised, problem["utility"])
        if sum(project.cost for project in further) > frame:
            break
        raises, found = raises + 1, further
    share = Fraction(frame, profile.num_ballots()) + raises * (unit or 0)
    return {**selection(found, frame), "raises": raises, "share_ore": share}


def profile_of(every: list[Project], given: list[list[tuple[int, int]]], utility: str) -> Any:
    if utility == "points":
        valued = [{every[index]: points for index, points in one} for one in given]
        return sooner(CardinalProfile([CardinalBallot(one) for one in valued]))
    return sooner(ApprovalProfile([ApprovalBallot(every[at] for at, _ in one) for one in given]))


def sooner(profile: Any) -> Any:
    """With equal ballots merged where many are equal: pabutools is then the faster."""
    merged = profile.as_multiprofile()
    return merged if 2 * len(merged) <= len(profile) else profile


def run(every: list[Project], profile: Any, budget: int, utility: str) -> list[Project]:
    """In the order of purchase; what costs nothing first, in tie order."""
    bought = method_of_equal_shares(
        Instance(every, budget_limit=budget),
        profile,
        sat_class=SATISFACTION[utility],
        tie_breaking=TIE_ORDER,
    )
    return sorted((project for project in bought if project.cost == 0), key=lambda one: one.name) + [
        project for project in bought if project.cost > 0
    ]


def selection(selected: Any, frame: int) -> Fields:
    cost = int(sum(project.cost for project in selected))
    names = [project.name for project in selected]
    return {"selected": names, "cost_ore": cost, "left_ore": frame - cost}


def selected(answer: Any) -> Fields:
    return {name: answer[name] for name in ["selected", "cost_ore", "left_ore"]}


def bought(answer: Any) -> Fields:
    return {**selected(answer), "raises": answer["raises"], "share_ore": answer["share_ore"]}


def tells(answer: Any) -> str:
    steps = answer["steps"] if "steps" in answer else answer["purchases"]
    return "with ties" if any(step["tied"] for step in steps) else "without"


def check_of_shares(utility: str, add1: bool) -> Check:
    name = f"Equal Shares, {utility}{', Add1' if add1 else ''}"
    method = {"method": "equal_shares", "utility": utility}
    return Check(name, method, draw_shares(utility, add1), shares, bought, tells)


GREEDY = Check("greedy", {"method": "greedy"}, draw_greedy, greedy, selected, tells)
SHARES = [check_of_shares(utility, add1=False) for utility in SATISFACTION]
ADD1 = [check_of_shares(utility, add1=True) for utility in SATISFACTION]
CHECKS = [GREEDY, *SHARES, *ADD1]
