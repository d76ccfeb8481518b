#!/usr/bin/env bash
# inscriptis 2.7.6: the terms and descriptions of a list (dl, dt, dd) become one word without a blank or a line break, although
# HTML's rendering rules make all three blocks; items of ul and paragraphs are lines. html2text 2025.4.15 keeps them apart.
# Touches Recto: glossaries, fact boxes and interviews (question dt, answer dd) are written so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check html2text==2025.4.15 inscriptis==2.7.6
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import html2text, inscriptis

LIST = "<dl><dt>Name</dt><dd>Lan</dd><dt>Town</dt><dd>Hue</dd></dl>"
ITEMS = "<ul><li>Name</li><li>Lan</li></ul>"
words = inscriptis.get_text(LIST).split()
items = [word for word in inscriptis.get_text(ITEMS).split() if word.isalpha()]
other = html2text.html2text(LIST).split()
print("inscriptis", version("inscriptis"), "dl", words, "ul", items)
print("html2text ", version("html2text"), "dl", other)
same = words == ["NameLanTownHue"] and items == ["Name", "Lan"] and other == ["Name", "Lan", "Town", "Hue"]
print("as described: a whole list of terms is one word" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
