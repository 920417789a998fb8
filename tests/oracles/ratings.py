"""Weights from comparisons of two at a time, held against numpy's eigenvectors."""

from random import Random
from typing import Any

import numpy

from check import Check, Fields, Problem

RANDOM_INDEX = [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49]
"""Saaty's of 1980, by the number of keys."""

PARTS = 1e12
ACCEPTABLE = 0.1


def draw(random: Random) -> Problem:
    keys = [chr(ord("a") + letter) for letter in range(random.randint(1, 10))]
    importance = {key: random.uniform(1, 9) for key in keys}
    noise = random.choice([0.0, 0.5, 3.0])
    pairs = [(one, other) for one in keys for other in keys if one < other]
    compared = [compare(random, importance, pair, noise) for pair in pairs]
    return {"keys": keys, "comparisons": compared}


def compare(random: Random, importance: dict[str, float], pair: tuple[str, str], noise: float) -> Any:
    ratio = importance[pair[0]] / importance[pair[1]] * 2 ** random.uniform(-noise, noise)
    times = max(1, min(9, round(max(ratio, 1 / ratio))))
    first, second = pair if random.random() < 0.5 else pair[::-1]
    return {
        "first": first,
        "second": second,
        "times": times,
        "reversed": (ratio < 1) == (first == pair[0]),
    }


def matrix(problem: Problem) -> Any:
    at = {key: index for index, key in enumerate(problem["keys"])}
    entries = numpy.eye(len(at))
    for one in problem["comparisons"]:
        first, second = at[one["first"]], at[one["second"]]
        if one["reversed"]:
            first, second = second, first
        entries[first, second], entries[second, first] = one["times"], 1 / one["times"]
    return entries


def ahp(problem: Problem) -> Fields:
    values, vectors = numpy.linalg.eig(matrix(problem))
    largest = int(numpy.argmax(values.real))
    vector = numpy.abs(vectors[:, largest].real)
    size, lambda_max = len(problem["keys"]), float(values[largest].real)
    index = (lambda_max - size) / (size - 1) if size > 1 else 0.0
    ratio = index / RANDOM_INDEX[size - 1] if size > 2 else 0.0
    weights = zip(problem["keys"], vector / vector.sum() * PARTS, strict=True)
    return {
        "weights": [{"key": key, "parts": float(parts)} for key, parts in weights],
        "lambda_max": lambda_max,
        "consistency_index": index,
        "consistency_ratio": ratio,
        "acceptable": ratio <= ACCEPTABLE,
    }


def ours(answer: Any) -> Fields:
    names = ["weights", "lambda_max", "consistency_index", "consistency_ratio", "acceptable"]
    return {name: answer[name] for name in names}


def tells(answer: Any) -> str:
    return "acceptable" if answer["acceptable"] else "contradictory"


CHECKS = [Check("AHP", {"method": "ahp"}, draw, ahp, ours, tells)]
