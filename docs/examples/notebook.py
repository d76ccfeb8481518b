"""A notebook's first cells over a packed site, with the standard library alone.

    python3 notebook.py SITE QUERY [QUERY …]

SITE is a packed folder or a page in one file. `recto` must be on PATH, or RECTO must name it. Each part is a cell of its own:
`recto … --json` gives plain values, which any table takes from there.
"""

import collections
import json
import os
import re
import subprocess
import sys


def recto(command, site, *arguments):
    """Asks the command line and returns its JSON: one value, or a list where it prints one a line."""
    program = os.environ.get("RECTO", "recto")
    asked = [program, command, "--json", site, *arguments]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr.strip())
    values = [json.loads(line) for line in done.stdout.splitlines()]
    return values[0] if len(values) == 1 else values


def counts(site, queries):
    """Articles and places of each query."""
    totals = [recto("search", site, "--limit", "1", "--", query)["total"] for query in queries]
    return {query: (total["articles"], total["hits"]) for query, total in zip(queries, totals)}


def years(site, query):
    """Articles of a query by year; a date may lack its year."""
    found = recto("search", site, "--limit", "100000", "--", query)["results"]
    dates = (result["date"] for result in found)
    by_year = collections.Counter(date[:4] if date and date[0] != "-" else "undated" for date in dates)
    return dict(sorted(by_year.items()))


def words_after(site, query, most=5):
    """The words that follow a query most often."""
    lines = recto("concordance", site, "--", query)["lines"]
    following = (re.match(r"\W*(\w+)", line["right"]) for line in lines)
    return collections.Counter(found[1].lower() for found in following if found).most_common(most)


def shared(site, query):
    """How much of the two best articles of a query stands in one another."""
    ids = [result["id"] for result in recto("search", site, "--limit", "2", "--", query)["results"]]
    if len(ids) < 2:
        return []
    overlaps = recto("compare", site, *ids)["overlaps"]
    return [(overlap["of"], overlap["within"], overlap["share"]) for overlap in overlaps]


def main(site, queries):
    for query, (articles, hits) in counts(site, queries).items():
        print(f"{query}\t{articles}\t{hits}")
    for year, articles in years(site, queries[0]).items():
        print(f"{year}\t{articles}")
    for word, count in words_after(site, queries[0]):
        print(f"… {word}\t{count}")
    for of, within, share in shared(site, queries[0]):
        print(f"[{of}] in [{within}]\t{share:.0%}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2:])
