#!/usr/bin/env bash
# html2text 2025.4.15: two paragraphs in one cell of a table become one word at their seam; markdownify 1.2.3 and inscriptis
# 2.7.6 keep the words apart. A list in a cell is kept apart by all three.
# Touches Recto: old news pages are laid out in tables, and a fused word is found by neither of its halves.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check html2text==2025.4.15 inscriptis==2.7.6 markdownify==1.2.3
cat > run.py <<'PY'
import re, sys
from importlib.metadata import version
import html2text, inscriptis, markdownify

PAGES = {
    "paragraphs": "<table><tr><td><p>opened early</p><p>Mayor spoke</p></td></tr></table>",
    "divisions": "<table><tr><td><div>opened early</div><div>Mayor spoke</div></td></tr></table>",
    "list": "<table><tr><td><ul><li>opened early</li><li>Mayor spoke</li></ul></td></tr></table>",
}
READERS = {"html2text": html2text.html2text, "markdownify": markdownify.markdownify, "inscriptis": inscriptis.get_text}
found = {name: {kind: re.findall(r"\w+", read(page)) for kind, page in PAGES.items()} for name, read in READERS.items()}
for name, words in found.items():
    print(name, version(name), words)
apart, fused = ["opened", "early", "Mayor", "spoke"], ["opened", "earlyMayor", "spoke"]
same = found["html2text"] == {"paragraphs": fused, "divisions": fused, "list": apart}
same = same and all(words == apart for name in ("markdownify", "inscriptis") for words in found[name].values())
print("as described: html2text fuses the words where paragraphs of a cell meet" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
