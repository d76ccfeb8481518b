#!/usr/bin/env bash
# pdfplumber 0.11.10: extract_text puts a raised digit of the size of its line on a line of its own before that line: 10 with
# a raised 6 reads "6" and then "about 10 tons". Words and figures are told apart by their height alone (y_tolerance, 3
# points). pypdfium2 5.15.2 and pypdf 7.1.1 keep it in its place.
# Touches Recto: powers, footnote marks and ordinals of print; the figure that is left is a million times too small.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pdfplumber==0.11.10 pypdf==7.1.1 pypdfium2==5.15.2 reportlab==5.1.0
cat > run.py <<'PY'
import io, sys
from importlib.metadata import version
import pdfplumber, pypdf, pypdfium2
from reportlab.pdfgen import canvas

file = io.BytesIO()
page = canvas.Canvas(file)
page.setFont("Helvetica", 11)
text = page.beginText(60, 700)
text.textOut("about 10")
text.setRise(4)
text.textOut("6")
text.setRise(0)
text.textOut(" tons of rice")
page.drawText(text)
page.save()
made = file.getvalue()
found = {
    "pdfplumber": pdfplumber.open(io.BytesIO(made)).pages[0].extract_text(),
    "pypdfium2": pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range(),
    "pypdf": pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text(),
}
for name, words in found.items():
    print(f"{name:11}{version(name):9} {words!r}")
same = found["pdfplumber"] == "6\nabout 10 tons of rice"
same = same and found["pypdfium2"].strip() == found["pypdf"].strip() == "about 106 tons of rice"
print("as described: the raised digit stands on a line before its own" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
