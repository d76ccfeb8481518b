#!/usr/bin/env bash
# Resiliparse 2.0.1: extract_plain_text numbers the items of a list itself, always from 1. A list that starts at 5, or an item
# with a number of its own, gets numbers that no reader of the page saw. inscriptis 2.7.6 heeds the item's number (value)
# and not the start, html2text 2025.4.15 the start and not the item's: of three extractors none gives the page's numbers.
# Touches Recto: articles quote laws by number, and "Article 5" of a statute becomes 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check html2text==2025.4.15 inscriptis==2.7.6 Resiliparse==2.0.1
cat > run.py <<'PY'
import re, sys
from importlib.metadata import version
import html2text, inscriptis
from resiliparse.extract.html2text import extract_plain_text

PAGE = '<html><body><ol start="5"><li>fees</li><li value="9">fines</li><li>appeals</li></ol></body></html>'
READERS = {"Resiliparse": extract_plain_text, "inscriptis": inscriptis.get_text, "html2text": html2text.html2text}
found = {name: [int(number) for number in re.findall(r"\d+", read(PAGE))] for name, read in READERS.items()}
print("a browser shows    [5, 9, 10]")
for name, numbers in found.items():
    print(f"{name:12}{version(name):10}", numbers)
same = found == {"Resiliparse": [1, 2, 3], "inscriptis": [1, 9, 10], "html2text": [5, 6, 7]}
print("as described: none gives the numbers of the page" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
