"""Checks of the chart radslag. Run by charts/check."""

import argparse
import asyncio
import base64
import copy
import difflib
import fnmatch
import json
import logging
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import tomllib

import helm_python as helm
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHART = ROOT / "charts/radslag"
GOLDEN = CHART / "golden"
NAME = NAMESPACE = "radslag"
VERSIONS = ["1.35", "1.36", "1.37"]
# Values files, each with whether custom resources may be in it.
VALUES = {"evaluation": "values-evaluation.yaml", "production": "values-production.yaml", "all": "tests/values-all.yaml"}
SHIPPED = ["evaluation", "production"]
CUSTOM = {"ServiceMonitor", "PrometheusRule", "Certificate"}
# Secrets and maps that are there already: docs/operating.md, "Install".
GIVEN = yaml.safe_load((CHART / "tests/values-given.yaml").read_text())
LISTENERS = GIVEN["natsServer"]["listeners"]
# Seconds that an answer of the broker may take.
PATIENCE = 10
OUTSIDE = {
    "evaluation": [],
    "production": ["radslag-*-database", "radslag-*-tls", "radslag-postgresql-ca", "kube-root-ca.crt"],
    "all": ["radslag-*-database", "radslag-*-nats", "radslag-*-tls", "council-*", "db-tls", "login-ca"],
}
# Metrics that the services have.
METRICS = {
    "radslag_journal_position", "radslag_unpublished_events", "radslag_follower_lag_events",
    "radslag_follower_lag_seconds", "radslag_parked_events", "radslag_unanswered", "radslag_ownerless",
    "radslag_ready", "rpc_server_duration_seconds", "radslag_writer_batch_size", "radslag_writer_commit_seconds",
    "radslag_writer_queue", "db_pool_connections", "radslag_nats_connected", "radslag_lease_held",
    "radslag_build_info", "radslag_certificate_end_timestamp_seconds",
}


class Wrong(Exception):
    """What a check found."""


def demand(holds, what):
    if not holds:
        raise Wrong(what)


def merged(base, over):
    """As Helm lays one values file over another."""
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    return {**base, **{key: merged(base.get(key), value) for key, value in over.items()}}


def values_of(chart, name, given=True):
    values = yaml.safe_load((chart / VALUES[name]).read_text())
    if given:
        values = merged(values, GIVEN)
    return values


def render(chart, values):
    """All that the chart makes of these values: text by template."""
    with helm.Chart.load(chart) as loaded:
        return loaded.render(values, name=NAME, namespace=NAMESPACE)


def refusal(chart, values):
    """Why these values are refused; None where they are not."""
    try:
        with helm.Chart.load(chart) as loaded:
            loaded.validate_schema(values)
            loaded.render(values, name=NAME, namespace=NAMESPACE)
    except helm.HelmError as error:
        return str(error)
    return None


def manifests(rendered):
    text = "\n---\n".join(text for path, text in sorted(rendered.items()) if path.endswith(".yaml"))
    return [one for one in yaml.safe_load_all(text) if one]


class Made:
    """What a values file makes: manifests, services and their configurations."""

    def __init__(self, chart, name):
        self.name = name
        self.chart = chart
        self.values = values_of(chart, name)
        self.text = render(chart, self.values)
        self.all = manifests(self.text)

    def kind(self, kind):
        return {one["metadata"]["name"]: one for one in self.all if one["kind"] == kind}

    def config(self, service):
        return self.kind("ConfigMap")[f"{NAME}-{service}"]["data"]["service.toml"]

    def workloads(self):
        kinds = ("Deployment", "StatefulSet", "Job")
        return [one for one in self.all if one["kind"] in kinds]


def drawing(docs=ROOT / "docs/architecture.md"):
    """Who follows whom, as the code wrote it down."""
    arrows = {}
    for line in docs.read_text().split("<!-- catalogue:")[1].split("<!-- end of catalogue")[0].splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 6 and cells[1] not in ("service", "---"):
            arrows[cells[1]] = {part.split(":")[0].strip() for part in cells[4].split(";")}
    demand(len(arrows) == 5, f"{docs}: the catalogue does not name five services")
    return arrows


# -- checks: each takes what was made, and raises Wrong ------------------------------------------


def check_lint(made):
    for version in VERSIONS:
        report = helm.lint(
            made.chart, made.values, strict=True, namespace=NAMESPACE, kube_version=f"v{version}.0", with_subcharts=True
        )
        # 1 is a remark, such as that an icon is recommended.
        bad = [one for one in report["messages"] if one["severity"] > 1]
        demand(not bad and not report["errors"], f"lint {version}: {bad or report['errors']}")


def check_rendered_twice(made):
    demand(render(made.chart, made.values) == made.text, "two renderings of the same values differ")


def check_schema(made):
    """Wrong values are refused, and the message names the field."""
    wrong = [
        ("services.intake.replicas", {"services": {"intake": {"replicas": 0}}}),
        ("services.riksdag", {"services": {"riksdag": {}}}),
        ("defaults.autoscaling.lag.type", {"defaults": {"autoscaling": {"lag": {"type": "Guess"}}}}),
        ("defaults.resources.limits.memory", {"defaults": {"resources": {"limits": {"memory": "much"}}}}),
        ("defaults.config.log.format", {"defaults": {"config": {"log": {"format": "xml"}}}}),
        ("image.pullPolicy", {"image": {"pullPolicy": "Sometimes"}}),
        ("image.digest", {"image": {"digest": "sha256:1"}}),
        ("stopSeconds", {"stopSeconds": 1}),
        ("preStopSeconds", {"preStopSeconds": 30}),
        ("ports.grpc", {"ports": {"grpc": 443}}),
        ("podSecurity.user", {"podSecurity": {"user": 0}}),
        ("database.sslmode", {"database": {"sslmode": "prefer"}}),
        ("database.tls.secret", {"database": {"tls": {"enabled": True, "secret": ""}}}),
        ("tls.certManager.issuer.name", {"tls": {"certManager": {"enabled": True, "issuer": {"name": ""}}}}),
        ("nats.url", {"nats": {"url": "http://nats"}}),
        ("nats.replicas", {"nats": {"replicas": 2}}),
        ("identity.issuers.0", {"identity": {"issuers": [{"jwks": "https://x"}]}}),
        ("identity.serviceTokens.seconds", {"identity": {"serviceTokens": {"seconds": 60}}}),
        ("identity.development.key", {"identity": {"development": {"key": "secret"}}}),
        ("ingress.host", {"ingress": {"host": "https://x"}}),
        ("networkPolicy.oidc.to.0", {"networkPolicy": {"oidc": {"to": [{"cidr": "10.0.0.0/8"}]}}}),
        ("postgresql.storage", {"postgresql": {"storage": {"class": "fast"}}}),
        ("natsServer.replicas", {"natsServer": {"replicas": 4}}),
        ("demo.seconds", {"demo": {"seconds": 1}}),
        ("unknown", {"unknown": 1}),
        # What goes together is told by the templates.
        ("database.host", {"postgresql": {"enabled": False}, "database": {"host": ""}}),
        ("nats.url", {"natsServer": {"enabled": False}, "nats": {"url": ""}}),
        ("nats.auth", {"natsServer": {"enabled": True, "replicas": 3}, "nats": {"auth": "none", "url": ""}}),
        ("nats.replicas", {"natsServer": {"enabled": True, "replicas": 1}, "nats": {"replicas": 3, "auth": "certificate", "url": ""}}),
        ("identity.issuers", {"identity": {"issuers": [], "development": {"enabled": False}, "serviceTokens": {"enabled": True}}}),
        ("identity.serviceTokens", {"identity": {"development": {"enabled": False}, "serviceTokens": {"enabled": False}}}),
        ("demo.enabled", {"demo": {"enabled": True}, "tls": {"enabled": True}}),
    ]
    for field, over in wrong:
        why = refusal(made.chart, merged(made.values, over))
        demand(why is not None, f"{over} is not refused")
        parts = field.split(".")
        # The schema writes the place with slashes and an unknown key in quotes.
        said = why.replace("/", ".")
        named = field in said or (".".join(parts[:-1]) in said and f"'{parts[-1]}'" in said)
        demand(named, f"the refusal of {over} does not name {field}: {why}")


def check_manifests(made, scratch):
    """A warning is a failure: a kind that is not known is none of ours."""
    known = [one for one in made.all if one["kind"] not in CUSTOM]
    custom = [one["kind"] for one in made.all if one["kind"] in CUSTOM]
    demand(not custom or made.name not in SHIPPED, f"custom resources: {custom}")
    path = scratch / f"{made.name}.yaml"
    path.write_text(yaml.safe_dump_all(known))
    for version in VERSIONS:
        command = [os.environ["CHART_KUBERNETES_VALIDATE"], "-k", version, "--strict", str(path)]
        ran = subprocess.run(command, capture_output=True, text=True)
        bad = [line for line in (ran.stdout + ran.stderr).splitlines() if not line.startswith("INFO ")]
        demand(ran.returncode == 0 and not bad, "\n".join(bad[:10]) or f"exit code {ran.returncode}")
        good = len(ran.stdout.splitlines())
        demand(good == len(known), f"{good} of {len(known)} manifests were looked at")


def check_security(made, scratch):
    """Checkov: what it finds is explained in skips.yaml, and what is explained is found."""
    if made.name not in SHIPPED:
        return
    path = scratch / f"{made.name}.yaml"
    path.write_text(yaml.safe_dump_all(made.all))
    command = [os.environ["CHART_CHECKOV"], "-f", str(path), "--framework", "kubernetes", "--skip-download", "--quiet", "-o", "json"]
    ran = subprocess.run(command, capture_output=True, text=True)
    demand(ran.stdout.startswith("{"), ran.stderr[-500:])
    report = json.loads(ran.stdout)
    demand(report["summary"]["parsing_errors"] == 0 and report["summary"]["passed"] > 100, report["summary"])
    skips = [one for one in yaml.safe_load((ROOT / "charts/skips.yaml").read_text()) if made.name in one["values"]]
    used = set()
    for failed in report["results"]["failed_checks"]:
        fits = [
            (skip["rule"], pattern)
            for skip in skips
            for pattern in skip["resources"]
            if skip["rule"] == failed["check_id"] and fnmatch.fnmatch(failed["resource"], pattern) and skip["why"]
        ]
        demand(fits, f"{failed['check_id']} {failed['check_name']}: {failed['resource']}")
        used.update(fits)
    idle = {(skip["rule"], pattern) for skip in skips for pattern in skip["resources"]} - used
    demand(not idle, f"skips.yaml explains what is not found: {sorted(idle)}")


def golden_text(made):
    parts = [f"# Source: {path}\n{text.strip()}\n" for path, text in sorted(made.text.items()) if text.strip()]
    return "\n".join(line.rstrip() for line in "\n".join(parts).splitlines()) + "\n"


def check_golden(made, update=False):
    path = GOLDEN / f"{made.name}.yaml"
    now = golden_text(made)
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(now)
    before = path.read_text() if path.exists() else ""
    differ = difflib.unified_diff(before.splitlines(), now.splitlines(), str(path), "rendered", lineterm="", n=1)
    differ = list(differ)
    demand(not differ, "\n".join(differ[:40]) + "\ncharts/check --update writes it anew")


def check_configurations(made, binary, scratch):
    """The program reads each one: it refuses an unknown key."""
    for service in drawing():
        path = scratch / f"{service}.toml"
        path.write_text(made.config(service))
        command = [binary, "service", service, "--config", str(path), "--print-config"]
        ran = subprocess.run(command, capture_output=True, text=True, env={})
        demand(ran.returncode == 0, f"{service}: {ran.stderr.strip()}")
        printed, asked = tomllib.loads(ran.stdout), tomllib.loads(path.read_text())
        lost = [key for key in asked if key not in printed]
        demand(not lost, f"{service}: {lost} is not printed")


def component(peer):
    return peer.get("podSelector", {}).get("matchLabels", {}).get("app.kubernetes.io/component")


def check_arrows(made, arrows):
    """Peers, policies, issuers' subjects and the broker's rights are the arrows of the drawing, and no others."""
    configs = {service: tomllib.loads(made.config(service)) for service in arrows}
    policies = made.kind("NetworkPolicy")
    deny = [one for one in policies.values() if "app.kubernetes.io/component" not in one["spec"]["podSelector"]["matchLabels"]]
    demand(len(deny) == 1 and deny[0]["spec"]["policyTypes"] == ["Ingress", "Egress"], "no policy denies everything")
    demand("ingress" not in deny[0]["spec"] and "egress" not in deny[0]["spec"], "the policy that denies allows something")
    grpc = made.values.get("ports", {}).get("grpc", 50051)
    reached = {service: set() for service in arrows}
    for service, follows in arrows.items():
        peers = configs[service]["peers"]
        demand(set(peers) == follows, f"{service} has the peers {sorted(peers)}, and follows {sorted(follows)}")
        for peer, address in peers.items():
            demand(re.fullmatch(rf"https?://{NAME}-{peer}:{grpc}", address), f"{service} reaches {peer} at {address}")
        spec = policies[f"{NAME}-{service}"]["spec"]
        demand(spec["policyTypes"] == ["Ingress", "Egress"], f"{service}: a policy of one way only")
        to = {
            component(peer)
            for rule in spec["egress"]
            for peer in rule.get("to", [])
            if any(port["port"] == grpc for port in rule["ports"])
        }
        demand(to == follows, f"{service} may call {sorted(map(str, to))}, and follows {sorted(follows)}")
        for rule in spec["ingress"]:
            if any(port["port"] == grpc for port in rule["ports"]):
                reached[service] |= {component(peer) for peer in rule.get("from", [])}
        demand(all(rule.get("from") for rule in spec["ingress"]), f"{service}: anybody may call")
        # Where it may go besides: what its configuration names, and names themselves.
        ports = {port["port"] for rule in spec["egress"] for port in rule["ports"]}
        wanted = {grpc, 53, int(re.search(r":(\d+)/", configs[service]["database"]["url"])[1])}
        if "nats" in configs[service]:
            wanted |= {int(port) for port in re.findall(r":(\d+)(?:,|$)", configs[service]["nats"]["url"])}
        issuers = configs[service]["identity"].get("issuers", [])
        own = [one for one in issuers if one["offices"] == ["service"]]
        if any(one.get("jwks", one["issuer"]).startswith("https://") for one in issuers if one not in own):
            wanted.add(443)
        if any(one["jwks"].startswith("https://") for one in own):
            wanted |= {443, 6443}
        if "otlp" in configs[service].get("telemetry", {}):
            wanted.add(4317)
        demand(ports == wanted, f"{service} may go to the ports {sorted(ports)}, and needs {sorted(wanted)}")
        for one in own:
            prefix = f"system:serviceaccount:{NAMESPACE}:{NAME}-"
            signed = {subject.removeprefix(prefix) for subject in one["subjects"]}
            followers = {other for other in arrows if service in arrows[other]}
            demand(signed == followers, f"{service} lets {sorted(signed)} call as services, not {sorted(followers)}")
            demand(one["offices_claim"] == "", f"{service}: claims of the cluster's tokens give offices")
    for service, callers in reached.items():
        inside = {one for one in callers if one} - {"demo"}
        followers = {other for other in arrows if service in arrows[other]}
        demand(inside == followers, f"{service} is called by {sorted(inside)}, and followed by {sorted(followers)}")
    if f"{NAME}-nats" in made.kind("ConfigMap"):
        check_rights(made.kind("ConfigMap")[f"{NAME}-nats"]["data"]["nats.conf"], arrows)


def stream(service):
    return "RADSLAG_" + account(service)


def account(service):
    return service.upper().replace("-", "_")


def check_rights(conf, arrows):
    """Each account may write in itself alone, and is heard by whom the drawing names."""
    demand("sync_interval: always" in conf, "NATS does not sync always")
    accounts = dict(re.findall(r"\n  ([A-Z_]+): {\n(.*?)\n  }(?=\n)", conf, re.DOTALL))
    listeners = {f"LISTENER_{account(one['name'])}": set(one["services"]) for one in LISTENERS}
    demand(set(accounts) == {account(service) for service in arrows} | set(listeners), f"accounts {sorted(accounts)}")

    def part(block, begin, end):
        return set(re.findall(r'"([^"]+)"', block.split(begin)[1].split(end)[0]))

    for service, follows in arrows.items():
        block = accounts[account(service)]
        heard = {f"radslag.{other}.>" for other in follows}
        demand(block.count("user:") == 1 and block.count("exports:") == 1, f"{service}: more than one user or export")
        demand(block.split("exports: [")[1].split("\n    ]")[0].count("{") == 1, f"{service} exports more")
        demand(part(block, "user:", "permissions") == {f"CN={NAME}-{service}"}, f"{service}: another user")
        rights = part(block, "publish:", "]")
        wanted = {f"radslag.{service}.>", f"radslag.hint.{service}"}
        wanted |= {f"$JS.API.STREAM.{what}.{stream(service)}" for what in ("INFO", "CREATE", "UPDATE", "PURGE")}
        demand(rights == wanted, f"NATS lets {service} publish {sorted(rights ^ wanted)}")
        rights = part(block, "subscribe:", "]")
        demand(rights == heard | {f"radslag.hint.{service}", "_INBOX.>"}, f"NATS lets {service} hear {sorted(rights)}")
        demand(part(block, "imports:", "\n    ]") == heard, f"{service} imports other than it follows")
        to = {other for other in arrows if service in arrows[other]}
        allowed = {account(other) for other in to} | {name for name, of in listeners.items() if service in of}
        exported = re.findall(r'{stream: "([^"]+)", accounts: \[([^]]*)\]}', block)
        demand(
            [(subject, set(names.split(", "))) for subject, names in exported] == [(f"radslag.{service}.>", allowed)],
            f"{service} is exported as {exported}",
        )
    for name, of in listeners.items():
        demand(accounts[name].count("user:") == 1, f"{name}: more than one user")
        demand('publish: {deny: ">"}' in accounts[name], f"{name} may publish")
        demand("exports:" not in accounts[name] and "jetstream" not in accounts[name], f"{name} has more than ears")
        demand(part(accounts[name], "imports:", "\n    ]") == {f"radslag.{one}.>" for one in of}, f"{name} imports")


def check_pods(made, arrows):
    """The pod security standard `restricted`, and what a service's pod must have."""
    there = {kind: set(made.kind(kind)) for kind in ("Secret", "ConfigMap", "ServiceAccount")}
    for work in made.workloads():
        name = work["metadata"]["name"]
        spec = work["spec"]["template"]["spec"]
        pod = spec.get("securityContext", {})
        demand(pod.get("runAsNonRoot") is True and pod.get("runAsUser", 0) > 0, f"{name} may run as root")
        demand(pod.get("seccompProfile") == {"type": "RuntimeDefault"}, f"{name} has no seccomp profile")
        demand(spec.get("automountServiceAccountToken") is False, f"{name} is given a token of the cluster")
        # Its variables would be taken for configuration.
        demand(spec.get("enableServiceLinks") is False, f"{name} is given variables RADSLAG_… of services")
        demand(spec["serviceAccountName"] in there["ServiceAccount"], f"{name} has no service account of its own")
        demand(not any(spec.get(key) for key in ("hostNetwork", "hostPID", "hostIPC")), f"{name} shares the host's")
        for container in spec.get("initContainers", []) + spec["containers"]:
            own = container.get("securityContext", {})
            demand(own.get("allowPrivilegeEscalation") is False, f"{name} may gain privileges")
            demand(own.get("readOnlyRootFilesystem") is True, f"{name} may write on its image")
            demand(own.get("capabilities") == {"drop": ["ALL"]}, f"{name} has capabilities")
            demand(own.get("runAsNonRoot") is True and not own.get("privileged"), f"{name} may be root")
            for variable in container.get("env", []):
                demand("secretKeyRef" not in variable.get("valueFrom", {}), f"{name} has a secret as a variable")
            mounted = {mount["name"] for mount in container["volumeMounts"]}
            claimed = {one["metadata"]["name"] for one in work["spec"].get("volumeClaimTemplates", [])}
            volumes = {volume["name"] for volume in spec.get("volumes", [])} | claimed
            demand(mounted == volumes, f"{name}: volumes and mounts differ: {sorted(mounted ^ volumes)}")
        for volume in spec.get("volumes", []):
            demand(set(volume) - {"name"} <= {"configMap", "secret", "projected", "emptyDir"}, f"{name}: {volume}")
            sources = [volume, *volume.get("projected", {}).get("sources", [])]
            named = [("Secret", one["secret"].get("secretName") or one["secret"].get("name")) for one in sources if "secret" in one]
            named += [("ConfigMap", one["configMap"]["name"]) for one in sources if "configMap" in one]
            for kind, wanted in named:
                outside = any(fnmatch.fnmatch(wanted, pattern) for pattern in OUTSIDE[made.name])
                demand(wanted in there[kind] or outside, f"{name} mounts {kind} {wanted}, which nobody makes")
    for service in arrows:
        config = tomllib.loads(made.config(service))
        work = made.kind("Deployment")[f"{NAME}-{service}"]["spec"]
        pod = work["template"]["spec"]
        grace = pod["terminationGracePeriodSeconds"]
        demand(grace == config["stop_seconds"] + 10, f"{service} is given {grace} s to stop in {config['stop_seconds']}")
        container = pod["containers"][0]
        demand(container["args"][:2] == ["service", service], f"{service} runs {container['args']}")
        port = int(config["probe"]["listen"].split(":")[1])
        for probe, asked in (("startupProbe", "live"), ("livenessProbe", "live"), ("readinessProbe", "")):
            found = container[probe]["grpc"]
            demand(found == {"port": port, "service": asked}, f"{service}: {probe} asks {found}")
        ports = {one["name"]: one["containerPort"] for one in container["ports"]}
        demand(ports["grpc"] == int(config["listen"].split(":")[1]), f"{service}: port of gRPC")
        metrics = config.get("telemetry", {}).get("metrics")
        demand(ports.get("metrics") == (metrics and int(metrics.split(":")[1])), f"{service}: port of metrics")
        rolling = work["strategy"]["rollingUpdate"]
        demand(rolling == {"maxSurge": 1, "maxUnavailable": 0}, f"{service}: an update takes replicas away")
        demand(f"{NAME}-{service}" in made.kind("PodDisruptionBudget"), f"{service} has no disruption budget")
        demand(pod.get("topologySpreadConstraints"), f"{service} is not spread")
        # Every file that the configuration names is mounted.
        mounts = {mount["mountPath"] for mount in container["volumeMounts"]}
        files = re.findall(r'"(/[^"]+)"', made.config(service))
        for file in files:
            demand(any(file == at or file.startswith(at + "/") for at in mounts), f"{service}: {file} is not mounted")


def used_metrics(text):
    names = set(re.findall(r"\b((?:radslag|rpc|db)_[a-z_]+)\b(?=[{ )\[\n]|$)", text))
    return {re.sub(r"_(bucket|count|sum)$", "", name) for name in names} - {"rpc_method", "rpc_service"}


def check_monitoring(made, docs=ROOT / "docs/operating.md"):
    """Rules that hold in promtool's tests, with a runbook each; dashboards of metrics that there are."""
    if made.name != "evaluation":
        return  # They are the same for all.
    for command in (["check", "rules", "files/alerts.yaml"], ["test", "rules", "tests/alerts.test.yaml"]):
        ran = subprocess.run(["promtool", *command], cwd=made.chart, capture_output=True, text=True)
        demand(ran.returncode == 0, ran.stdout[-1500:] + ran.stderr[-500:])
    rules = yaml.safe_load((made.chart / "files/alerts.yaml").read_text())
    tested = {one["name"] for one in yaml.safe_load((made.chart / "tests/alerts.test.yaml").read_text())["tests"]}
    headings = {line.lstrip("# ").strip().lower() for line in docs.read_text().splitlines() if line.startswith("### ")}
    for rule in (rule for group in rules["groups"] for rule in group["rules"]):
        name, notes = rule["alert"], rule["annotations"]
        demand({"summary", "description", "runbook_url"} <= set(notes), f"{name} does not say enough")
        demand(notes["runbook_url"] == f"docs/operating.md#{name.lower()}", f"{name}: {notes['runbook_url']}")
        demand(name.lower() in headings, f"docs/operating.md has no section {name}")
        demand({name, f"{name}, not yet"} <= tested, f"{name} is not tested")
        unknown = used_metrics(rule["expr"]) - METRICS
        demand(not unknown, f"{name} uses {unknown}")
    for path in (made.chart / "files/dashboards").glob("*.json"):
        board = json.loads(path.read_text())
        shown = {target["expr"] for panel in board["panels"] for target in panel.get("targets", [])}
        unknown = used_metrics("\n".join(shown)) - METRICS
        demand(shown and not unknown, f"{path.name} uses {unknown}")


# -- the broker's rights, against a server -------------------------------------------------------


def with_listeners(chart, scratch):
    """The chart, with a certificate for each listener as a city's own authority would give it."""
    copied = scratch / "listening"
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(chart, copied)
    (copied / "templates/listeners.yaml").write_text("".join(
        f"""---
{{{{- $made := genSelfSignedCert "{one["name"]}" nil nil 1 }}}}
apiVersion: v1
kind: Secret
metadata: {{name: {NAME}-{one["name"]}-tls}}
data: {{tls.crt: {{{{ $made.Cert | b64enc }}}}, tls.key: {{{{ $made.Key | b64enc }}}}}}
""" for one in LISTENERS
    ))
    return copied


def check_broker(made, scratch, arrows):
    """The server with the rendered configuration lets each service do what it does, and nothing else."""
    if made.name != "evaluation":
        return
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    values = values_of(made.chart, "evaluation", given=False)
    fresh = manifests(render(with_listeners(made.chart, scratch), values))
    secrets = {one["metadata"]["name"]: one["data"] for one in fresh if one["kind"] == "Secret"}
    conf = made.kind("ConfigMap")[f"{NAME}-nats"]["data"]["nats.conf"]
    folder = scratch / "broker"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ["nats", *arrows, *(one["name"] for one in LISTENERS)]:
        (folder / part).mkdir(parents=True)
        for key, value in secrets[f"{NAME}-{part}-tls"].items():
            (folder / part / key).write_bytes(base64.b64decode(value))
    with open(folder / "nats/ca.crt", "ab") as trusted:
        for one in LISTENERS:
            trusted.write(b"\n" + (folder / one["name"] / "tls.crt").read_bytes())
    conf = conf.replace("/etc/radslag/tls", str(folder / "nats")).replace('"/data"', f'"{folder}/data"')
    conf = conf.replace('"0.0.0.0:4222"', '"127.0.0.1:-1"').replace('http: "0.0.0.0:8222"', f'ports_file_dir: "{folder}"')
    (folder / "nats.conf").write_text(conf)
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(
            [os.environ["CHART_NATS_SERVER"], "-c", str(folder / "nats.conf")], stderr=log, env={"POD_NAME": "nats-0"}
        )
    try:
        ports = folder / f"nats-server_{server.pid}.ports"
        end = time.monotonic() + 20
        while not (ports.exists() and ports.stat().st_size):
            demand(server.poll() is None and time.monotonic() < end, (folder / "log").read_text()[-2000:])
            time.sleep(0.05)
        # nats-py asks for a name that the certificate has.
        port = int(json.loads(ports.read_text())["nats"][0].rsplit(":", 1)[1])
        asyncio.run(try_rights(folder, port, arrows))
    finally:
        server.kill()
        server.wait()


async def try_rights(folder, port, arrows):
    import ssl

    import nats
    from nats.errors import Error, TimeoutError as Unanswered
    from nats.js.api import ConsumerConfig, RePublish, StreamConfig

    def context(who):
        made = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=str(folder / "nats/ca.crt"))
        if who:
            made.load_cert_chain(str(folder / who / "tls.crt"), str(folder / who / "tls.key"))
        return made

    listeners = {one["name"]: one["services"] for one in LISTENERS}
    refused = {who: [] for who in [*arrows, *listeners]}

    async def connect(who):
        async def told(error):
            if who:
                refused[who].append(str(error))

        return await nats.connect(
            f"tls://127.0.0.1:{port}", tls=context(who), tls_hostname=f"{NAME}-nats", allow_reconnect=False,
            error_cb=told, connect_timeout=5,
        )

    try:
        await connect(None)
    except (Error, OSError, ssl.SSLError):
        pass
    else:
        raise Wrong("NATS lets in who shows no certificate")
    links = {who: await connect(who) for who in refused}

    async def answered(who, subject, payload):
        """What the server answers; None where it does not let it through."""
        before = len(refused[who])
        asked = asyncio.ensure_future(links[who].request(subject, payload, timeout=PATIENCE))
        while not asked.done() and len(refused[who]) == before:
            await asyncio.wait([asked], timeout=0.01)
        # A request that is not let through has no answer.
        if not asked.done():
            asked.cancel()
            await asyncio.wait([asked])
            return None
        try:
            return json.loads((await asked).data)
        except (Unanswered, Error) as error:
            raise Wrong(f"{who}: {subject} was neither answered nor refused: {error!r}") from None

    async def published(who, subject, payload=b"{}"):
        before = len(refused[who])
        await links[who].publish(subject, payload)
        await links[who].flush()
        await asyncio.sleep(0.02)
        return len(refused[who]) == before

    for who in arrows:
        made = StreamConfig(name=stream(who), subjects=[f"radslag.{who}.>"]).as_dict()
        reply = await answered(who, f"$JS.API.STREAM.CREATE.{stream(who)}", json.dumps(made).encode())
        demand(reply and "error" not in reply, f"{who} cannot make its stream: {reply}")
        reply = await answered(who, f"radslag.{who}.thing.happened", b"{}")
        demand(reply and reply.get("stream") == stream(who), f"{who} cannot publish: {reply}")
        demand(await published(who, f"radslag.hint.{who}"), f"{who} cannot hint")
        for what in ("INFO", "PURGE"):
            demand(await answered(who, f"$JS.API.STREAM.{what}.{stream(who)}", b""), f"{who} has no {what}")
    heard = {(who, other): [] for who in refused for other in arrows}

    async def hear(who, other):
        """Whether the server lets it subscribe."""

        async def came(message):
            # A message that a stream sends on bears the stream's name.
            heard[who, other].append((message.headers or {}).get("Nats-Stream"))

        before = len(refused[who])
        await links[who].subscribe(f"radslag.{other}.>", cb=came)
        await links[who].flush()
        await asyncio.sleep(0.02)
        return len(refused[who]) == before

    for who in refused:
        for other in arrows:
            if other == who:
                continue
            may = other in (arrows.get(who) or listeners.get(who))
            demand(await hear(who, other) == may, f"{who} {'cannot' if may else 'may'} hear {other}")
            for bad in (f"radslag.{other}.thing.happened", f"radslag.hint.{other}", f"_INBOX.{other}.x"):
                demand(not await published(who, bad), f"{who} publishes {bad}")
            for what in ("CREATE", "UPDATE", "PURGE", "DELETE"):
                bad = f"$JS.API.STREAM.{what}.{stream(other)}"
                demand(not await published(who, bad), f"{who} may {bad}")
            consumer = ConsumerConfig(deliver_subject=f"radslag.{other}.thing.forged").as_dict()
            ask = json.dumps({"stream_name": stream(other), "config": consumer}).encode()
            bad = f"$JS.API.CONSUMER.CREATE.{stream(other)}"
            demand(not await published(who, bad, ask), f"{who} may make a consumer of {other}'s stream")
        demand(not await published(who, "$SYS.REQ.SERVER.PING"), f"{who} asks the system")
        before = len(refused[who])
        await links[who].subscribe("radslag.>")
        await links[who].flush()
        await asyncio.sleep(0.02)
        demand(len(refused[who]) > before, f"{who} hears everything")
    for who in arrows:
        demand(await published(who, f"radslag.{who}.thing.happened"), f"{who} cannot publish")
    # What a service may do with its own stream must not reach another's subjects.
    for who in arrows:
        for other in arrows:
            if other == who:
                continue
            forging = RePublish(src=f"radslag.{who}.thing.forged", dest=f"radslag.{other}.thing.forged")
            made = StreamConfig(name=stream(who), subjects=[f"radslag.{who}.>"], republish=forging).as_dict()
            reply = await answered(who, f"$JS.API.STREAM.UPDATE.{stream(who)}", json.dumps(made).encode())
            demand(reply and "error" not in reply, f"{who} cannot change its stream: {reply}")
            reply = await answered(who, f"radslag.{who}.thing.forged", b"{}")
            demand(reply and reply.get("stream") == stream(who), f"{who} cannot publish: {reply}")
    await asyncio.sleep(0.2)
    for (who, other), origins in heard.items():
        if other in (arrows.get(who) or listeners.get(who)):
            demand(None in origins, f"{who} hears nothing of {other}")
        if other in arrows.get(who, ()):
            demand(stream(who) in origins, f"{who} could not forge: nothing was tried")
        wrong = set(origins) - {None, stream(who)}
        demand(not wrong, f"{who} hears, as if of {other}, what is of {wrong}")
    for who in arrows:
        reply = await answered(who, f"$JS.API.STREAM.INFO.{stream(who)}", b'{"subjects_filter": ">"}')
        forged = {name for name in reply["state"].get("subjects", {}) if not name.startswith(f"radslag.{who}.")}
        demand(not forged, f"{who}'s stream holds {forged}")
    for link in links.values():
        await link.close()


# -- each check is shown an error ----------------------------------------------------------------


def planted(scratch, old, new, file):
    """The chart with one line changed."""
    chart = scratch / "planted"
    shutil.rmtree(chart, ignore_errors=True)
    shutil.copytree(CHART, chart)
    text = (chart / file).read_text()
    demand(old in text, f"self-test: {file} does not hold {old!r}")
    (chart / file).write_text(text.replace(old, new, 1))
    return chart


def self_test(made, checks, scratch):
    """A check that finds nothing wrong in what is wrong is no check."""
    plants = [
        ("lint", "templates/NOTES.txt", "{{- $own", "{{- nope }}{{- $own"),
        ("rendered twice", "templates/identity.yaml", "{{ $development.key | b64enc }}", "{{ randAlphaNum 64 | b64enc }}"),
        ("schema", "values.schema.json", '"minimum": 5,', '"minimum": 0,'),
        ("manifests", "templates/service.yaml", "revisionHistoryLimit: 5", "revisionHistoryLimits: 5"),
        ("manifests", "templates/identity.yaml", "kind: Secret", "kind: Secrets"),
        ("security", "templates/_helpers.tpl", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"),
        ("golden", "templates/service.yaml", "revisionHistoryLimit: 5", "revisionHistoryLimit: 6"),
        ("configurations", "templates/_config.tpl", "stop_seconds =", "stop_second ="),
        ("arrows", "files/services.yaml", "follows: [intake, council]", "follows: [intake]"),
        ("arrows", "templates/networkpolicy.yaml", "{{- range $followers }}", "{{- range keys (include \"radslag.services\" $ | fromYaml) }}"),
        ("arrows", "templates/nats.yaml", '"radslag.{{ $name }}.>"', '"radslag.>"'),
        ("pods", "templates/service.yaml", "add $.Values.stopSeconds 10", "add $.Values.stopSeconds 5"),
        ("pods", "templates/_helpers.tpl", "drop: [ALL]", "drop: [NET_RAW]"),
        ("pods", "templates/service.yaml", "- {name: database, mountPath: /etc/radslag/database, readOnly: true}", "- {name: database, mountPath: /etc/radslag/db, readOnly: true}"),
        ("monitoring", "files/alerts.yaml", "> 180", "> 600"),
        ("monitoring", "files/alerts.yaml", "max(radslag_ownerless)", "max(radslag_ownerles)"),
        ("broker's rights", "templates/nats.yaml", '"radslag.hint.{{ $name }}"', '"radslag.hint.>"'),
        ("broker's rights", "templates/nats.yaml", '"CREATE" "UPDATE"', '"UPDATE"'),
        ("broker's rights", "templates/nats.yaml", 'publish: {deny: ">"}', 'publish: {allow: ">"}'),
        ("arrows", "templates/nats.yaml", 'accounts: [{{ range', 'accounts: [SYS, {{ range'),
    ]
    missing = set(checks) - {name for name, *_ in plants}
    demand(not missing, f"no error is planted for {missing}")
    for name, file, old, new in plants:
        chart = planted(scratch, old, new, file)
        try:
            wrong = copy.copy(made)
            wrong.chart = chart
            wrong.text = render(chart, made.values)
            wrong.all = manifests(wrong.text)
            checks[name](wrong)
        except (Wrong, helm.HelmError):
            continue
        raise Wrong(f"{name} finds nothing wrong with {new!r} in {file}")
    return len(plants)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=os.environ.get("RADSLAG"))
    parser.add_argument("--scratch", type=pathlib.Path, required=True)
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    if not args.binary:
        sys.exit("charts/check: name the program with --binary or RADSLAG")
    binary, scratch, arrows = str(pathlib.Path(args.binary).resolve()), args.scratch, drawing()
    checks = {
        "lint": check_lint,
        "rendered twice": check_rendered_twice,
        "schema": check_schema,
        "manifests": lambda made: check_manifests(made, scratch),
        "security": lambda made: check_security(made, scratch),
        "golden": lambda made: check_golden(made),
        "configurations": lambda made: check_configurations(made, binary, scratch),
        "arrows": lambda made: check_arrows(made, arrows),
        "pods": lambda made: check_pods(made, arrows),
        "monitoring": check_monitoring,
        "broker's rights": lambda made: check_broker(made, scratch, arrows),
    }
    passed = failed = 0
    all_made = [Made(CHART, name) for name in VALUES]
    for made in all_made:
        if args.update:
            check_golden(made, update=True)
        for name, check in checks.items():
            begin = time.monotonic()
            try:
                check(made)
            except (Wrong, helm.HelmError) as error:
                failed += 1
                print(f"{made.name}: {name}: FAILED\n{error}", flush=True)
            else:
                passed += 1
                print(f"{made.name}: {name}: {time.monotonic() - begin:.1f} s", flush=True)
    if not failed:
        begin = time.monotonic()
        try:
            found = self_test(all_made[0], checks, scratch)
            passed += found
            print(f"{found} planted errors are found: {time.monotonic() - begin:.1f} s")
        except Wrong as error:
            failed += 1
            print(f"planted errors: FAILED\n{error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
