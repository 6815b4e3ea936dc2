"""How the parser does on laws that it has never seen: ``python tests/corpus/measure_statutes.py articles.jsonl.xz``.

Joins the articles of a collection (a line of JSON each: law, level, name, text) back into laws, parses them, and
prints how many come back with the numbers that the collection gives, how many are numbered 1…n, how many lose
nothing; and the same again with every law wrapped hard, with and without first lines set in.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from tiaowen.corpus.parse import ParsedText, parse_text
from tiaowen.numerals import to_numeral

WIDTH = 28  # characters
SHOWN = 20  # laws that differ


class Law(NamedTuple):
    """A law: its articles' numbers as the collection gives them, and its text, a paragraph a line."""

    name: str
    numbers: list[str]
    text: str


class Result(NamedTuple):
    """One law as parsed: the first number that differs, and whether the rest is as it should be."""

    law: Law
    same: bool
    difference: str
    in_order: bool
    lossless: bool
    places: dict[str, str]


def read_laws(path: Path) -> Iterator[Law]:
    """Yield the laws of the collection; their articles need not stand together."""
    laws: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            article = (record["name"].removeprefix(record["law"]), record["text"])
            laws.setdefault((record["level"], record["law"]), []).append(article)
    for (_, name), articles in laws.items():
        text = "\n".join([name, *(f"{number}　{text}" for number, text in articles)])
        yield Law(name, [number for number, _ in articles], text)


def wrap(text: str, indent: str) -> str:
    """Return ``text`` wrapped hard, the first line of each paragraph begun with ``indent``."""
    lines = []
    for paragraph in text.split("\n"):
        rest = indent + paragraph
        lines += [rest[i : i + WIDTH] for i in range(0, len(rest), WIDTH)]
    return "\n".join(lines)


def measure(law: Law, text: str) -> Result:
    """Return how ``text``, which is ``law`` in some layout, is parsed."""
    tree = parse_text(text, "law")
    got = [squeeze(article.mark).rstrip("：:、") for article in tree.articles]
    same = got == law.numbers
    pairs = zip_longest(["（标题）", *got], ["（标题）", *law.numbers], fillvalue="（完）")
    difference = "" if same else next(f"{ours}，应为 {theirs}" for ours, theirs in pairs if ours != theirs)
    return Result(law, same, difference, is_in_order(tree), squeeze(tree.published) == squeeze(law.text), places(tree))


def is_in_order(tree: ParsedText) -> bool:
    """Tell whether the articles are numbered 1…n, inserted ones (之一) aside."""
    numbers = [a.address.article for a in tree.articles if a.address.annex is None and a.address.number[1] == 0]
    return numbers == [str(n) for n in range(1, len(numbers) + 1)]


def places(tree: ParsedText) -> dict[str, str]:
    """Return the text at every address."""
    return {str(part.address): squeeze(part.text) for article in tree.articles for part in article.parts()}


def squeeze(text: str) -> str:
    """Return ``text`` without white space."""
    return re.sub(r"\s", "", text)


def report(title: str, results: Iterable[Result], reference: Sequence[Result] = ()) -> list[Result]:
    """Write a line of figures and the laws that differ; return the results."""
    start = time.perf_counter()
    results = list(results)
    lines = [
        f"\n{title}: {len(results)} laws; same numbers as given {sum(r.same for r in results)}; "
        f"1…n {sum(r.in_order for r in results)} (as given {sum(is_given_in_order(r.law) for r in results)}); "
        f"lossless {sum(r.lossless for r in results)}; {time.perf_counter() - start:.1f} s"
    ]
    if reference:
        pairs = zip(results, reference, strict=True)
        same = sum(len(result.places.items() & plain.places.items()) for result, plain in pairs)
        lines.append(f"  places with the same text as unwrapped: {same} of {sum(len(r.places) for r in reference)}")
    different = [r for r in results if not r.same]
    lines += [f"  {r.law.name}（{len(r.law.numbers)}条）：{r.difference}" for r in different[:SHOWN]]
    if len(different) > SHOWN:
        lines.append(f"  … and {len(different) - SHOWN} more")
    sys.stdout.write("\n".join(lines) + "\n")
    return results


def is_given_in_order(law: Law) -> bool:
    """Tell whether the collection itself numbers the articles of ``law`` 1…n."""
    numbers = [number for number in law.numbers if "之" not in number]
    return numbers == [f"第{to_numeral(n)}条" for n in range(1, len(numbers) + 1)]


def main(path: Path) -> None:
    """Measure the collection in ``path``."""
    laws = list(read_laws(path))
    plain = report("As given", (measure(law, law.text) for law in laws))
    for title, indent in (("Wrapped, first lines set in", "　　"), ("Wrapped, nothing set in", "")):
        report(title, (measure(law, wrap(law.text, indent)) for law in laws), plain)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
