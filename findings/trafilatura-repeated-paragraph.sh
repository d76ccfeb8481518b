#!/usr/bin/env bash
# trafilatura 2.3.1, as it comes (deduplicate is off): of two equal paragraphs one after the other one is dropped; with
# another paragraph between them both stay. A refrain, a repeated quotation or a table of equal rows loses lines.
# Touches Recto: the same wording counted in texts that such an extractor made is counted too low.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv --upgrade-deps v
v/bin/pip install --quiet --disable-pip-version-check trafilatura==2.3.1
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import trafilatura

A = "The fair opens before dawn beside the stream, and people come from three valleys to buy and sell."
B = "By noon the stalls are empty, and everyone carries something small home for the children there."
C = "Next year it will be held again in the same place, with the same baskets and the same songs."

def times(*paragraphs):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = f"<html><head><title>Fair</title></head><body><article><h1>Fair</h1>{body}</article></body></html>"
    return trafilatura.extract(page).count(A)

found = {"A A B C": times(A, A, B, C), "A B A C": times(A, B, A, C)}
print("trafilatura", version("trafilatura"))
for order, count in found.items():
    print(f"{order}: A is there {count} times")
same = found == {"A A B C": 1, "A B A C": 2}
print("as described: a paragraph that repeats the one before it is dropped" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
