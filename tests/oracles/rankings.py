"""Rankings from ballots, held against pref_voting and schulze-condorcet."""

from random import Random
from typing import Any

from pref_voting.margin_based_methods import beat_path_defeat, ranked_pairs_defeat_tb
from pref_voting.profiles_with_ties import ProfileWithTies
from schulze_condorcet import schulze_evaluate

from check import Check, Fields, Problem


class Profile(ProfileWithTies):
    """Ballots with ties; what a ballot does not name is below what it names, tied."""

    def __init__(self, problem: Problem) -> None:
        ballots = problem["ballots"]
        ranks = [
            {index: rank for rank, group in enumerate(groups) for index in group}
            for _, groups in ballots
        ]
        size = len(problem["alternatives"])
        super().__init__(ranks, [count for count, _ in ballots], candidates=range(size))
        self.use_extended_strict_preference()

    def is_tied(self, one: int, other: int) -> bool:
        """No pair is. Ranked pairs are those of a winner and a loser; pref_voting adds the others."""
        return False

    def votes(self, one: int, other: int) -> int:
        return int(self.support(one, other))


def draw(random: Random) -> Problem:
    size = random.choice([1, 2, 3, 4, 5, 6, 7, 8])
    most = random.choice([1, 3, 30])
    counts = [random.randint(1, most) for _ in range(random.randint(0, 9))]
    ballots = [(count, groups(random, size)) for count in counts]
    return {"alternatives": alternatives(random, size), "ballots": ballots}


def alternatives(random: Random, size: int) -> list[dict[str, Any]]:
    """In tie order: by cost, then by reference."""
    keys = sorted((random.randint(1, 3), chr(ord("A") + letter)) for letter in range(size))
    return [{"cost_ore": cost, "reference": reference} for cost, reference in keys]


def groups(random: Random, size: int) -> list[list[int]]:
    """A ballot that may tie alternatives and may leave out some."""
    named = random.sample(range(size), random.choice([size, random.randint(0, size)]))
    ties = random.choice([0.0, 0.3, 0.8])
    found: list[list[int]] = []
    for index in named:
        if found and random.random() < ties:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def borda(problem: Problem) -> Fields:
    # The points below less those above: the doubled points less m - 1 from each ballot.
    profile, size = Profile(problem), len(problem["alternatives"])
    shift = (size - 1) * sum(count for count, _ in problem["ballots"])
    scores = {index: int(score) + shift for index, score in profile.borda_scores().items()}
    above = {(i, j) for i in scores for j in scores if scores[i] > scores[j]}
    names = references(problem)
    doubled = {names[index]: score for index, score in scores.items()}
    return {**ordered(problem, above), "doubled_sums": doubled}


def borda_answer(answer: Any) -> Fields:
    sums = (step["sum"] for step in answer["steps"] if "sum" in step)
    doubled = {one["reference"]: one["doubled_sum"] for one in sums}
    return {**answer["outcome"], "doubled_sums": doubled}


def schulze(problem: Problem) -> Fields:
    profile = Profile(problem)
    graph = beat_path_defeat(profile, strength_function=profile.votes)
    fields = ordered(problem, set(graph.edges()))
    first = fields["ties"][:1]
    best = first[0]["references"] if first and first[0]["place"] == 1 else [first_place(fields)]
    if sorted(best) != sorted(schulze_winners(problem)):
        raise ValueError(f"pref_voting and schulze-condorcet differ: {problem}")
    return fields


def first_place(fields: Fields) -> str:
    return fields["places"][0]["reference"]


def schulze_winners(problem: Problem) -> list[str]:
    names = references(problem)
    votes = []
    for count, named in problem["ballots"]:
        rest = set(range(len(names))) - {index for group in named for index in group}
        complete = [*named, sorted(rest)] if rest else named
        votes += [">".join("=".join(names[index] for index in group) for group in complete)] * count
    return schulze_evaluate(votes, names, strength=winning).split(">")[0].split("=")


def winning(*, support: int, opposition: int, totalvotes: int) -> int:
    return support if support > opposition else 0


def ranked_pairs(problem: Problem) -> Fields:
    profile = Profile(problem)
    voters = sum(count for count, _ in problem["ballots"])

    def strength(winner: int, loser: int) -> int:
        return profile.votes(winner, loser) * (voters + 1) - profile.votes(loser, winner)

    tie_order = list(range(len(problem["alternatives"])))
    graph = ranked_pairs_defeat_tb(profile, tie_breaker=tie_order, strength_function=strength)
    return ordered(problem, set(graph.edges()))


def ordered(problem: Problem, above: set[tuple[int, int]]) -> Fields:
    """The relation as a ranking: each place to the first in tie order that nothing left is above.

    A tie is told where alternatives join those that compete for a place.
    """
    names = references(problem)
    left = set(range(len(names)))
    places, ties, known = [], [], set()
    while left:
        free = sorted(one for one in left if all((other, one) not in above for other in left))
        if len(free) > 1 and set(free) - known:
            tied = [names[index] for index in free]
            ties.append({"place": len(places) + 1, "references": tied})
        known = set(free)
        places.append({"place": len(places) + 1, "reference": names[free[0]]})
        left.remove(free[0])
    return {"places": places, "ties": ties}


def references(problem: Problem) -> list[str]:
    return [one["reference"] for one in problem["alternatives"]]


def outcome(answer: Any) -> Fields:
    return answer["outcome"]


def tells(answer: Any) -> str:
    return "with ties" if answer["outcome"]["ties"] else "without"


CHECKS = [
    Check("Borda", {"method": "borda"}, draw, borda, borda_answer, tells),
    Check("Schulze", {"method": "schulze"}, draw, schulze, outcome, tells),
    Check("ranked pairs", {"method": "ranked_pairs"}, draw, ranked_pairs, outcome, tells),
]
