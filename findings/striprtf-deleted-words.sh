#!/usr/bin/env bash
# striprtf 0.0.35: words that tracked changes deleted (\deleted) and hidden words (\v) stand in its text like any others,
# while the text of a footnote (\footnote) is left out; nothing tells either.
# Touches Recto: RTF is what news databases export; what an editor struck out would be quoted as said.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check striprtf==0.0.35
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from striprtf.striprtf import rtf_to_text

PARTS = {
    "deleted": r"{\rtf1\ansi The mayor {\deleted denied}{\revised confirmed} it.}",
    "hidden": r"{\rtf1\ansi Call the office{\v  at home} today.}",
    "footnote": r"{\rtf1\ansi Said so{\footnote\pard In a letter.} in March.}",
}
print("striprtf", version("striprtf"))
texts = {name: rtf_to_text(rtf) for name, rtf in PARTS.items()}
for name, text in texts.items():
    print(f"{name:9} {text!r}")
same = texts == {
    "deleted": "The mayor deniedconfirmed it.",
    "hidden": "Call the office at home today.",
    "footnote": "Said so in March.",
}
print("as described: deleted and hidden words are there, a footnote's are not" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
