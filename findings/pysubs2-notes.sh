#!/usr/bin/env bash
# pysubs2 1.8.1: a comment of a WebVTT file (a block that opens with NOTE) after the first cue, and the name of a cue, become
# words of the cue before them, its text as if spoken. The WebVTT specification says that comments are ignored and that a
# name may be any line. webvtt-py 0.6.0 leaves both out.
# Touches Recto: transcripts are packed as articles, and a translator's remark would be quoted as said.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pysubs2==1.8.1 webvtt-py==0.6.0
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import pysubs2, webvtt

FILE = """WEBVTT

NOTE before any cue

00:01.000 --> 00:02.000
We open at five.

NOTE check this with the speaker

second part
00:03.000 --> 00:04.000
We close at noon.
"""
found = [" / ".join(line for line in cue.plaintext.split("\n") if line) for cue in pysubs2.SSAFile.from_string(FILE)]
other = [cue.text for cue in webvtt.from_string(FILE)]
print("pysubs2  ", version("pysubs2"), found)
print("webvtt-py", version("webvtt-py"), other)
same = found == ["We open at five. / NOTE check this with the speaker / second part", "We close at noon."]
same = same and other == ["We open at five.", "We close at noon."]
print("as described: comments and names of cues are spoken" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
