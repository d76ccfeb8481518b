#!/usr/bin/env bash
# ctparse 0.3.6: the year of a date is dropped, and the day put into the year that follows the time of reading, when its
# month is a word and a weekday stands before it, or it is an end of a range, whose other end may be lost as well. "5 March
# 2024 at 19:30" is the day of reading at 19:30. The date alone, and with its month as a number, is read well.
# Touches Recto: an article's date decides where it stands in time, and a wrong one looks like any other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check ctparse==0.3.6
cat > run.py <<'PY'
import sys
from datetime import datetime
from importlib.metadata import version
from ctparse import ctparse

READ_AT = datetime(2026, 6, 15, 12, 0)
EXPECTED = {
    "5 March 2024": "2024-03-05 X:X (X/X)",
    "Tuesday, 5.3.2024": "2024-03-05 X:X (X/X)",
    "3.3.2024 to 5.3.2024": "2024-03-03 X:X (X/X) - 2024-03-05 X:X (X/X)",
    "Tuesday, 5 March 2024": "2027-03-05 X:X (X/X)",
    "5 March 2024 at 19:30": "2026-06-15 19:30 (X/X)",
    "3 to 5 March 2024": "2027-03-03 X:X (X/X) - 2027-03-05 X:X (X/X)",
    "3 March 2024 to 5 March 2024": "2027-03-05 X:X (X/X)",
}
found = {text: str(ctparse(text, ts=READ_AT, timeout=0).resolution) for text in EXPECTED}
print("ctparse", version("ctparse"), "read at", READ_AT)
for text, date in found.items():
    print(f"{text:30} {date}")
same = found == EXPECTED
print("as described: a written year gives way to the next one" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python -W ignore run.py
