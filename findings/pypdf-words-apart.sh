#!/usr/bin/env bash
# pypdf 7.1.1: a line whose words are placed one by one, each as a text object at the same height, comes out as one line a
# word from extract_text(); with extraction_mode="layout" it is one line, as in pdfminer.six 20260107.
# Touches Recto: many writers of PDF place words one by one, and text that came through such a reader has no sentences left.
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

file = io.BytesIO()
page = canvas.Canvas(file)
page.setFont("Helvetica", 11)
left = 60
for word in "people come early to the market".split():
    page.drawString(left, 780, word)
    left += page.stringWidth(word + " ", "Helvetica", 11)
page.save()
read = pypdf.PdfReader(io.BytesIO(file.getvalue())).pages[0]
plain = read.extract_text().split("\n")
layout = read.extract_text(extraction_mode="layout").split()
miner = extract_text(io.BytesIO(file.getvalue())).strip()
print("pypdf", version("pypdf"), "pdfminer.six", version("pdfminer.six"), "reportlab", version("reportlab"))
print("pypdf        ", plain)
print("pypdf, layout", layout)
print("pdfminer.six ", repr(miner))
words = ["people", "come", "early", "to", "the", "market"]
same = [line for line in plain if line] == words and layout == words and miner == " ".join(words)
print("as described: one line a word" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
