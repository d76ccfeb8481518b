#!/usr/bin/env bash
# lexicalrichness 0.5.1: every measure counts words after punctuation was cut out, not replaced: well-known is the word
# "wellknown", and words around a dash without blanks are one. Figures are deleted: three years are no words, COVID-19 is
# "covid". words, terms and ttr are of that text.
# Touches Recto: lexical measures of articles are compared with other programs', and differ by words nobody wrote.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check lexicalrichness==0.5.1
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from lexicalrichness import LexicalRichness

EXPECTED = {
    "a well-known plan": ["a", "wellknown", "plan"],
    "the market\u2014once small\u2014grew": ["the", "marketonce", "smallgrew"],
    "rain in 1975, 1976, 1980": ["rain", "in"],
    "COVID-19 and G7": ["covid", "and", "g"],
}
measured = {text: LexicalRichness(text) for text in EXPECTED}
found = {text: measure.wordlist for text, measure in measured.items()}
print("lexicalrichness", version("lexicalrichness"))
for text, words in found.items():
    print(f"{text!r}: {measured[text].words} words {words}")
same = found == EXPECTED and [measure.words for measure in measured.values()] == [3, 3, 2, 3]
print("as described: words are fused and figures deleted before they are counted" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
