"""Packs an archive on a Spark cluster: `recto map` over partitions of its files, then `recto reduce` over the shares.

What comes of it is the site that `recto pack` makes of the same files on one machine, byte for byte. Run it with
spark-submit; docs/SCALE.md tells how. It needs Spark 4 and nothing else: Python's own library, and the program `recto`,
the inputs and the folder of shares at the same paths on every machine.

It never reads an article itself, keeps no share that is not whole, and trusts no count that it has not taken twice.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid


def flags():
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="recto_spark.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="folders and files, as `recto pack` takes them")
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder of the site")
    parser.add_argument("--shares", required=True, metavar="DIR", help="a folder that every machine reaches, for shares")
    parser.add_argument("--recto", default="recto", metavar="PROGRAM", help="the program [default: recto]")
    parser.add_argument("--parts", type=int, default=0, metavar="N", help="shares [default: two for each core there is]")
    parser.add_argument("--map", default="[]", metavar="JSON", help="flags for every `recto map`, as a list of JSON")
    parser.add_argument("--reduce", default="[]", metavar="JSON", help="flags for `recto reduce`, as a list of JSON")
    parser.add_argument("--keep-shares", action="store_true", help="leaves the shares where they are when all is done")
    return parser.parse_args()


def run(command):
    """Runs a program to its end and returns what it printed; what it says on standard error is shown when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise RuntimeError(f"{command[0]} {command[1]} ended with {done.returncode}:\n{said}")
    return done.stdout.decode("utf-8")


def listed(recto, inputs, map_flags):
    """Returns the files of the inputs in their order: each a number, an id, its bytes, and what tells that they changed."""
    lines = run([recto, "map", *inputs, "--list", *map_flags]).splitlines()
    files = sorted((json.loads(line) for line in lines), key=lambda file: file["number"])
    if [file["number"] for file in files] != list(range(1, len(files) + 1)):
        raise RuntimeError("the listing leaves a number out, or has one twice")
    if len({file["id"] for file in files}) != len(files):
        raise RuntimeError("the listing has an id twice")
    return files


def divided(files, parts):
    """Divides files, in their order, into so many parts of about as many bytes each. Neighbours stay together."""
    whole = sum(file["bytes"] + 1 for file in files)
    divided_files = [[] for _ in range(parts)]
    before = 0
    for file in files:
        divided_files[min(before * parts // max(whole, 1), parts - 1)].append(file)
        before += file["bytes"] + 1
    return divided_files


def name_of(part, settings):
    """Names a share by all that shows in it: a share of that name is the one that would be made."""
    told = json.dumps([settings, part], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32] + ".share"


def make_share(recto, inputs, map_flags, folder, name, part):
    """Makes one share, on whichever machine this runs. It is moved into place whole, or not at all."""
    out = os.path.join(folder, name)
    if os.path.exists(out):
        return name, len(part), True
    own = tempfile.mkdtemp(prefix="recto-")
    begun = os.path.join(folder, f".{name}.{uuid.uuid4().hex}")
    try:
        take, made = os.path.join(own, "take"), os.path.join(own, "share")
        with open(take, "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps({"id": file["id"]}) + "\n" for file in part)
        report = json.loads(run([recto, "map", *inputs, "--take", take, "--out", made, "--json", *map_flags]))
        if report["files"] != len(part):
            raise RuntimeError(f"{report['files']} files were mapped: expected {len(part)}")
        shutil.copyfile(made, begun)
        with open(begun, "rb") as copied:
            os.fsync(copied.fileno())
        if os.path.getsize(begun) != report["bytes"]:
            raise RuntimeError(f"{begun} has {os.path.getsize(begun)} bytes: expected {report['bytes']}")
        os.replace(begun, out)
        return name, report["files"], False
    finally:
        shutil.rmtree(own, ignore_errors=True)
        if os.path.exists(begun):
            os.remove(begun)


def main():
    """Lists, maps on the cluster, counts, reduces here."""
    from pyspark.sql import SparkSession

    given = flags()
    inputs = [os.path.abspath(path) for path in given.inputs]
    map_flags, reduce_flags = json.loads(given.map), json.loads(given.reduce)
    folder = os.path.abspath(given.shares)
    os.makedirs(folder, exist_ok=True)
    spark = SparkSession.builder.appName("recto").getOrCreate()
    context = spark.sparkContext
    files = listed(given.recto, inputs, map_flags)
    parts = divided(files, given.parts or 2 * context.defaultParallelism)
    settings = [inputs, map_flags, [file["id"] for file in files]]
    tasks = [(number, name_of(part, [number, settings]), part) for number, part in enumerate(parts)]
    # Each part is a partition of its own, by our own numbers: Spark moves and sorts nothing.
    recto = given.recto
    shares = (
        context.parallelize(tasks, len(tasks))
        .map(lambda task: (task[0], *make_share(recto, inputs, map_flags, folder, task[1], task[2])))
        .collect()
    )
    spark.stop()
    shares.sort()
    if [share[1] for share in shares] != [task[1] for task in tasks]:
        raise RuntimeError("not every part came back as a share")
    mapped = sum(share[2] for share in shares)
    if mapped != len(files):
        raise RuntimeError(f"{mapped} files are in shares: expected the {len(files)} of the listing")
    kept = sum(share[3] for share in shares)
    print(f"{mapped} files in {len(shares)} shares, {kept} of them made before", file=sys.stderr)
    paths = [os.path.join(folder, share[1]) for share in shares]
    reduce = [given.recto, "reduce", *paths, "--of", str(len(paths)), "--out", given.out, *reduce_flags]
    if subprocess.run(reduce, check=False).returncode != 0:
        sys.exit("recto reduce failed; the shares stay where they are")
    # What a lost machine had begun to copy here.
    begun = tuple(f".{share[1]}." for share in shares)
    left = [os.path.join(folder, name) for name in os.listdir(folder) if name.startswith(begun)]
    for path in left + ([] if given.keep_shares else paths):
        os.remove(path)


if __name__ == "__main__":
    main()
