#!/usr/bin/env bash
# odfpy 1.4.1: teletype.extractText of a paragraph puts the number of a footnote and its whole text into the sentence, with no
# blank on either side: "in 1975", note 1, " the market" becomes "in 19751Told by Lan. the market". Blanks that are written
# as elements (text:s) become characters, so that the text looks ready for use.
# Touches Recto: years and figures are counted, and a phrase across the note is not found.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check odfpy==1.4.1
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from odf import teletype, text
from odf.opendocument import OpenDocumentText, load

made = OpenDocumentText()
paragraph = text.P(text="Founded in 1975")
note = text.Note(noteclass="footnote", id="n1")
note.addElement(text.NoteCitation(text="1"))
body = text.NoteBody()
body.addElement(text.P(text="Told by Lan."))
note.addElement(body)
paragraph.addElement(note)
paragraph.addText(" the market")
paragraph.addElement(text.S(c=2))
paragraph.addText("grew.")
made.text.addElement(paragraph)
made.save("note.odt")
found = teletype.extractText(load("note.odt").getElementsByType(text.P)[0])
print("odfpy", version("odfpy"), repr(found))
same = found == "Founded in 19751Told by Lan. the market  grew."
print("as described: the year and the number of the note are one" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
