#!/usr/bin/env bash
# tantivy (Python package 0.27.0), default tokenizer: words of 40 bytes of UTF-8 or more are not indexed, and a query for one
# is answered with nothing, not with an error. 40 bytes are 39 letters of English, 19 of Russian and 13 of Georgian: everyday
# words, such as Russian for "agricultural", and every unspaced Thai phrase.
# Touches Recto: a peer for full-text search, and what a corpus says most often may be what is not found.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check tantivy==0.27.0
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import tantivy

WORDS = {
    "English, 39 letters": "a" * 39,
    "English, 40 letters": "a" * 40,
    "Russian, agriculture": "хозяйство",
    "Russian, agricultural": "сельскохозяйственный",
    "Georgian, agricultural": "სასოფლოსამეურნეო",
    "Thai, ministry of agriculture": "กระทรวงเกษตรและสหกรณ์",
}
builder = tantivy.SchemaBuilder()
builder.add_text_field("text", stored=True)
index = tantivy.Index(builder.build())
writer = index.writer()
for word in WORDS.values():
    writer.add_document(tantivy.Document(text=word))
writer.commit()
index.reload()
print("tantivy", version("tantivy"))
found = {}
for name, word in WORDS.items():
    found[name] = index.searcher().search(index.parse_query(word, ["text"])).count
    print(f"{name:30} {len(word):2} letters {len(word.encode()):3} bytes, found {found[name]}")
same = list(found.values()) == [1, 0, 1, 0, 0, 0]
print("as described: words of 40 bytes are not there" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
