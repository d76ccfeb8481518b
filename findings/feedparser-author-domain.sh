#!/usr/bin/env bash
# feedparser 6.0.14: the author of an RSS item in the form of RSS 2.0's own example, an address and a name in parentheses, is
# cut after the fourth letter of the address's last part. lan@paper.online (Lan Tran) gives the address lan@paper.onli and
# the name "ne (Lan Tran"; .com and .com.vn are read well.
# Touches Recto: authors come from feeds, and are counted and searched by name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14
cat > run.py <<'PY'
import sys
from importlib.metadata import version
import feedparser

EXPECTED = {
    "paper.com": ("Lan Tran", "lan@paper.com"),
    "paper.com.vn": ("Lan Tran", "lan@paper.com.vn"),
    "paper.online": ("ne (Lan Tran", "lan@paper.onli"),
    "paper.example": ("ple (Lan Tran", "lan@paper.exam"),
}
found = {}
print("feedparser", version("feedparser"))
for domain in EXPECTED:
    item = f"<item><title>Fair</title><author>lan@{domain} (Lan Tran)</author></item>"
    feed = f'<rss version="2.0"><channel><title>News</title>{item}</channel></rss>'
    author = feedparser.parse(feed).entries[0].author_detail
    found[domain] = (author["name"], author["email"])
    print(f"{domain:14} name {author['name']!r}, address {author['email']!r}")
same = found == EXPECTED
print("as described: a long last part of an address is cut, the rest is the name" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
