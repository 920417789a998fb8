"""Plays a planning year on containers that run what the chart renders. Run by deploy/try."""

import argparse
import asyncio
import base64
import datetime
import ipaddress
import json
import logging
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

import grpc
import helm_python as helm
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHART = ROOT / "charts/radslag"
NAME = "radslag"
SERVICES = ["intake", "beredning", "prioritisation", "council", "budget-integration"]
NETWORK = "radslag-try"
# Seconds that one command, one answer may take.
PATIENCE = 120
# The program's user in the image.
USER = 65532


class Wrong(Exception):
    """What did not go as it must."""


def demand(holds, what):
    if not holds:
        raise Wrong(what)


def say(text):
    print(f"\n== {text}", flush=True)


def run(*command, check=True, **more):
    ran = subprocess.run(command, capture_output=True, text=True, **more)
    if check and ran.returncode != 0:
        raise Wrong(f"{' '.join(map(str, command[:6]))} …: {ran.stdout[-1500:]}{ran.stderr[-1500:]}")
    return ran


def podman(*command, **more):
    return run("podman", *map(str, command), **more)


# -- images from what Debian and the pinned server bring ------------------------------------------


def image(tag, root, *config):
    container = run("buildah", "from", "scratch").stdout.strip()
    try:
        run("buildah", "add", "--quiet", container, str(root), "/")
        run("buildah", "config", *config, container)
        run("buildah", "commit", "--quiet", container, tag)
    finally:
        run("buildah", "rm", container)


def with_libraries(root, files):
    """Copies files and all that they load."""
    found = set()
    for file in files:
        ran = run("ldd", str(file), check=False)
        found |= set(re.findall(r"(/[^ )]+) \(0x", ran.stdout))
    for library in found:
        target = root / library.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(os.path.realpath(library), target)


def postgresql_image(scratch, binaries):
    root = scratch / "postgresql"
    home = binaries.parent
    shutil.copytree(home, root / home.relative_to("/"), symlinks=False)
    share = pathlib.Path("/usr/share/postgresql") / home.name
    shutil.copytree(share, root / share.relative_to("/"))
    shutil.copytree("/usr/share/zoneinfo", root / "usr/share/zoneinfo")
    tools = ["sh", "cat", "id"]
    (root / "usr/bin").mkdir(parents=True)
    for tool in tools:
        shutil.copy2(os.path.realpath(shutil.which(tool)), root / "usr/bin" / tool)
    (root / "bin").symlink_to("usr/bin")
    elf = [one for one in (root / home.relative_to("/")).rglob("*") if one.is_file() and one.read_bytes()[:4] == b"\x7fELF"]
    with_libraries(root, elf + [root / "usr/bin" / tool for tool in tools])
    (root / "etc").mkdir()
    (root / "etc/passwd").write_text("postgres:x:999:999::/var/lib/postgresql:/bin/sh\n")
    (root / "etc/nsswitch.conf").write_text("passwd: files\nhosts: files dns\n")
    shutil.copy2(ROOT / "deploy/postgresql-entrypoint.sh", root / "entrypoint.sh")
    (root / "entrypoint.sh").chmod(0o755)
    path = f"{binaries}:/usr/bin"
    image("localhost/try-postgresql:debian", root, "--entrypoint", '["/bin/sh", "/entrypoint.sh"]', "--env", f"PATH={path}")


def nats_image(scratch, server):
    root = scratch / "nats"
    root.mkdir()
    shutil.copy2(server, root / "nats-server")
    image("localhost/try-nats:pinned", root, "--entrypoint", '["/nats-server"]')


# -- pods as containers ---------------------------------------------------------------------------


class Network:
    """Every pod has an address that it keeps when its container starts again, as in a cluster, and finds the others
    by name. The names are in a file: a server of names that forgets one now and then is not what is tried here."""

    def __init__(self, manifests):
        podman("network", "create", "--disable-dns", NETWORK)
        [made] = json.loads(podman("network", "inspect", NETWORK).stdout)
        free = ipaddress.ip_network(made["subnets"][0]["subnet"]).hosts()
        # The first is the gateway's.
        next(free)
        self.addresses = {}
        self.hosts = []
        for work in manifests:
            if work["kind"] not in ("Deployment", "StatefulSet", "Job"):
                continue
            name, spec = work["metadata"]["name"], work["spec"]
            stateful = work["kind"] == "StatefulSet"
            for pod in [f"{name}-{number}" for number in range(spec["replicas"])] if stateful else [name]:
                at = self.addresses[pod] = str(next(free))
                names = {name, pod} | ({f"{pod}.{spec['serviceName']}"} if stateful else set())
                self.hosts += [f"--add-host={one}:{at}" for one in sorted(names)]

    def of(self, pod=None):
        """What the command of a pod's container needs; without a pod, that of a tool's."""
        return ["--network", NETWORK, *([f"--ip={self.addresses[pod]}"] if pod else []), *self.hosts]

    @staticmethod
    def remove():
        podman("network", "rm", "--force", NETWORK, check=False)


def rendered(name, **over):
    values = yaml.safe_load((CHART / f"values-{name}.yaml").read_text())
    values["image"] = {"repository": "localhost/radslag", "tag": "try", "pullPolicy": "Never"}
    for key, part, tag in (("postgresql", "postgresql", "debian"), ("natsServer", "nats", "pinned")):
        values[key] = values.get(key, {}) | over.get(key, {})
        values[key]["image"] = {"repository": f"localhost/try-{part}", "tag": tag, "pullPolicy": "Never"}
    with helm.Chart.load(CHART) as chart:
        made = chart.render(values, name=NAME, namespace=NAME)
    text = "\n---\n".join(text for path, text in made.items() if path.endswith(".yaml"))
    return [one for one in yaml.safe_load_all(text) if one]


class Pods:
    """The rendered pods, each as a container on one network."""

    def __init__(self, scratch, manifests):
        self.scratch = scratch / "pods"
        self.manifests = manifests
        self.started = []
        self.network = Network(manifests)
        # Whether the key of development has to be the program's own.
        self.own_key = False

    def found(self, kind, name):
        return next(one for one in self.manifests if one["kind"] == kind and one["metadata"]["name"] == name)

    def source(self, kind, name):
        """Files of a secret or a map."""
        data = self.found(kind, name).get("data", {})
        if kind == "Secret":
            return {key: base64.b64decode(value) for key, value in data.items()}
        return {key: value.encode() for key, value in data.items()}

    def volume(self, pod, volume, claims, group):
        """A folder as the kubelet would lay it: owned by root, readable by the pod's group."""
        folder = self.scratch / pod / volume["name"]
        folder.mkdir(parents=True, exist_ok=True)
        if volume["name"] in claims or "emptyDir" in volume:
            os.chown(folder, 0, group)
            folder.chmod(0o2777)
            return folder
        parts = volume.get("projected", {}).get("sources") or [volume]
        files = {}
        for part in parts:
            if "secret" in part:
                wanted = part["secret"]
                held = self.source("Secret", wanted.get("secretName") or wanted.get("name"))
            else:
                wanted = part["configMap"]
                held = self.source("ConfigMap", wanted["name"])
            items = wanted.get("items") or [{"key": key, "path": key} for key in held]
            files |= {item["path"]: held[item["key"]] for item in items}
        secret = "configMap" not in volume
        folder.chmod(0o755)
        for name, content in files.items():
            path = folder / name
            if path.exists():
                path.unlink()
            path.write_bytes(content)
            os.chown(path, 0, group if secret else 0)
            path.chmod(0o440 if secret else 0o644)
            if self.own_key and name == "development.key":
                os.chown(path, USER, USER)
                path.chmod(0o400)
        return folder

    def start(self, kind, name, detached=True, number=0):
        work = self.found(kind, name)
        spec = work["spec"]["template"]["spec"]
        [container] = spec["containers"]
        security, own = spec["securityContext"], container["securityContext"]
        demand(own["capabilities"] == {"drop": ["ALL"]} and own["readOnlyRootFilesystem"], f"{name} is not restricted")
        pod = f"{name}-{number}" if kind == "StatefulSet" else name
        command = ["run", "--name", pod, *self.network.of(pod), "--read-only", "--read-only-tmpfs=false"]
        command += ["--cap-drop", "all", "--security-opt", "no-new-privileges", "--pull", "never"]
        # fsGroup is a group of the process besides its own.
        command += ["--user", f"{security['runAsUser']}:{security['runAsGroup']}", "--group-add", str(security["fsGroup"])]
        command += ["--memory", container["resources"]["limits"]["memory"].replace("Mi", "m").replace("Gi", "g")]
        command += ["--stop-timeout", str(spec.get("terminationGracePeriodSeconds", 30))]
        for variable in container.get("env", []):
            value = variable.get("value", pod)
            command += ["--env", f"{variable['name']}={value}"]
        claims = {one["metadata"]["name"] for one in work["spec"].get("volumeClaimTemplates", [])}
        volumes = {one["name"]: one for one in spec.get("volumes", [])} | {claim: {"name": claim} for claim in claims}
        for mount in container["volumeMounts"]:
            folder = self.volume(pod, volumes[mount["name"]], claims, security["fsGroup"])
            command += ["--volume", f"{folder}:{mount['mountPath']}:{'ro' if mount.get('readOnly') else 'rw'}"]
        if detached:
            command.append("--detach")
        self.started.append(pod)
        command += [container["image"], *container.get("args", [])]
        if detached:
            podman(*command)
            return pod
        return subprocess.Popen(["podman", *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def remove(self):
        for pod in reversed(self.started):
            podman("rm", "--force", "--time", "0", pod, check=False)
        self.network.remove()


def state(pod):
    return podman("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", pod).stdout.strip()


def words(pod):
    ran = podman("logs", "--tail", "15", pod, check=False)
    return f"{pod}: {state(pod)}\n{ran.stdout}{ran.stderr}"


# -- three brokers, as in production ---------------------------------------------------------------


async def acknowledged(folder, made=False):
    """A stream on three servers takes an event."""
    import ssl

    import nats

    context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=str(folder / "ca.crt"))
    context.load_cert_chain(str(folder / "tls.crt"), str(folder / "tls.key"))
    there = [f"{NAME}-nats-{number}" for number in range(3) if state(f"{NAME}-nats-{number}").startswith("running")]
    servers = [f"tls://{address(pod)}:4222" for pod in there]

    async def quiet(_):
        pass

    link = await nats.connect(servers, tls=context, tls_hostname=f"{NAME}-nats", error_cb=quiet)
    try:
        stream = link.jetstream()
        if not made:
            await stream.add_stream(name="RADSLAG_INTAKE", subjects=["radslag.intake.>"], num_replicas=3)
        await stream.publish("radslag.intake.thing.happened", b"{}", timeout=1)
        return (await stream.stream_info("RADSLAG_INTAKE")).cluster.leader
    finally:
        await link.close()


def until(seconds, attempt):
    end = time.monotonic() + seconds
    while True:
        try:
            return asyncio.run(attempt())
        except Exception as error:  # Whatever the client makes of a broker that is not ready.
            if time.monotonic() > end:
                raise Wrong(f"{error!r}\n" + words(f"{NAME}-nats-0")) from None
            time.sleep(0.2)


def three_brokers(scratch):
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    pods = Pods(scratch / "three", rendered("production", natsServer={"certificates": {"generate": True}}))
    try:
        for number in range(3):
            pods.start("StatefulSet", f"{NAME}-nats", number=number)
        volume = {"name": "tls", "secret": {"secretName": f"{NAME}-intake-tls"}}
        folder = pods.volume("intake", volume, set(), USER)
        leader = until(60, lambda: acknowledged(folder))
        podman("kill", "--signal", "KILL", leader)
        after = until(30, lambda: acknowledged(folder, made=True))
        demand(after != leader, f"{leader} still leads")
        print(f"three brokers acknowledge; {leader} was killed, then {after} led")
    finally:
        pods.remove()


# -- the run ---------------------------------------------------------------------------------------


def key_as_kubernetes_lays_it(pods):
    """The kubelet gives a secret's files to root and the pod's group. A program that refuses such a key is given one
    of its own, which no cluster does: said, so that nobody believes more than was shown."""
    folder = pods.scratch / "key"
    volume = {"name": "development", "secret": {"secretName": f"{NAME}-development"}}
    shutil.copytree(pods.volume("key", volume, set(), USER), folder / "held")
    os.chown(folder / "held/development.key", 0, USER)
    command = ["run", "--rm", "--pull", "never", "--user", f"{USER}:{USER}", "--read-only", "--cap-drop", "all"]
    command += ["--network", "none", "--volume", f"{folder}/held:/key:ro", "localhost/radslag:try"]
    ran = podman(*command, "token", "--data", "/key", "--sub", "x", check=False)
    if ran.returncode != 0:
        print(f"!! the program refuses the key as a cluster lays it: {ran.stderr.strip()}", flush=True)
    return ran.returncode == 0


def strangers(pods):
    """A role connects to its own database only, and only with its password."""
    name = lambda one: f"radslag_{one.replace('-', '_')}"
    secret = lambda one: pods.source("Secret", f"{NAME}-{one}-database")["password"].decode()


    def ran(role, other, password, sql):
        url = f"host={NAME}-postgresql user={name(role)} dbname={other}"
        command = ["exec", "--env", f"PGPASSWORD={password}", f"{NAME}-postgresql-0", "psql", url, "-c", sql]
        return podman(*command, check=False)

    for role in SERVICES:
        for other in [*map(name, SERVICES), "postgres", "template1"]:
            for password in (secret(role), "guessed"):
                tried = ran(role, other, password, "SELECT 1")
                may = name(role) == other and password != "guessed"
                demand((tried.returncode == 0) == may, f"{role} in {other}: {tried.stdout}{tried.stderr}")
        for sql in ("DELETE FROM journal", "UPDATE journal SET actor = actor", "DROP TABLE journal", "CREATE TABLE x (y INT)"):
            tried = ran(role, name(role), secret(role), sql)
            demand(tried.returncode != 0 and re.search("permission denied|must be owner", tried.stderr), f"{role}: {sql}: {tried.stdout}{tried.stderr}")
        # The owner has given the role that erases its rights, and no more.
        for column, may in (("fact", 1), ("actor", 0)):
            sql = f"SELECT 1 / CAST(has_column_privilege('radslag_eraser', 'journal', '{column}', 'UPDATE') = {bool(may)} AS INT)"
            tried = ran(role, name(role), secret(role), sql)
            demand(tried.returncode == 0, f"the eraser's right to {column} of {role}: {tried.stderr}")


def address(pod):
    return podman("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", pod).stdout.strip()


def probe(there, port, service):
    """As the kubelet asks: whether the pod serves. False too where nobody answers."""
    name = service.encode()
    with grpc.insecure_channel(f"{there}:{port}") as channel:
        check = channel.unary_unary("/grpc.health.v1.Health/Check", lambda asked: asked, lambda answer: answer)
        try:
            return check(b"\x0a" + bytes([len(name)]) + name if name else b"", timeout=2) == b"\x08\x01"
        except grpc.RpcError:
            return False


def ready(pods, seconds, begin):
    """Until every service is, as its rendered probes tell."""
    for service in SERVICES:
        pod = f"{NAME}-{service}"
        [container] = pods.found("Deployment", pod)["spec"]["template"]["spec"]["containers"]
        there = address(pod)
        for kind in ("startupProbe", "livenessProbe", "readinessProbe"):
            asked = container[kind]["grpc"]
            while not probe(there, asked["port"], asked["service"]):
                demand(state(pod).startswith("running"), words(pod))
                demand(time.monotonic() - begin < seconds, f"{kind} does not hold\n{words(pod)}")
                time.sleep(0.1)


def database(pods):
    """Waits for PostgreSQL as the kubelet does: a service gives up after a while, and nobody starts it again here."""
    pod = f"{NAME}-postgresql-0"
    [container] = pods.found("StatefulSet", f"{NAME}-postgresql")["spec"]["template"]["spec"]["containers"]
    asked, end = container["startupProbe"]["exec"]["command"], time.monotonic() + PATIENCE
    while podman("exec", pod, *asked, check=False).returncode != 0:
        demand(state(pod).startswith("running") and time.monotonic() < end, words(pod))
        time.sleep(0.1)


def begun(broker):
    """Whether an event is out. A broker that does not answer yet has none."""
    try:
        return any(streams(broker).values())
    except OSError:
        return False


def killer(demo, dice, broker):
    """Kills services while the year is played, and starts them again: the first when it has begun, however fast it is."""
    order = dice.sample(SERVICES, len(SERVICES))
    killed = 0
    while demo.poll() is None and not begun(broker):
        time.sleep(0.01)
    for service in order:
        if killed:
            time.sleep(dice.uniform(0.3, 1.0))
        if demo.poll() is not None:
            break
        pod = f"{NAME}-{service}"
        podman("kill", "--signal", "KILL", pod)
        podman("wait", pod)
        podman("start", pod)
        killed += 1
        print(f"killed {service}, and started it again", flush=True)
    return killed


def tool(pods, *command):
    """The program itself, on the same network."""
    more = ["run", "--rm", "--pull", "never", *pods.network.of(), "--read-only", "--cap-drop", "all"]
    return podman(*more, "localhost/radslag:try", *command)


def first_decision(pods):
    """When somebody's initiative was decided on first: seconds since 1970."""
    folder = pods.scratch / f"{NAME}-demo/development"
    at = [f"--at={service}={NAME}-{service}:50051" for service in SERVICES]
    command = ["run", "--rm", "--pull", "never", *pods.network.of(), "--user", f"{USER}:{USER}", "--volume", f"{folder}:/key:ro"]
    ran = podman(*command, "localhost/radslag:try", "events", "tail", *at, "--data", "/key")
    events = [json.loads(line) for line in ran.stdout.splitlines()]
    decided = [one["time"] for one in events if re.search(r"out_of_scope|case\.assessed|item\.decided", one["type"])]
    demand(decided, "nothing was decided")
    return len(events), datetime.datetime.fromisoformat(min(decided)).timestamp()


def streams(there):
    """How many events each stream of a broker holds."""
    with urllib.request.urlopen(f"http://{there}:8222/jsz?streams=1&accounts=1") as answer:
        accounts = json.load(answer).get("account_details", [])
    return {one["name"]: one["state"]["messages"] for account in accounts for one in account.get("stream_detail", [])}


def broker():
    """Every service's stream holds events, and no right was missing or tried."""
    pod = f"{NAME}-nats-0"
    held = streams(address(pod))
    wanted = {"RADSLAG_" + service.upper().replace("-", "_") for service in SERVICES}
    demand(set(held) == wanted and all(held.values()), f"streams: {held}")
    log = podman("logs", pod)
    violations = re.findall(r".*Violation.*", log.stdout + log.stderr)
    demand(not violations, "\n".join(violations[:5]))
    return held


def metrics():
    """The alerts and the dashboard ask for what the services tell."""
    told = ""
    for service in SERVICES:
        with urllib.request.urlopen(f"http://{address(f'{NAME}-{service}')}:9464/metrics") as answer:
            told += answer.read().decode()
    rules = (CHART / "files/alerts.yaml").read_text()
    asked = set(re.findall(r"\b((?:radslag|db_pool|rpc_server)_[a-z_]+)(?=[{ )\[\n])", rules))
    # Without TLS no certificate ends, and nothing is parked.
    asked -= {"radslag_certificate_end_timestamp_seconds", "radslag_parked_events"}
    missing = sorted(one for one in asked if not re.search(rf"^{one}[{{ ]", told, re.M))
    demand(not missing, f"no service tells {missing}")
    return len(asked)


def play(pods, dice):
    begin, started = time.monotonic(), time.time()
    pods.own_key = not key_as_kubernetes_lays_it(pods)
    pods.start("StatefulSet", f"{NAME}-postgresql")
    pods.start("StatefulSet", f"{NAME}-nats")
    database(pods)
    for service in SERVICES:
        pods.start("Deployment", f"{NAME}-{service}")
    demo = pods.start("Job", f"{NAME}-demo", detached=False)
    killed = killer(demo, dice, address(f"{NAME}-nats-0"))
    demand(killed, "the year ended before anything was killed")
    try:
        output, _ = demo.communicate(timeout=600)
    except subprocess.TimeoutExpired:
        raise Wrong("the year did not end\n" + "\n".join(words(f"{NAME}-{one}") for one in SERVICES)) from None
    print(output)
    demand(demo.returncode == 0, f"the demo ended with {demo.returncode}")
    took = time.monotonic() - begin
    # The last that was killed may still be starting.
    ready(pods, 60, time.monotonic())
    events, first = first_decision(pods)
    print(f"first decision after {first - started:.1f} s, every answer after {took:.1f} s; {killed} killed; {events} events")
    demand(took < PATIENCE, f"it took longer than {PATIENCE} s")


def look(pods):
    say("what is left")
    ready(pods, 60, time.monotonic())
    strangers(pods)
    print("no role reaches another's database, or changes an event")
    admin = pods.source("Secret", f"{NAME}-postgresql-admin")["password"].decode()
    url = f"postgres://admin:{admin}@{NAME}-postgresql:5432"
    print(tool(pods, "audit", "verify", "--against", "--postgres", url).stdout.strip())
    print(tool(pods, "parked", "list", "--postgres", url).stdout.strip())
    print(f"streams: {broker()}")
    print(f"{metrics()} metrics of the alerts are told")
    demand(podman("exec", f"{NAME}-intake", "/bin/sh", check=False).returncode != 0, "there is a shell in the image")
    # All at once, as a cluster does.
    stopping = [subprocess.Popen(["podman", "stop", f"{NAME}-{service}"], stdout=subprocess.DEVNULL) for service in SERVICES]
    for one in stopping:
        one.wait()
    for service in SERVICES:
        demand(state(f"{NAME}-{service}") == "exited 0", words(f"{NAME}-{service}"))
    print("all stop in order")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scratch", type=pathlib.Path, required=True)
    parser.add_argument("--nats-server", type=pathlib.Path, required=True)
    parser.add_argument("--postgres-bin", type=pathlib.Path, required=True)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("TESTS_SEED", time.time_ns() % 100_000)))
    args = parser.parse_args()
    # Folders of volumes are entered by other users.
    args.scratch.chmod(0o755)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
    say("images of PostgreSQL and NATS")
    postgresql_image(args.scratch, args.postgres_bin)
    nats_image(args.scratch, args.nats_server)
    pods = None
    try:
        say("three brokers with the settings of production")
        three_brokers(args.scratch)
        pods = Pods(args.scratch, rendered("evaluation"))
        say(f"five services, PostgreSQL and NATS; seed {args.seed}")
        play(pods, random.Random(args.seed))
        look(pods)
    except (Wrong, OSError) as error:
        print(f"FAILED: {error}", flush=True)
        for pod in pods.started if pods else []:
            print(words(pod), flush=True)
        print("0 passed, 1 failed")
        sys.exit(1)
    finally:
        if pods and not args.keep:
            pods.remove()
        if not args.keep:
            podman("rmi", "--force", "localhost/radslag:try", "localhost/try-postgresql:debian", "localhost/try-nats:pinned", check=False)
    print("1 passed, 0 failed")


if __name__ == "__main__":
    main()
