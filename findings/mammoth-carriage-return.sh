#!/usr/bin/env bash
# mammoth 1.13.0 and docx2python 3.7.1: a carriage return inside a run (w:cr) is left out and the words on its two sides
# become one; a line break (w:br) in the same place keeps them apart. docx2txt 0.9 and python-docx 1.2.0 break the line at both.
# Touches Recto: words that are fused are found by neither, and their counts are wrong.
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

def words(sign):
    made = docx.Document()
    made.add_paragraph()._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>one</w:t><w:{sign}/><w:t>two</w:t></w:r>"))
    made.save("lines.docx")
    with open("lines.docx", "rb") as file:
        by_mammoth = mammoth.convert_to_html(file).value
    return {
        "mammoth": by_mammoth.replace("<br />", " ").replace("<p>", "").replace("</p>", "").split(),
        "docx2python": docx2python("lines.docx").text.split(),
        "docx2txt": docx2txt.process("lines.docx").split(),
        "python-docx": docx.Document("lines.docx").paragraphs[-1].text.split(),
    }

found = {sign: words(sign) for sign in ["br", "cr"]}
for name in found["br"]:
    print(f"{name:12} {version(name):8} w:br {found['br'][name]}  w:cr {found['cr'][name]}")
apart, fused = ["one", "two"], ["onetwo"]
same = all(text == apart for text in found["br"].values()) and found["cr"] == {
    "mammoth": fused, "docx2python": fused, "docx2txt": apart, "python-docx": apart,
}
print("as described: two of four fuse the words at w:cr, none at w:br" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
