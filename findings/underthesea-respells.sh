#!/usr/bin/env bash
# underthesea 9.5.0: word_tokenize, as it comes, writes words anew: hoà becomes hòa, Uỷ becomes Ủy. The tokens are no longer in
# the text they were cut from, and the other spelling is also cut otherwise: "thuỷ lợi" is one word only before it is changed.
# use_token_normalize=False keeps the letters. pyvi 0.1.1 has them all.
# Touches Recto: words of an article are quoted, found and counted as they are written, in either spelling.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check underthesea==9.5.0 pyvi==0.1.1
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from pyvi import ViTokenizer
from underthesea import word_tokenize

EXPECTED = {
    "Uỷ ban nhân dân": (["Ủy", "ban nhân dân"], ["Uỷ ban nhân dân"]),
    "thuỷ lợi": (["thủy", "lợi"], ["thuỷ lợi"]),
    "khoẻ mạnh": (["khỏe", "mạnh"], ["khoẻ mạnh"]),
}
found, kept = {}, []
print("underthesea", version("underthesea"), "pyvi", version("pyvi"))
for text in EXPECTED:
    found[text] = (word_tokenize(text), word_tokenize(text, use_token_normalize=False))
    other = ViTokenizer.tokenize(text).replace("_", " ")
    kept.append(other == text)
    print(f"{text!r}: {found[text][0]}, use_token_normalize=False {found[text][1]}, pyvi {other!r}")
same = found == EXPECTED and all(kept)
print("as described: words are spelled anew" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
