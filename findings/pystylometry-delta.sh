#!/usr/bin/env bash
# pystylometry 1.4.3: Burrows's Delta and Cosine Delta of two texts take mean and deviation of a word's frequency from these
# two texts alone. Two numbers are always equally far from their mean in units of their deviation, so that each word counts
# as much as any other however little it differs: Cosine Delta is 2 for any two texts whose frequencies differ, and
# Burrows's Delta the root of 2 if all do. A text with three words added is as far away as one of another subject.
# Touches Recto: texts are compared and grouped by such measures, and here a copy is no nearer than a stranger.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pystylometry==1.4.3
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from pystylometry.authorship import compute_burrows_delta, compute_cosine_delta

TEXT = "the old market opened early and the people of the town came to buy rice and tea from the hills " * 20
OTHERS = {
    "itself": TEXT,
    "itself and three words more": TEXT + "the the the",
    "itself and itself once more, then three words": TEXT + TEXT + "and the tea",
    "another subject": "parliament has voted on a budget for schools while ministers discussed roads and railways " * 20,
}
print("pystylometry", version("pystylometry"), "of", len(TEXT.split()), "words, the 10 most frequent")
found = {}
for name, other in OTHERS.items():
    deltas = [measure(TEXT, other, mfw=10).delta_score for measure in (compute_burrows_delta, compute_cosine_delta)]
    found[name] = tuple(round(delta, 4) for delta in deltas)
    print(f"{name:46} Burrows's Delta {found[name][0]:.4f}, Cosine Delta {found[name][1]:.4f}")
same = found.pop("itself")[0] == 0 and set(found.values()) == {(1.4142, 2.0)}
print("as described: any two texts are equally far apart" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python -W ignore run.py
