"""A check: problems, what an oracle says of them, and how our answer is held against that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isclose
from random import Random
from typing import Any

Problem = dict[str, Any]
"""What our methods read: a line of JSON."""

Fields = dict[str, Any]
"""What is compared, by name."""


@dataclass(frozen=True)
class Check:
    """`oracle` and `ours` give the same fields, from a problem and from our answer to it."""

    name: str
    method: Problem
    """The fields of a problem that say which method it is for; `draw` gives the others."""
    draw: Callable[[Random], Problem]
    oracle: Callable[[Problem], Fields]
    ours: Callable[[Any], Fields]
    tells: Callable[[Any], str]
    """What kind of case it was, for the count of each."""

    def problem(self, rest: Problem) -> Problem:
        return {**self.method, **rest}


def same(expected: Any, given: Any) -> bool:
    """Equal; where a float is expected, near enough for an oracle that computes in floats."""
    if isinstance(expected, dict):
        keys = isinstance(given, dict) and expected.keys() == given.keys()
        return keys and all(same(expected[key], given[key]) for key in expected)
    if isinstance(expected, list):
        length = isinstance(given, list) and len(expected) == len(given)
        return length and all(map(same, expected, given))
    if isinstance(expected, float):
        return isclose(expected, Fraction(given), rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(expected, Fraction):
        return expected == Fraction(given)
    return type(expected) is type(given) and expected == given


def wrong(value: Any) -> Iterator[Any]:
    """Values that are not this one, each by one change."""
    if isinstance(value, dict):
        for key in value:
            yield from ({**value, key: other} for other in wrong(value[key]))
    elif isinstance(value, list):
        yield [*value, "?"]
        if value:
            yield value[:-1]
            yield from ([other, *value[1:]] for other in wrong(value[0]))
        if value != value[::-1]:
            yield value[::-1]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1 + value // 1_000_000
    else:
        yield otherwise(value)


def otherwise(text: str) -> str:
    """Another number for a fraction, another name for a name."""
    try:
        return str(Fraction(text) + Fraction(1, 1_000_000))
    except ValueError:
        return text + "?"
