"""Proposes an initiative and follows it to its final answer. See docs/integration.md.

    python caller.py --address 127.0.0.1:50050 --token token.txt --administration adm_… --title … --need …

Prints one JSON line for the proposal, for what is there to read, and for each answer as it comes.
"""

import argparse
import json
import pathlib
import sys
import time
import uuid

import grpc
import grpc_tools
from google.rpc import error_details_pb2
from grpc_status import rpc_status

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
# Where `import` finds the .proto files: the contract, and the types of Google that it names.
sys.path += [str(REPOSITORY / "proto"), str(pathlib.Path(grpc_tools.__file__).parent / "_proto")]
intake, intake_rpc = grpc.protos_and_services("radslag/intake/v1/intake.proto")
budget, budget_rpc = grpc.protos_and_services("radslag/budget_integration/v1/budget_integration.proto")

DEADLINE = 10  # seconds of one try
PATIENCE = 120  # seconds of all tries of one request
AGAIN = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.RESOURCE_EXHAUSTED)


class Refused(Exception):
    """What a service answered instead: the reason, and the fields that break rules."""

    def __init__(self, error):
        self.code, self.reason, self.fields, self.rest = error.code(), "", [], None
        status = rpc_status.from_call(error)
        for detail in status.details if status else []:
            info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
            retry = error_details_pb2.RetryInfo()
            if detail.Unpack(info):
                self.reason = info.reason
            elif detail.Unpack(bad):
                self.fields = [(one.field, one.description) for one in bad.field_violations]
            elif detail.Unpack(retry):
                self.rest = retry.retry_delay.ToTimedelta().total_seconds()
        super().__init__(f"{self.code.name} {self.reason}: {error.details()}")

    def may_be_sent_again(self):
        return self.code in AGAIN and self.reason != "MESSAGE_TOO_LARGE"


class City:
    """One person's calls. Each is answered after all that this person was answered before."""

    def __init__(self, addresses, token_file):
        self.addresses, self.token_file = addresses, token_file
        self.channels, self.seen = {}, {}

    def channel(self, service):
        address = self.addresses.get(service) or self.addresses.get("")
        if address is None:
            sys.exit(f"no --address for {service}")
        if address not in self.channels:
            self.channels[address] = grpc.insecure_channel(address, [("grpc.max_reconnect_backoff_ms", 2000)])
        return self.channels[address]

    def intake(self):
        return intake_rpc.IntakeServiceStub(self.channel("intake"))

    def budget(self):
        return budget_rpc.BudgetIntegrationServiceStub(self.channel("budget-integration"))

    def metadata(self):
        # Read each time: the file may be renewed.
        yield "authorization", f"Bearer {self.token_file.read_text().strip()}"
        if self.seen:
            yield "radslag-after", ",".join(f"{service}:{s}:{p}" for service, (s, p) in self.seen.items())

    def saw(self, metadata):
        for name, value in metadata:
            if name == "radslag-at":
                service, sequence, position = value.split(":")
                before = self.seen.get(service, (0, 0))
                self.seen[service] = (max(before[0], int(sequence)), max(before[1], int(position)))

    def call(self, rpc, request):
        """Sends the same request, with the same request id, until it is answered or refused."""
        end, rest = time.monotonic() + PATIENCE, 0.1
        while True:
            try:
                answer, call = rpc.with_call(request, metadata=tuple(self.metadata()), timeout=DEADLINE)
                self.saw(call.initial_metadata())
                return answer
            except grpc.RpcError as error:
                refused = Refused(error)
            if not refused.may_be_sent_again() or time.monotonic() > end:
                raise refused
            print(f"sent again: {refused}", file=sys.stderr, flush=True)
            time.sleep(refused.rest or rest)
            rest = min(rest * 2, 5)


def tell(**line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


def propose(city, args):
    request = intake.ProposeInitiativeRequest(
        request_id=str(uuid.uuid4()), administration=args.administration, title=args.title, need=args.need)
    proposed = city.call(city.intake().ProposeInitiative, request)
    tell(proposed=proposed.initiative, revision=proposed.revision, seen=city.seen)
    # Both are answered after the proposal: any replica of intake knows it, and budget-integration,
    # which follows intake, has taken in what intake had published.
    found = city.call(city.intake().GetInitiative, intake.GetInitiativeRequest(initiative=proposed.initiative))
    years = city.call(city.budget().ListCycles, budget.ListCyclesRequest(page_size=1000))
    status = intake.InitiativeStatus.Name(found.initiative.status)
    open_years = [one.year for one in years.cycles if one.phase != budget.CYCLE_PHASE_CLOSED]
    tell(status=status, open_years=open_years)
    return proposed.initiative


def follow(city, initiative):
    """Tells each answer once, until the final one."""
    told, rest = 0, 0.2
    while True:
        journey = city.call(city.intake().GetJourney, intake.GetJourneyRequest(initiative=initiative))
        for answer in journey.answers[told:]:
            tell(answer=answer.number, stage=intake.Stage.Name(answer.stage), outcome=answer.outcome,
                 reason=answer.reason, decided_on=answer.decided_on, final=answer.final)
            if answer.final:
                return
        rest = 0.2 if len(journey.answers) > told else min(rest * 1.5, 30)
        told = len(journey.answers)
        time.sleep(rest)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--address", action="append", required=True, help="SERVICE=HOST:PORT, or HOST:PORT for all")
    arguments.add_argument("--token", type=pathlib.Path, required=True, help="file of the proposer's token")
    arguments.add_argument("--administration", required=True, help="adm_…")
    arguments.add_argument("--title", required=True)
    arguments.add_argument("--need", required=True)
    args = arguments.parse_args()
    city = City({service: place for service, _, place in (one.rpartition("=") for one in args.address)}, args.token)
    try:
        follow(city, propose(city, args))
    except Refused as refused:
        print(refused, *(f"  {field}: {rule}" for field, rule in refused.fields), sep="\n", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
