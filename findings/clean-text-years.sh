#!/usr/bin/env bash
# clean-text 0.7.1: with no_phone_numbers=True spans of years are telephone numbers: "1975-1980" and "(1890-1969)" become
# <PHONE>. 2019-2020 and single years stay, so that it is the older dates that go.
# Touches Recto: texts are made anonymous before they are packed, and years of life and of wars are what is lost.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check clean-text==0.7.1
cat > run.py <<'PY'
import sys
from importlib.metadata import version
from cleantext import clean

EXPECTED = {
    "In 1975-1980 the market grew": "In <PHONE> the market grew",
    "Lan Tran (1890-1969)": "Lan Tran (<PHONE>)",
    "Harvests of 1975 1980": "Harvests of <PHONE>",
    "In 2019-2020 it closed": "In 2019-2020 it closed",
    "From 1975 to 1980": "From 1975 to 1980",
}
found = {text: clean(text, lower=False, no_phone_numbers=True) for text in EXPECTED}
print("clean-text", version("clean-text"))
for text, cleaned in found.items():
    print(f"{text:30} {cleaned}")
same = found == EXPECTED
print("as described: spans of years are taken for telephone numbers" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
