#!/usr/bin/env bash
# docx2txt 0.9 and docx2python 3.7.1: Word's non-breaking hyphen (Ctrl+Shift+Hyphen, w:noBreakHyphen) is left out, so that
# the years 1975-1980 become the number 19751980; python-docx 1.2.0 and mammoth 1.13.0 keep a hyphen.
# Touches Recto: numbers and dates are counted and quoted, and a pipeline before Recto may have fused them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 python-docx==1.2.0
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import docx, docx2txt, mammoth
from docx2python import docx2python
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

made = docx.Document()
run = f"<w:r {nsdecls('w')}><w:t>1975</w:t><w:noBreakHyphen/><w:t>1980</w:t></w:r>"
made.add_paragraph()._p.append(parse_xml(run))
made.save("years.docx")
with open("years.docx", "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value
texts = {
    "docx2txt": docx2txt.process("years.docx"),
    "docx2python": docx2python("years.docx").text,
    "mammoth": by_mammoth,
    "python-docx": docx.Document("years.docx").paragraphs[-1].text,
}
texts = {name: text.strip() for name, text in texts.items()}
for name, text in texts.items():
    print(f"{name:12} {version(name):8} {text!r}")
expected = {
    "docx2txt": "19751980",
    "docx2python": "19751980",
    "mammoth": "1975\u20111980",
    "python-docx": "1975-1980",
}
same = texts == expected
print("as described: two of four leave the hyphen out and fuse the years" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
