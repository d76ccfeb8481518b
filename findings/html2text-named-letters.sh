#!/usr/bin/env bash
# html2text 2025.4.15: a letter that a page writes by its name loses its mark (&agrave; becomes a, &ocirc; becomes o), while the
# same letter written as itself keeps it. Vietnamese letters with two marks have no name, so that a page written with names
# keeps half of its marks, and "thông" is two words by how it was typed. unicode_snob=True keeps all marks.
# Touches Recto: editors of web pages write à as &agrave;, and search tells "thong" from "thông".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check html2text==2025.4.15
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import html2text

NAMED = "<p>H&agrave; Nội th&ocirc;ng b&aacute;o, Hà Nội thông báo</p>"
as_it_comes = html2text.html2text(NAMED).strip()
asked = html2text.HTML2Text()
asked.unicode_snob = True
snob = asked.handle(NAMED).strip()
print("html2text", version("html2text"))
print("as it comes      ", as_it_comes)
print("unicode_snob=True", snob)
same = as_it_comes == "Ha Nội thong bao, Hà Nội thông báo" and snob == "Hà Nội thông báo, Hà Nội thông báo"
print("as described: named letters lose their marks, others keep them" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
