#!/usr/bin/env bash
# dateparser 1.5.0, Vietnamese: a date with its hour before it in words ("at 7 hours 30 minutes on day 5/3/2024", the form of
# police and weather news) is read as "7 hours 30 minutes ago": the date that is written is not used, and the answer is
# near the time of reading. The day alone, or the hour as 7:30, is read well. No None tells.
# Touches Recto: an article's date decides where it stands in time, and a wrong one looks like any other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0
cat > run.py <<'PY'
import sys
from datetime import datetime
from importlib.metadata import version
import dateparser

READ_AT = datetime(2026, 6, 15, 12, 0)
EXPECTED = {
    "ngày 5/3/2024": datetime(2024, 3, 5),
    "7:30 ngày 5/3/2024": datetime(2024, 3, 5, 7, 30),
    "7 giờ 30 phút ngày 5/3/2024": datetime(2026, 6, 15, 4, 30),
    "lúc 7 giờ 30 phút ngày 5/3/2024": datetime(2026, 6, 15, 4, 30),
}
found = {text: dateparser.parse(text, languages=["vi"], settings={"RELATIVE_BASE": READ_AT}) for text in EXPECTED}
print("dateparser", version("dateparser"), "read at", READ_AT)
for text, date in found.items():
    print(f"{text:34} {date}")
same = found == EXPECTED
print("as described: the written date gives way to the time of reading" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
