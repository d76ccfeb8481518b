#!/usr/bin/env bash
# python-docx 1.2.0: the text of a paragraph leaves out words that were inserted with tracked changes (w:ins) and words in a
# content control (w:sdt); the words of a hyperlink are there. Nothing tells that any are missing.
# Touches Recto: Word files are read as their reader sees them, and a pipeline before Recto may have lost words.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0
cat > run.py <<'PY'
import io, sys
from importlib.metadata import version
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")
RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
PARTS = {
    "w:hyperlink": f"<w:hyperlink {W}>{RUN}</w:hyperlink>",
    "w:ins": f'<w:ins {W} w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z">{RUN}</w:ins>',
    "w:sdt": f"<w:sdt {W}><w:sdtContent>{RUN}</w:sdtContent></w:sdt>",
}
made = docx.Document()
for xml in PARTS.values():
    paragraph = made.add_paragraph("before ")
    paragraph._p.append(parse_xml(xml.format("inside ")))
    paragraph.add_run("after")
file = io.BytesIO()
made.save(file)
file.seek(0)
texts = [paragraph.text for paragraph in docx.Document(file).paragraphs]
print("python-docx", version("python-docx"))
for name, text in zip(PARTS, texts):
    print(f"{name:12} {text!r}")
same = texts == ["before inside after", "before after", "before after"]
print("as described: inserted words and content controls are left out" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
