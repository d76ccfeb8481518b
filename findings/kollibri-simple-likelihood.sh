#!/usr/bin/env bash
# kollibri 1.0.0: its simple log-likelihood (-m sll) takes the logarithm of the difference between what is observed and what
# is expected, where the measure has that of their ratio: 2 (O ln(O/E) - (O - E)). A pair exactly as frequent as chance then
# has a high score: here "green the" comes before "green tea". Its likelihood ratio (lr) of the same file puts tea first.
# Touches Recto: lists of collocations are compared with what other programs give for the same articles.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check kollibri==1.0.0
cat > run.py <<'PY'
import csv, io, math, subprocess, sys
from importlib.metadata import version

SENTENCES = {"green tea": 10, "green the": 5, "green hill": 5, "the day": 96, "rain fell": 84}
with open("corpus.vrt", "w", encoding="utf-8") as file:
    for sentence, times in SENTENCES.items():
        file.write(("<s>\n" + "".join(f"{word}\tX\n" for word in sentence.split()) + "</s>\n") * times)

def listed(metric):
    command = ["v/bin/kollibri", "corpus.vrt", "^green$", "-l", "1", "-r", "1", "-s", "s", "-m", metric, "-csv"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return [(first, second, round(float(score), 1)) for first, second, score in list(csv.reader(io.StringIO(ran.stdout)))[1:]]

tokens = [word for sentence, times in SENTENCES.items() for word in sentence.split() * times]
print("kollibri", version("kollibri"), "of", len(tokens), "tokens")
for word in ("tea", "the", "hill"):
    observed, expected = SENTENCES[f"green {word}"], tokens.count("green") * tokens.count(word) / len(tokens)
    score = 2 * (observed * math.log(observed / expected) - (observed - expected))
    print(f"green {word}: {observed} times, {expected} by chance, simple log-likelihood {score:.1f}")
found = {metric: listed(metric) for metric in ("sll", "lr")}
for metric, pairs in found.items():
    print(metric, pairs)
same = [second for _, second, _ in found["sll"]] == ["the", "tea", "hill"]
same = same and [second for _, second, _ in found["lr"]][:2] == ["tea", "hill"] and found["sll"][0][2] == 29.9
print("as described: a pair as frequent as chance comes first" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
