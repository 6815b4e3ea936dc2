"""Folders → the corpus: every regulation with its articles, and the terms."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from pydantic import Field

from tiaowen.corpus.files import read_text, read_yaml
from tiaowen.corpus.fingerprint import law_fingerprint
from tiaowen.corpus.gaps import Gap, load_gaps
from tiaowen.corpus.parse import ParsedText, parse_text
from tiaowen.corpus.rules import Exemption, Rule, load_rules
from tiaowen.corpus.terms import Terms, load_terms
from tiaowen.domain import Address, Article, Citation, Jurisdiction, Part, Regulation, Status, Value
from tiaowen.errors import CorpusError

TEXT, METADATA, TERMS = "text.txt", "regulation.yaml", "terms.yaml"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class RegulationFile(Value):
    """What an editor writes in ``regulation.yaml``; the words of the text, never dates worked out by us."""

    title: str = Field(min_length=1)
    jurisdiction: Jurisdiction
    aliases: tuple[str, ...] = ()
    issuer: str | None = None
    authority: str = Field(min_length=1)
    interpreter: str | None = None
    status: Status
    platforms: tuple[str, ...] = Field(min_length=1)
    effective: str | None = None
    term: str | None = None
    notices: tuple[str, ...] = ()
    told_before: tuple[str, ...] = ()


class Corpus(Value):
    """All regulations, in the order of their ids, the terms, the rules, the words marked as no rule, and the gaps.

    ``fingerprint`` is that of the files they were loaded from. A corpus is large: it equals itself alone, so that what
    is worked out of it can be remembered by it.
    """

    regulations: tuple[Regulation, ...]
    terms: Terms
    rules: tuple[Rule, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    gaps: tuple[Gap, ...] = ()
    fingerprint: str = ""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @cached_property
    def _articles(self) -> dict[Address, Article]:
        return {a.address: a for r in self.regulations for a in r.articles}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of all articles, in order."""
        return tuple(article.text for article in self._articles.values())

    @cached_property
    def _regulations(self) -> dict[str, Regulation]:
        return {r.id: r for r in self.regulations}

    @cached_property
    def cases(self) -> dict[str, tuple[str, ...]]:
        """The values by which rules tell cases apart, for each of category, grade and level."""
        return {
            field: tuple(dict.fromkeys(value for rule in self.rules if (value := getattr(rule.when, field))))
            for field in ("category", "grade", "level")
        }

    def regulation(self, id_: str) -> Regulation:
        """Return the regulation named ``id_``; raise :class:`KeyError` where there is none."""
        return self._regulations[id_]

    def article(self, address: Address) -> Article | None:
        """Return the article that holds ``address``, or None."""
        return self._articles.get(address.whole)

    def parts(self, address: Address) -> tuple[Part, ...]:
        """Return the article that holds ``address`` and everything in it, in order; nothing where there is none."""
        article = self._articles.get(address.whole)
        return article.parts() if article else ()

    def text(self, address: Address) -> str | None:
        """Return the text at ``address`` (an article, paragraph or item), or None where there is none."""
        return next((part.text for part in self.parts(address) if part.address == address), None)

    def label(self, address: Address) -> str:
        """Return ``address`` as people write it: 《柳州市工程技术研究中心管理办法》第九条第（三）项."""
        article = self.article(address)
        annex = f"附件《{article.annex}》" if article and article.annex else ""
        return f"《{self.regulation(address.regulation).title}》{annex}{address.local_label()}"

    def cite(self, address: Address, quote: str) -> Citation:
        """Return the citation of ``address`` for ``quote``."""
        return Citation(address=address, label=self.label(address), quote=quote)


def parse_regulation(folder: Path) -> tuple[RegulationFile, ParsedText]:
    """Return what ``folder`` holds: the checked metadata and the parsed text."""
    if not _ID.fullmatch(folder.name):
        raise CorpusError(
            folder, "文件夹名不能用作法规编号。", advice="请只用小写英文字母、数字和连字符，如 liuzhou-etrc。"
        )
    metadata = read_yaml(folder / METADATA, RegulationFile)
    text = read_text(folder / TEXT)
    return metadata, parse_text(text, folder.name, place=metadata.jurisdiction.name)


def load_regulation(folder: Path) -> Regulation:
    """Return the regulation in ``folder``; raise :class:`~tiaowen.errors.CorpusError` where a file is wrong."""
    metadata, tree = parse_regulation(folder)
    if not tree.articles:
        raise CorpusError(folder / TEXT, "没有找到条文。", advice="条文要以“第一条”这样的条号开头，单独起行。")
    annexes = tuple(dict.fromkeys(a.annex for a in tree.articles if a.annex))
    return Regulation(id=folder.name, **dict(metadata), annexes=annexes, numbering=tree.notices, articles=tree.articles)


def regulation_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders of the regulations under ``folder``, in the order of their ids."""
    if not folder.is_dir():
        raise CorpusError(folder, "没有这个法规文件夹。", advice="请检查 TIAOWEN_CORPUS。")
    return tuple(sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))))


def load_corpus(folder: Path) -> Corpus:
    """Return the corpus in ``folder``; raise :class:`~tiaowen.errors.CorpusError` where a file is wrong."""
    folders = regulation_folders(folder)
    if not folders:
        raise CorpusError(folder, "里面没有法规。", advice="每部法规一个文件夹，内有 regulation.yaml 和 text.txt。")
    terms = load_terms(folder / TERMS)
    regulations = tuple(load_regulation(path) for path in folders)
    loaded = [load_rules(folder / regulation.id, regulation, terms) for regulation in regulations]
    return Corpus(
        regulations=regulations,
        terms=terms,
        rules=tuple(rule for rules, _ in loaded for rule in rules),
        exemptions=tuple(exemption for _, exemptions in loaded for exemption in exemptions),
        gaps=tuple(gap for regulation in regulations for gap in load_gaps(folder / regulation.id, regulation)),
        fingerprint=law_fingerprint(folder),
    )
