"""Writes what is in the image as CycloneDX 1.5: the crates that the program is linked from, out of Cargo.lock by
`cargo metadata`, and the packages of Debian whose files were copied."""

import argparse
import hashlib
import json
import pathlib
import subprocess
import tomllib
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = "x86_64-unknown-linux-gnu"


def metadata():
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def linked(graph):
    """Packages that the program is linked from: neither tests nor what only builds."""
    nodes = {node["id"]: node for node in graph["resolve"]["nodes"]}
    start = next(one["id"] for one in graph["packages"] if one["name"] == "radslag" and one["source"] is None)
    found, waiting = set(), [start]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        for dependency in nodes[one]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    needs = {
        one: sorted(
            dependency["pkg"]
            for dependency in nodes[one]["deps"]
            if dependency["pkg"] in found and any(kind["kind"] is None for kind in dependency["dep_kinds"])
        )
        for one in found
    }
    return start, found, needs


def license_of(text):
    return [{"expression": text.replace("/", " OR ")}] if text else []


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--packages", type=pathlib.Path, required=True)
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--version", required=True)
    args = parser.parse_args()
    graph = metadata()
    locked = tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
    checksums = {(one["name"], one["version"]): one.get("checksum") for one in locked}
    start, found, needs = linked(graph)
    packages = {one["id"]: one for one in graph["packages"]}
    purl = lambda one: f"pkg:cargo/{one['name']}@{urllib.parse.quote(one['version'], safe='')}"
    components = []
    for one in sorted((packages[id] for id in found if id != start), key=lambda one: (one["name"], one["version"])):
        component = {
            "type": "library",
            "bom-ref": purl(one),
            "name": one["name"],
            "version": one["version"],
            "purl": purl(one),
            "licenses": license_of(one["license"]),
        }
        checksum = checksums.get((one["name"], one["version"]))
        if checksum:
            component["hashes"] = [{"alg": "SHA-256", "content": checksum}]
        components.append(component)
    for line in args.packages.read_text().splitlines():
        name, version, architecture, source = line.split("\t")
        ref = f"pkg:deb/debian/{name}@{urllib.parse.quote(version, safe='')}?arch={architecture}"
        components.append({
            "type": "library",
            "bom-ref": ref,
            "name": name,
            "version": version,
            "purl": ref,
            "properties": [{"name": "debian:source", "value": source}],
        })
    program = {
        "type": "application",
        "bom-ref": purl(packages[start]),
        "name": "radslag",
        "version": args.version,
        "purl": purl(packages[start]),
        "licenses": [{"expression": "EUPL-1.2"}],
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(args.binary.read_bytes()).hexdigest()}],
    }
    debian = [one["bom-ref"] for one in components if one["purl"].startswith("pkg:deb/")]
    dependencies = [
        {"ref": purl(packages[one]), "dependsOn": sorted({purl(packages[other]) for other in needs[one]})}
        for one in sorted(found)
    ]
    for one in dependencies:
        if one["ref"] == program["bom-ref"]:
            one["dependsOn"] += debian
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
        "dependencies": dependencies + [{"ref": ref} for ref in debian],
    }
    print(json.dumps(bom, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
