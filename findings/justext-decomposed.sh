#!/usr/bin/env bash
# jusText 3.0.2 with its Vietnamese stop words: a page whose letters are decomposed (NFD, as macOS and some editors write them)
# loses every paragraph as boilerplate; the same page composed (NFC) keeps them all. The stop words are composed and are
# compared as they are.
# Touches Recto: saved news pages come in both forms, and what is cut from a page before it is packed is never found.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check jusText==3.0.2 lxml==6.1.3 lxml_html_clean==0.4.5
cat > run.py <<'PY'
import sys, unicodedata
from importlib.metadata import version
import justext

PARAGRAPHS = [
    "Chợ nổi đông khách trở lại",
    "Hôm nay người dân ở các xã ven sông đã trở lại chợ để mua bán rau quả và cá tươi, theo ban quản lý chợ cho biết vào "
    "sáng sớm, khi những chiếc ghe đầu tiên cập bến và người mua đã đứng đợi từ lâu trên bờ với những chiếc giỏ đầy.",
    "Ban quản lý cho biết số ghe về chợ đã tăng gấp đôi so với tuần trước, và nhiều người bán nói rằng họ sẽ ở lại cho đến "
    "hết tháng này để bán hết số hàng đã chuẩn bị trong những ngày qua của mùa nước nổi.",
]
page = "<html><body><h1>{}</h1><p>{}</p><p>{}</p></body></html>".format(*PARAGRAPHS)
words = justext.get_stoplist("Vietnamese")
print("jusText", version("jusText"), len(words), "stop words, all composed:",
      all(word == unicodedata.normalize("NFC", word) for word in words))
found = {}
for form in ["NFC", "NFD"]:
    paragraphs = justext.justext(unicodedata.normalize(form, page).encode(), words)
    found[form] = [paragraph.class_type for paragraph in paragraphs]
    print(form, found[form])
same = found == {"NFC": ["good"] * 3, "NFD": ["bad"] * 3}
print("as described: the decomposed page has no article" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
