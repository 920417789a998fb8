"""Follows the public events of services, each exactly once and in order. See docs/integration.md.

    python listener.py --address 127.0.0.1:50050 --token token.txt --nats nats://127.0.0.1:4222 \
        --cursor cursor.json --out events.jsonl

Writes one JSON line per event to --out. The cursor says how much of it counts: what a killed run has
written past it is cut off at the next start.
"""

import argparse
import asyncio
import contextlib
import json
import os
import pathlib
import signal
import sys

import grpc
import grpc_tools
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from nats.aio.client import Client

from event import Event

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
# Where `import` finds the .proto files: the contract, and the types of Google that it names.
sys.path += [str(REPOSITORY / "proto"), str(pathlib.Path(grpc_tools.__file__).parent / "_proto")]
journal, journal_rpc = grpc.protos_and_services("radslag/journal/v1/journal.proto")

SERVICES = ["intake", "beredning", "prioritisation", "council", "budget-integration"]
SILENCE = 2  # seconds without a message after which the owner is asked
DEADLINE = 30  # seconds of one reading
PASSES = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.RESOURCE_EXHAUSTED)
MOST = 8192  # messages that wait at the most; more are read from the owner
START = {"journal": None, "sequence": 0, "hash": "0" * 64}


class Stop(Exception):
    """Nothing more can be followed. An operator has to decide."""


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def line(service, event):
    fields = {"service": service, "sequence": event.sequence, "hash": event.hash, "type": event.type,
              "stream": event.stream, "erased": event.erased, "via": "owner" if event.digest else "nats",
              "event": json.loads(event.event)}
    return json.dumps(fields, ensure_ascii=False) + "\n"


class Store:
    """The lines, and the cursor: how far each service is followed and how many bytes of lines that makes."""

    def __init__(self, path, out):
        self.path = path
        self.cursor = json.loads(path.read_text()) if path.exists() else {"written": 0, "services": {}}
        self.out = open(out, "ab")
        if self.out.tell() < self.cursor["written"]:
            raise Stop(f"{out} is shorter than {path} says")
        self.out.truncate(self.cursor["written"])

    def of(self, service):
        return self.cursor["services"].get(service, START)

    def take(self, service, events, journal_id):
        """The lines first, then the cursor by one rename: it never names what is not there."""
        self.out.write("".join(line(service, event) for event in events).encode())
        self.out.flush()
        os.fsync(self.out.fileno())
        last = {"sequence": events[-1].sequence, "hash": events[-1].hash} if events else self.of(service)
        self.cursor["services"][service] = {**last, "journal": journal_id}
        self.cursor["written"] = self.out.tell()
        new = self.path.with_suffix(".new")
        with open(new, "w") as file:
            json.dump(self.cursor, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)


class Follower:
    def __init__(self, service, address, args, store, nats):
        self.service, self.token, self.store, self.nats = service, args.token, store, nats
        options = [("grpc.max_receive_message_length", 64 << 20), ("grpc.max_reconnect_backoff_ms", 2000)]
        self.owner = journal_rpc.JournalServiceStub(grpc.aio.insecure_channel(address, options))
        self.journal = None  # whose messages are taken; the owner says it
        self.waiting, self.wake = {}, asyncio.Event()
        self.heard, self.anew = None, False

    async def run(self):
        silent = False
        while True:
            anew = await self.subscribe()
            before = self.store.of(self.service)["sequence"]
            await self.read()
            if anew:
                say(f"{self.service}: listens")
            if silent and self.store.of(self.service)["sequence"] > before:
                self.anew = True  # the broker was silent about something
            silent = await self.listen()

    def connected(self):
        """What was sent meanwhile did not come."""
        self.anew = True
        self.wake.set()

    async def subscribe(self):
        """From now on. What came before is read from the owner; without a broker, everything is."""
        if not self.nats.is_connected or (self.heard and not self.anew):
            return False
        self.anew = False
        with contextlib.suppress(Exception):
            if self.heard:
                await self.heard.unsubscribe()
        self.heard = None
        with contextlib.suppress(Exception):
            heard = await self.nats.subscribe(f"radslag.{self.service}.>", cb=self.came)
            await self.nats.flush()  # the server has it: from here on nothing is missed
            self.heard = heard
        return self.heard is not None

    async def came(self, message):
        try:
            event = Event.of_message(message)
        except (KeyError, TypeError, ValueError):
            return
        if self.journal in (None, event.journal):
            if len(self.waiting) >= MOST:
                self.waiting.clear()
            self.waiting[event.sequence] = event
            self.wake.set()

    async def listen(self):
        """Takes what comes. Returns when the owner has to be asked: whether that is for silence."""
        while True:
            self.take(self.waiting.values(), trusted=False)
            if self.waiting:
                say(f"{self.service}: {self.store.of(self.service)['sequence'] + 1} did not come from the broker")
            if self.waiting or (self.anew and self.nats.is_connected):
                return False
            try:
                await asyncio.wait_for(self.wake.wait(), SILENCE)
            except asyncio.TimeoutError:
                return True
            self.wake.clear()

    def take(self, events, trusted):
        """Takes what comes next, in order. What is old or a repeat vanishes; what is later waits."""
        at, taken = dict(self.store.of(self.service)), []
        for event in sorted(events, key=lambda event: event.sequence):
            if event.sequence == at["sequence"] + 1 and event.journal == self.journal:
                try:
                    follows = event.follows(at["hash"])
                except ValueError:
                    follows = False
                if not follows and trusted:
                    raise Stop(f"CHAIN_BROKEN: {self.service} {event.sequence} does not follow from what came before it")
                if not follows:
                    say(f"{self.service}: {event.sequence} from the broker does not follow")
                    break  # whoever sent it: the owner is asked
                taken.append(event)
                at = {"sequence": event.sequence, "hash": event.hash}
        if taken or self.journal != self.store.of(self.service)["journal"]:
            self.store.take(self.service, taken, self.journal)
        self.waiting = {n: event for n, event in self.waiting.items() if n > at["sequence"]}

    async def read(self):
        """Everything after the cursor, from the owner. Only its hashes say whether it is the journal followed."""
        rest = 0.1
        while True:
            at = self.store.of(self.service)
            asked = journal.ReadRequest(service=self.service, after=at["sequence"], hash=at["hash"])
            token = [("authorization", f"Bearer {self.token.read_text().strip()}")]
            call = self.owner.Read(asked, metadata=token, timeout=DEADLINE)
            try:
                async for page in call:
                    if page.HasField("head"):
                        self.journal = page.head.journal_id
                    self.take([Event.of_owner(self.journal, one) for one in page.events], trusted=True)
                break
            except grpc.RpcError as error:
                reason = reason_of(error)
                # Without a reason it was the connection that failed, not the service that answered.
                if reason and error.code() not in PASSES:
                    raise Stop(f"{reason}: {error.details()}") from None
                say(f"{self.service}: asked again: {error.code().name} {reason}")
                await asyncio.sleep(rest)
                rest = min(rest * 2, 5)
        # What follows neither from the owner's end nor from what waits is not of this journal.
        self.take(self.waiting.values(), trusted=False)
        self.waiting.clear()


def reason_of(error):
    info = error_details_pb2.ErrorInfo()
    status = rpc_status.from_call(error)
    return next((info.reason for one in (status.details if status else []) if one.Unpack(info)), "")


async def follow(args):
    places = {service: place for service, _, place in (one.rpartition("=") for one in args.address)}
    followed = SERVICES if "" in places else list(places)
    store, nats = Store(args.cursor, args.out), Client()
    followers = [Follower(one, places.get(one) or places[""], args, store, nats) for one in followed]

    async def connected():
        for follower in followers:
            follower.connected()

    async def quiet(_):
        pass

    async def connect():
        if args.nats is None:
            return
        await nats.connect(args.nats, max_reconnect_attempts=-1, reconnect_time_wait=0.5, reconnected_cb=connected,
                           error_cb=quiet, user_credentials=args.nats_credentials)
        await connected()

    await asyncio.gather(connect(), *(follower.run() for follower in followers))


async def main(args):
    task = asyncio.ensure_future(follow(args))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        await task
    except Stop as stop:
        # Lines and cursor are on disk. The broker's client may be in the middle of connecting and not end.
        print(stop, file=sys.stderr, flush=True)
        os._exit(1)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--address", action="append", required=True, help="SERVICE=HOST:PORT, or HOST:PORT for all")
    arguments.add_argument("--token", type=pathlib.Path, required=True, help="file of a token with the office `service`")
    arguments.add_argument("--nats", help="nats://HOST:PORT; without it the owners are asked")
    arguments.add_argument("--nats-credentials", help="file of credentials for the broker")
    arguments.add_argument("--cursor", type=pathlib.Path, required=True)
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    try:
        asyncio.run(main(arguments.parse_args()))
    except asyncio.CancelledError:
        pass
