#!/usr/bin/env bash
# cophi 1.3.2: Yule's K takes the number of tokens off once for each different frequency, although its own manual has the
# formula where it is taken off once: 10000 (sum of V(m) m squared, less N) / N squared. K comes out too low wherever
# frequencies differ, even below zero, so that a text that repeats words is put below one that repeats none.
# Touches Recto: measures of vocabulary are compared with what such packages give for the same articles.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check cophi==1.3.2
cat > run.py <<'PY'
import sys
from collections import Counter
from importlib.metadata import version
import pandas
from cophi.text.complexity import yule_k

TEXTS = {
    "each word once": "the fair opened at dawn and people came from three valleys",
    "each word twice": "green tea and rice green tea and rice",
    "two repeated": "the fair opened and the mayor spoke and the people left",
    "one often": "the fair and the market and the mayor were the news of the day in the town and on the hill",
}

def by_the_manual(tokens, spectrum):
    return 10000 * (sum(count * times**2 for times, count in spectrum.items()) - tokens) / tokens**2

found = {}
print("cophi", version("cophi"))
for name, text in TEXTS.items():
    words = text.split()
    spectrum = Counter(Counter(words).values())
    given = yule_k(len(words), pandas.Series(spectrum))
    found[name] = (round(float(given), 1), round(by_the_manual(len(words), spectrum), 1))
    print(f"{name:16} cophi {found[name][0]:8}, by the formula of its manual {found[name][1]:8}")
EXPECTED = {
    "each word once": (0.0, 0.0),
    "each word twice": (1250.0, 1250.0),
    "two repeated": (-1157.0, 661.2),
    "one often": (136.1, 1088.4),
}
same = found == EXPECTED
print("as described: K is too low wherever frequencies differ" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
