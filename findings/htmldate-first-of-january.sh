#!/usr/bin/env bash
# htmldate 1.11.0, as it comes: a page whose only date it cannot read gets the first of January of the year it names, as sure as
# any other answer. "5 de marzo de 2024" is read, with "Publicado el" before it it is not; nor are dates in Chinese and Arabic
# that Korean ones resemble; and the number of a decree makes a date. With extensive_search=False these have none.
# Touches Recto: a corpus dated by it has a peak every January that no newspaper printed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check htmldate==1.11.0
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from htmldate import find_date

EXPECTED = {
    "5 de marzo de 2024": ("2024-03-05", None),
    "Publicado el 5 de marzo de 2024": ("2024-01-01", None),
    "2024년 3월 5일": ("2024-03-05", None),
    "2024年3月5日": ("2024-01-01", None),
    "يوم 5 مارس 2024": ("2024-01-01", None),
    "Decree 15/2020/ND-CP": ("2020-01-01", None),
    "5. März 2024": ("2024-03-05", "2024-03-05"),
}
found = {}
for text in EXPECTED:
    page = f"<html><head><title>Fair</title></head><body><div class='post-date'>{text}</div><p>Text.</p></body></html>"
    found[text] = tuple(find_date(page, extensive_search=wide) for wide in (True, False))
print("htmldate", version("htmldate"))
for text, (date, narrow) in found.items():
    print(f"{text:32} as it comes {date}, extensive_search=False {narrow}")
same = found == EXPECTED
print("as described: a date that is not read becomes the first of January" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
