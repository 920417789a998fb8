"""Holds the methods of prioritisation against other programs: on problems drawn at random, and with
`--elections` on real elections and in time. Ends with 1 where an answer differs.

A seed is printed; TESTS_SEED repeats its problems. Each check is itself checked: every field of an
answer is changed in turn, and each change must be seen.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path
from random import Random, SystemRandom
from time import monotonic
from typing import Any

import budgets
import portfolios
import rankings
import ratings
import speed
from check import Check, Problem, same, wrong
from elections import Election
from methods import Methods

CHECKS = [*rankings.CHECKS, *ratings.CHECKS, *budgets.CHECKS, *portfolios.CHECKS]
CHANGED = 20
"""Of so many answers of a check, fields are changed."""


class Differs(Exception):
    """An answer that is not the oracle's."""


def compare(methods: Methods, check: Check, problem: Problem) -> Any:
    """Our answer, where it is the oracle's."""
    answer = methods.answer(problem)
    expected, given = check.oracle(problem), check.ours(answer)
    if not same(expected, given):
        shown = json.dumps(problem, ensure_ascii=False)[:5000]
        raise Differs(f"{check.name}\nproblem  {shown}\nexpected {expected}\ngiven    {given}")
    return answer


def changes_seen(methods: Methods, check: Check, problem: Problem) -> int:
    """Changes an answer in every way of `wrong`; how many ways there were."""
    expected, given = check.oracle(problem), check.ours(methods.answer(problem))
    changed = list(wrong(given))
    for other in changed:
        if same(expected, other):
            raise Differs(f"{check.name}: takes {other} for {expected}")
    return len(changed)


def at_random(methods: Methods, seed: int, seconds: float) -> None:
    """Each check for an equal part of the time, and on as many problems as fields are changed of."""
    for check in CHECKS:
        random, end = Random(f"{seed} {check.name}"), monotonic() + seconds / len(CHECKS)
        problems, seen, told = 0, 0, Counter[str]()
        while problems < CHANGED or monotonic() < end:
            problem = check.problem(check.draw(random))
            told.update([check.tells(compare(methods, check, problem))])
            seen += changes_seen(methods, check, problem) if problems < CHANGED else 0
            problems += 1
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(told.items()))
        print(f"{check.name}: {problems} equal ({kinds}); {seen} wrong answers seen", flush=True)


def on_elections(methods: Methods, folder: Path) -> None:
    for path in sorted(folder.glob("*.pb")):
        election = Election.read(path)
        for check, problem in election.problems():
            compare(methods, check, problem)
            print(f"{election.name}: {check.name} equal", flush=True)
        if election.funded is not None:
            funded_by_greedy(methods, election)


def funded_by_greedy(methods: Methods, election: Election) -> None:
    answer = methods.answer(budgets.GREEDY.problem(election.votes()))
    if sorted(answer["selected"]) != sorted(election.funded or []):
        raise Differs(f"{election.name}: funded was {election.funded}, not {answer['selected']}")
    print(f"{election.name}: greedy funds what was funded", flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--methods", required=True, help="the example `oracle`")
    parser.add_argument("--seconds", type=float, default=60, help="time for problems at random")
    parser.add_argument("--elections", type=Path, help="a folder of elections")
    parser.add_argument("--speed", action="store_true", help="and how fast Equal Shares is")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    seed = int(os.environ.get("TESTS_SEED") or SystemRandom().getrandbits(32))
    print(f"seed {seed}; to repeat it: TESTS_SEED={seed}", flush=True)
    methods = Methods(given.methods)
    try:
        at_random(methods, seed, given.seconds)
        if given.elections:
            on_elections(methods, given.elections)
        if given.speed:
            speed.compare(methods)
    except (Differs, speed.Missed) as why:
        print(f"{type(why).__name__}: {why}", file=sys.stderr)
        return 1
    finally:
        methods.close()
    return 0


sys.exit(main())
