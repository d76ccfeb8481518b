#!/usr/bin/env bash
# NLTK 3.10.4: TweetTokenizer takes two figures with a blank between them for a telephone number. 1500000 1600000 becomes the
# tokens "1500000 1600" and "000", two years are one token, and a third figure changes how the first two are read.
# word_tokenize's tokenizer keeps each figure whole.
# Touches Recto: figures and years are counted, and rows of tables are rows of figures.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check nltk==3.10.4
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from nltk.tokenize import NLTKWordTokenizer, TweetTokenizer

EXPECTED = {
    "Rice 1500000 1600000": ["Rice", "1500000 1600", "000"],
    "Harvests 1975 1980": ["Harvests", "1975 1980"],
    "Harvests 1500 1600 1700": ["Harvests", "1500 1600", "1700"],
}
found = {text: TweetTokenizer().tokenize(text) for text in EXPECTED}
other = {text: NLTKWordTokenizer().tokenize(text) for text in EXPECTED}
print("nltk", version("nltk"))
for text in EXPECTED:
    print(f"TweetTokenizer {found[text]}  NLTKWordTokenizer {other[text]}")
same = found == EXPECTED and all(words == text.split() for text, words in other.items())
print("as described: figures side by side are joined and cut" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
