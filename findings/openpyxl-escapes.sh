#!/usr/bin/env bash
# openpyxl 3.1.5: signs that SpreadsheetML writes as _xHHHH_ (ECMA-376, ST_Xstring) are not read back. A cell with a Windows line
# break, as XlsxWriter 3.3.1 writes it, has the letters _x000D_ at the end of its line; a page break becomes _x000C_ between
# two words. Only the escaped underscore itself is read back.
# Touches Recto: articles come as spreadsheets, and the last word of such a line is another word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import openpyxl, xlsxwriter

EXPECTED = {
    "first line\nsecond line": "first line\nsecond line",
    "first line\r\nsecond line": "first line_x000D_\nsecond line",
    "first page\x0csecond page": "first page_x000C_second page",
    "key_x0041_b": "key_x0041_b",
}
book = xlsxwriter.Workbook("cells.xlsx")
sheet = book.add_worksheet()
for row, text in enumerate(EXPECTED):
    sheet.write_string(row, 0, text)
book.close()
found = [cell.value for cell in openpyxl.load_workbook("cells.xlsx").active["A"]]
print("openpyxl", version("openpyxl"), "XlsxWriter", version("XlsxWriter"))
for text, value in zip(EXPECTED, found):
    print(f"written {text!r}, read {value!r}")
same = found == list(EXPECTED.values())
print("as described: escapes stay in the text" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
