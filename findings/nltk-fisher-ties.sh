#!/usr/bin/env bash
# NLTK 3.10.4: BigramAssocMeasures.fisher is the left tail of Fisher's test, which is 1 for every pair that is clearly more
# frequent than chance. A pair of 200 and a pair of 5 get the same score, and nbest() falls back to the alphabet, so that
# the rarest may come first; likelihood_ratio of the same counts puts them in order.
# Touches Recto: lists of collocations are compared with what this library gives for the same articles.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check nltk==3.10.4 scipy==1.17.1
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures as measures

words = []
for first, second, times in [("strong", "tea", 200), ("river", "bank", 60), ("bird", "song", 5)]:
    for number in range(times):
        words += [f"{first}-before-{number}", first, second, f"{second}-after-{number}"]
pairs = BigramCollocationFinder.from_words(words)
pairs.apply_freq_filter(5)
by_fisher = [(" ".join(pair), float(score)) for pair, score in pairs.score_ngrams(measures.fisher)]
by_ratio = [(" ".join(pair), round(float(score))) for pair, score in pairs.score_ngrams(measures.likelihood_ratio)]
counts = {" ".join(pair): count for pair, count in pairs.ngram_fd.items()}
print("nltk", version("nltk"), "scipy", version("scipy"))
print("counts          ", counts)
print("fisher          ", by_fisher)
print("likelihood_ratio", by_ratio)
same = counts == {"strong tea": 200, "river bank": 60, "bird song": 5}
same = same and by_fisher == [("bird song", 1.0), ("river bank", 1.0), ("strong tea", 1.0)]
same = same and [pair for pair, _ in by_ratio] == ["strong tea", "river bank", "bird song"]
print("as described: all pairs tie at 1, the rarest comes first" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
