#!/usr/bin/env bash
# corpus-toolkit 0.32: ngrammer, and tokenize with ngram=, leave out the last n-gram of every text. A text of two words has
# no bigram, of three words one; a list of n-grams is short by as many as there are texts, and what texts end with is
# counted too low.
# Touches Recto: clusters are counted and compared, and a text of a line or two is a headline.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check corpus-toolkit==0.32 setuptools==80.9.0
cat > run.py <<'PY'
import contextlib, io, sys
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()):
    from corpus_toolkit.corpus_tools import frequency, ngrammer, tokenize

TEXTS = ["The fair opened", "Rice is cheap", "In May the fair opened", "Fair opened"]
print("corpus-toolkit", version("corpus-toolkit"))
lists = list(tokenize(TEXTS, lemma=False, ngram=2))
for text, bigrams in zip(TEXTS, lists):
    print(f"{text!r}: {bigrams}")
counts = frequency(lists)
texts = sum("fair opened" in text.lower() for text in TEXTS)
print("'fair opened' is in", texts, "texts, counted", counts.get("fair__opened", 0))
single = ngrammer(["one", "two", "three"], 1)
print("ngrammer by 1 of one, two, three:", single)
same = [len(bigrams) for bigrams in lists] == [1, 1, 3, 0] and "fair__opened" not in counts and single == ["one", "two"]
print("as described: the last of every text is left out" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python -W ignore run.py
