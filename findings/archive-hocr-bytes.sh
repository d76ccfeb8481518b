#!/usr/bin/env bash
# archive-hocr-tools 1.1.70: the table that leads from a place in the plain text to a page is in bytes, say its manual and
# its names (text_start_byte, pos_bytes_plain), but it counts characters. In English text they are the same; in Vietnamese
# all pages but the first begin too early in it, so that a hit is looked for on the page after its own, or on none.
# Touches Recto: scanned newspapers are searched in just this way, a plain text beside the images.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check archive-hocr-tools==1.1.70
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from hocr.parse import hocr_page_iterator
from hocr.searching import hocr_get_page_lookup_table, hocr_lookup_by_plaintext_offset
from hocr.text import hocr_page_text

PAGES = {
    "English": ["The market opened early", "Rice was cheap today", "The mayor came by train"],
    "Vietnamese": ["Chợ đã mở cửa từ sớm", "Gạo rẻ hơn hôm trước", "Thị trưởng đến bằng xe lửa"],
}

def element(tag, kind, rest, inside):
    return f'<{tag} class="{kind}" title="{rest}">{inside}</{tag}>'

def write(pages):
    body = ""
    for number, text in enumerate(pages):
        words = " ".join(element("span", "ocrx_word", "bbox 0 0 9 9; x_wconf 96", word) for word in text.split())
        line = element("span", "ocr_line", "bbox 0 0 9 9; baseline 0 0; x_size 9", words)
        area = element("div", "ocr_carea", "bbox 0 0 9 9", element("p", "ocr_par", "bbox 0 0 9 9", line))
        body += element("div", "ocr_page", f"image page.tif; bbox 0 0 9 9; ppageno {number}", area)
    with open("book.hocr", "w", encoding="utf-8") as file:
        file.write(f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title></head><body>{body}</body></html>')

print("archive-hocr-tools", version("archive-hocr-tools"))
found = {}
for language, pages in PAGES.items():
    write(pages)
    plain = "".join(hocr_page_text(page) for page in hocr_page_iterator("book.hocr")).encode()
    table = hocr_get_page_lookup_table("book.hocr")
    places = [plain.index(text.split()[-1].encode()) for text in pages]
    found[language] = [hocr_lookup_by_plaintext_offset(table, place)[0] for place in places]
    print(f"{language}: {len(plain)} bytes, the table ends at {table[-1][1]};",
          f"last words of pages 0, 1, 2 are looked for on {found[language]}")
same = found == {"English": [0, 1, 2], "Vietnamese": [1, 2, None]}
print("as described: bytes are characters, and hits are on other pages" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
