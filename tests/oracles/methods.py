"""Our methods: a process that answers problems."""

import json
import subprocess
from typing import Any

from check import Problem


class Methods:
    """The example `oracle` of the crate `prioritisation-methods`."""

    def __init__(self, program: str) -> None:
        self.process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def answer(self, problem: Problem) -> Any:
        """The answer, as the crate writes it."""
        return self.respond(problem)["answer"]

    def seconds(self, problem: Problem, runs: int) -> list[float]:
        """How long each of so many runs took, reading not counted."""
        return self.respond({**problem, "runs": runs})["seconds"]

    def respond(self, request: Problem) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        response = json.loads(self.process.stdout.readline())
        if "refused" in response:
            raise ValueError(f"{response['refused']}: {str(request)[:2000]}")
        return response

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()
