#!/usr/bin/env bash
# YAKE 0.7.3: a word of one or two letters counts as a stop word, in every language and even with an empty list of stop words.
# An English text that names the EU in every sentence has no key word with it; in Vietnamese, whose syllables are words and
# often have two letters, "Hà Nội" is "Nội" and "y tế" (health) is nothing.
# Touches Recto: key words of articles are compared, and these are the names and subjects of the news.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check yake==0.7.3
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import yake

ENGLISH = (
    "The EU met on Monday. The EU will pay for hospitals, and the EU said that hospitals need nurses. "
    "Ministers of the EU asked for nurses. The EU closed the meeting."
)
VIETNAMESE = (
    "Bộ trưởng nói y tế cần tiền. Ngành y tế ở Hà Nội thiếu người. Hà Nội sẽ chi cho y tế. "
    "Hà Nội họp về y tế hôm nay."
)

def words(language, text):
    maker = yake.KeywordExtractor(lan=language, n=2, top=1000, stopwords=set())
    return [word for phrase, _ in maker.extract_keywords(text) for word in phrase.split()]

print("yake", version("yake"))
same = True
for language, text, short, long in [("en", ENGLISH, "EU", "hospitals"), ("vi", VIETNAMESE, "Hà", "Nội"),
                                    ("vi", VIETNAMESE, "tế", "nói")]:
    found = words(language, text)
    print(f"{language}: {short} {text.count(short)} times in the text, {found.count(short)} in the key words;",
          f"{long} {text.count(long)} times and {found.count(long)}; shortest key word {min(map(len, found))} letters")
    same = same and short not in found and long in found and min(map(len, found)) == 3
print("as described: short words are in no key word" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
