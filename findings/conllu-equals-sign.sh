#!/usr/bin/env bash
# conllu 6.0.0: of an item in the column MISC whose value has an equals sign of its own, what stands after that sign is lost
# when a file is read, and is not there when it is written again. An address loses its query, a gloss its second half. The
# format forbids nothing in an item but the bar that parts items. pyconll 3.3.1 keeps both values whole.
# Touches Recto: annotated articles carry their sources in this column, and a cut address opens another page.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check conllu==6.0.0 pyconll==3.3.1
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import conllu, pyconll

ADDRESS = "https://paper.example/story?id=1975"
TOKEN = ["1", "market", "market", "NOUN", "_", "_", "0", "root", "_", f"Ref={ADDRESS}|Gloss=place=buying"]
TEXT = "# sent_id = 1\n# text = market\n" + "\t".join(TOKEN) + "\n\n"
[sentence] = conllu.parse(TEXT)
[other] = pyconll.load_from_string(TEXT)
written = sentence.serialize().strip().split("\t")[-1]
print("in the file", TOKEN[-1])
print("conllu     ", version("conllu"), sentence[0]["misc"], "written", written)
print("pyconll    ", version("pyconll"), dict(other[0].misc), "written", other[0].conll().split("\t")[-1])
same = sentence[0]["misc"] == {"Ref": "https://paper.example/story?id", "Gloss": "place"}
same = same and written == "Ref=https://paper.example/story?id|Gloss=place"
same = same and other[0].misc == {"Ref": {ADDRESS}, "Gloss": {"place=buying"}}
print("as described: what follows a second equals sign is lost" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
