"""The rules of an article, beside it: what each asks, of whom, and what it is for."""

from __future__ import annotations

from html import escape

from tiaowen.app.render.page import words
from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Rule, plain
from tiaowen.domain import Address
from tiaowen.quantities import Quantity
from tiaowen.rules.eligibility import word_case, word_required


def rules_beside(corpus: Corpus, address: Address) -> str:
    """Return the rules of the article that holds ``address``; nothing where it has none."""
    rules = [rule for rule in corpus.rules if rule.at.whole == address.whole]
    if not rules:
        return ""
    entries = "".join(f"<li>{_rule(rule, several=len({r.platforms for r in rules}) > 1)}</li>" for rule in rules)
    heading = f"<h3>{words.RULES}</h3><p>{words.RULES_NOTE}</p>"
    return f'<aside class="tw-rules" aria-label="{words.RULES}">{heading}<ul>{entries}</ul></aside>'


def _rule(rule: Rule, *, several: bool) -> str:
    at = rule.at.local_label().removeprefix(rule.at.whole.local_label())
    when = (word_case(rule), rule.when.grade, rule.when.level, *(rule.platforms if several else ()))
    about = "　".join(escape(part) for part in (at, *(w for w in when if w)) if part)
    use = words.RULE_USES.get(rule.role.value, "")
    value = word_required(rule) if isinstance(rule.value, Quantity) else plain(rule.quote)
    return (
        f'<p><b>{escape(rule.metric)}</b><span class="tw-use">{escape(use)}</span></p>'
        f"<p>{escape(value)}</p><p><small>{about}</small></p>"
    )
