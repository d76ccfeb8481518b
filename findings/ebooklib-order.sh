#!/usr/bin/env bash
# EbookLib 0.20: get_items_of_type(ITEM_DOCUMENT) gives the documents of an EPUB in the order of the manifest, and the
# table of contents among them as one more document. The order of reading is the spine's, which names items by id.
# Touches Recto: a book that was turned into articles by this call has its chapters out of order.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check EbookLib==0.20
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import ebooklib
from ebooklib import epub

book = epub.EpubBook()
book.set_identifier("x")
book.set_title("Book")
book.set_language("en")
chapters = {}
for name in ("two", "three", "one"):
    chapters[name] = epub.EpubHtml(uid=name, title=name, file_name=f"{name}.xhtml")
    chapters[name].content = f"<h1>{name}</h1><p>Text of {name}.</p>"
    book.add_item(chapters[name])
book.add_item(epub.EpubNcx())
book.add_item(epub.EpubNav())
book.spine = [chapters["one"], chapters["two"], chapters["three"]]
epub.write_epub("book.epub", book)
read = epub.read_epub("book.epub")
documents = [item.get_name() for item in read.get_items_of_type(ebooklib.ITEM_DOCUMENT)]
spine = [read.get_item_with_id(name).get_name() for name, _ in read.spine]
print("EbookLib", version("EbookLib"))
print("documents", documents)
print("spine    ", spine)
same = documents == ["two.xhtml", "three.xhtml", "one.xhtml", "nav.xhtml"]
same = same and spine == ["one.xhtml", "two.xhtml", "three.xhtml"]
print("as described: documents are not in the order of reading" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python -W ignore run.py
