#!/usr/bin/env bash
# pdfminer.six 20260107: a heading set with letter spacing (Tc of 2 points at 11 points) comes out with a blank between all
# its letters, and three between its words; pypdf 7.1.1 reads its words.
# Touches Recto: headings of newspapers are often spaced, and no search finds a word of single letters.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 pdfminer.six==20260107 reportlab==5.1.0
cat > run.py <<'PY'
import io, sys
from importlib.metadata import version
import pypdf
from pdfminer.high_level import extract_text
from reportlab.pdfgen import canvas

def made(points):
    file = io.BytesIO()
    page = canvas.Canvas(file)
    page.setFont("Helvetica", 11)
    text = page.beginText(60, 780)
    text.setCharSpace(points)
    text.textOut("MARKET DAY")
    page.drawText(text)
    page.save()
    return file.getvalue()

print("pdfminer.six", version("pdfminer.six"), "pypdf", version("pypdf"), "reportlab", version("reportlab"))
found = {}
for points in (0, 1, 2):
    bytes = made(points)
    miner = extract_text(io.BytesIO(bytes)).strip()
    other = pypdf.PdfReader(io.BytesIO(bytes)).pages[0].extract_text().strip()
    found[points] = (miner, other)
    print(f"spaced by {points} points: pdfminer.six {miner!r}, pypdf {other!r}")
same = found[0] == ("MARKET DAY",) * 2 and found[2] == ("M A R K E T   D A Y", "MARKET DAY")
print("as described: spaced letters become single letters" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
