#!/usr/bin/env bash
# hocr-parser 0.0.5: the text of an hOCR page is that of its lines of class ocr_line. Headings, captions and floats, which
# hOCR lets a recognizer mark as ocr_header, ocr_caption and ocr_textfloat and which Tesseract writes in place of ocr_line,
# are in neither the text nor the list of words, and nothing tells.
# Touches Recto: of a newspaper page this leaves out its headlines and the words below its pictures.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check hocr-parser==0.0.5 lxml==6.1.3
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from hocr_parser.parser import hocr_to_json

LINES = {
    "ocr_header": "Fair opens",
    "ocr_line": "People came from three valleys.",
    "ocr_caption": "The mayor in May",
    "ocr_textfloat": "Page five",
}
lines = ""
for kind, text in LINES.items():
    words = " ".join(f'<span class="ocrx_word" title="bbox 1 1 9 9; x_wconf 96">{word}</span>' for word in text.split())
    lines += f'<span class="{kind}" title="bbox 1 1 9 9">{words}</span>\n'
area = f'<div class="ocr_carea" title="bbox 0 0 9 9"><p class="ocr_par" lang="eng" title="bbox 0 0 9 9">\n{lines}</p></div>'
with open("page.hocr", "w", encoding="utf-8") as file:
    file.write(f'<html><body><div class="ocr_page" title="image page.tif; bbox 0 0 9 9; ppageno 0">{area}</div></body></html>')
whole, *words = hocr_to_json("page.hocr")["responses"][0]["textAnnotations"]
text, words = whole["description"], [word["description"] for word in words]
print("hocr-parser", version("hocr-parser"))
print("on the page:", " / ".join(LINES.values()))
print("its text:   ", text.strip())
same = text.split() == words == LINES["ocr_line"].split()
print("as described: headings, captions and floats are left out" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
