#!/usr/bin/env bash
# alto-tools 0.1.0: of a word that ALTO marks as divided between two lines (HypPart1, HypPart2) the text has the first half,
# and the first half again where the second belongs, joined to the next word: "govern-", "ment opened" is "govern",
# "governopened". The whole word, which ALTO gives beside both halves (SUBS_CONTENT), is not used either.
# Touches Recto: ALTO is how libraries keep their newspapers, and narrow columns divide a word in every few lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check alto-tools==0.1.0
cat > run.py <<'PY'
import subprocess, sys
from importlib.metadata import version

def line(*strings):
    words = [
        f'<String HPOS="0" VPOS="0" HEIGHT="1" WIDTH="1" CONTENT="{content}"{part}/>'
        for content, part in (string if isinstance(string, tuple) else (string, "") for string in strings)
    ]
    return f'<TextLine HPOS="0" VPOS="0" HEIGHT="1" WIDTH="9">{"".join(words)}</TextLine>'

def half(number, content, whole):
    return content, f' SUBS_TYPE="HypPart{number}" SUBS_CONTENT="{whole}"'

LINES = line("The", half(1, "govern", "government")) + line(half(2, "ment", "government"), "opened", "a")
LINES += line("new", half(1, "mar", "market")) + line(half(2, "ket", "market"), "in", "May")
ALTO = (
    '<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit>'
    '<sourceImageInformation><fileName>page.tif</fileName></sourceImageInformation></Description><Layout>'
    '<Page ID="p" PHYSICAL_IMG_NR="1" HEIGHT="9" WIDTH="9"><PrintSpace HPOS="0" VPOS="0" HEIGHT="9" WIDTH="9">'
    f'<TextBlock ID="b" HPOS="0" VPOS="0" HEIGHT="9" WIDTH="9">{LINES}</TextBlock>'
    "</PrintSpace></Page></Layout></alto>"
)
with open("page.xml", "w", encoding="utf-8") as file:
    file.write(ALTO)
ran = subprocess.run(["v/bin/alto-tools", "-t", "page.xml"], capture_output=True, text=True, check=True)
found = [line.strip() for line in ran.stdout.strip().split("\n")]
print("alto-tools", version("alto-tools"))
print("printed on the page: The govern-/ment opened a/new mar-/ket in May")
print("text of alto-tools: ", "/".join(found))
same = found == ["The govern", "governopened a", "new mar", "marin May"]
print("as described: the second halves of words are lost, the first ones come twice" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
