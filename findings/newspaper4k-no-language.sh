#!/usr/bin/env bash
# newspaper4k 0.9.6: a Vietnamese page that does not name its language (html without lang) has the empty text, and nothing
# says so; with lang="vi", or with the language given by hand, the same page has all of it. Its title is found in each case.
# Touches Recto: newsrooms collect saved pages with this library, many pages name no language or English, and an
# empty article is not noticed among thousands.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check newspaper4k==0.9.6 pyvi==0.1.1
cat > run.py <<'PY'
import sys, warnings
from importlib.metadata import version
warnings.filterwarnings("ignore")
from newspaper import Article

SENTENCE = (
    "Hôm nay người dân ở các xã ven sông đã trở lại chợ để mua bán rau quả và cá tươi, theo ban quản lý chợ cho biết "
    "vào sáng sớm, khi những chiếc ghe đầu tiên cập bến và người mua đã đứng đợi từ lâu trên bờ."
)
BODY = "".join(f"<p>{SENTENCE} Lần {n}.</p>" for n in range(4))
PAGE = "<html{}><head><title>Chợ nổi</title></head><body><article><h1>Chợ nổi</h1>" + BODY + "</article></body></html>"

def read(attribute, **options):
    article = Article("http://example.org/a.html", **options)
    article.download(input_html=PAGE.format(attribute))
    article.parse()
    return article.title, article.text.count(SENTENCE)

print("newspaper4k", version("newspaper4k"))
found = {
    "no lang": read(""),
    'lang="en"': read(' lang="en"'),
    'lang="vi"': read(' lang="vi"'),
    "no lang, language='vi' given": read("", language="vi"),
}
for name, (title, paragraphs) in found.items():
    print(f"{name:30} title {title!r}, paragraphs {paragraphs} of 4")
same = [paragraphs for _, paragraphs in found.values()] == [0, 0, 4, 4] and {t for t, _ in found.values()} == {"Chợ nổi"}
print("as described: without its language the page has a title and no text" if same else "CHANGED")
sys.exit(not same)
PY
v/bin/python run.py
