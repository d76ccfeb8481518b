#!/usr/bin/env bash
# feedparser 6.0.14: dates by day of the year (ISO 8601: 2024-065 is 5 March 2024), one of the forms that its manual lists as
# recognized, are read well from the 200th day on. Before it the first two digits of the day are taken for a month:
# 2024-065 is 1 June, 2024-130 is New Year of 2025. Dates by week (2024-W10-2, also 5 March) are a day in November.
# Touches Recto: a date that is read wrong stands in the timeline like any other; better it were none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14
cat > run.py <<'PY'
import sys, time
from datetime import date, timedelta
from importlib.metadata import version
import feedparser

EXPECTED = {
    "2024-03-05": "2024-03-05",
    "2024-335": "2024-11-30",
    "2024-130": "2025-01-01",
    "2024-065": "2024-06-01",
    "2024-W10-2": "2024-11-01",
}

def read(text):
    item = f"<item><title>Fair</title><pubDate>{text}</pubDate></item>"
    feed = f'<rss version="2.0"><channel><title>News</title>{item}</channel></rss>'
    return time.strftime("%Y-%m-%d", feedparser.parse(feed).entries[0].published_parsed)

print("feedparser", version("feedparser"))
found = {text: read(text) for text in EXPECTED}
for text, day in found.items():
    print(f"{text:11} {day}")
days = {number: str(date(2024, 1, 1) + timedelta(number - 1)) for number in range(1, 367)}
wrong = [number for number, day in days.items() if read(f"2024-{number:03}") != day]
print(f"of the days 1 to 366 wrong: {len(wrong)}, from {wrong[0]} to {wrong[-1]}")
same = found == EXPECTED and wrong == list(range(2, 200))
print("as described: days before the 200th and weeks become other dates" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
