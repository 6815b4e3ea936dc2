"""One set of facts against every platform of every city, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tiaowen.corpus.load import Corpus
from tiaowen.corpus.rules import Role, Rule
from tiaowen.domain import Criterion, CriterionOutcome, Eligibility, Regulation, Value
from tiaowen.quantities import Quantity, is_comparable, to_base
from tiaowen.rules.eligibility import judge_eligibility
from tiaowen.rules.facts import REGISTERED, SEATS, Application, Fact
from tiaowen.rules.fields import Field, apply_for, conditions_of, fields_of, form_for
from tiaowen.rules.nearest import Change, find_changes

_WHOLLY = Fraction(1)  # what a missed condition weighs that is no figure


class Standing(Value):
    """How far an applicant is from one platform: the criteria on what was told, and the least to change.

    ``category`` is that under which the platform is looked at, where its conditions hang on one.
    """

    regulation: str
    platform: str
    category: str | None = None
    eligibility: Eligibility
    changes: tuple[Change, ...] = ()

    def count(self, outcome: CriterionOutcome) -> int:
        """Return how many criteria came out as ``outcome``."""
        return sum(criterion.outcome == outcome for criterion in self.eligibility.criteria)


def survey_fields(corpus: Corpus) -> tuple[Field, ...]:
    """Return the fields of all platforms together, those first that most of them ask for.

    Conditions on the city are left out: they are answered once, by where the applicant is registered.
    """
    rules = tuple(rule for rule in corpus.rules if rule.role == Role.ELIGIBILITY and rule.metric not in SEATS)
    asking = {
        rule.metric: len({(r.at.regulation, r.platforms) for r in rules if r.metric == rule.metric}) for rule in rules
    }
    return tuple(sorted(fields_of(rules, corpus), key=lambda field: -asking.get(field.metric, 0)))


def survey_platforms(
    facts: Iterable[Fact], corpus: Corpus, *, applicant: str | None = None, seat: str | None = None
) -> tuple[Standing, ...]:
    """Return every platform of the corpus with how ``facts`` stand to it, the nearest first.

    ``seat`` is the city (its full name, or any other place) in which the applicant is registered.

    First those of which all is met, then those of which nothing told is missed, then those missed by least (a figure
    by the share of it that lacks, anything else by one), last those on which nothing told bears.
    """
    told = tuple(fact for fact in facts if fact.metric not in SEATS)
    standings = [
        _standing(
            (*told, *_seated(r, seat)),
            apply_for(r.id, platform, corpus, category=category, applicant=applicant),
            corpus,
        )
        for r in corpus.regulations
        for platform in r.platforms
        for category in _categories(r.id, platform, corpus)
    ]
    rules = {rule.id: rule for rule in corpus.rules}
    said = {fact.metric: fact for fact in told}
    return tuple(sorted(standings, key=lambda standing: _distance(standing, rules, said)))


def _seated(regulation: Regulation, seat: str | None) -> Iterator[Fact]:
    """Yield what follows for a regulation from where the applicant is registered."""
    if seat is None:
        return
    here = seat == regulation.jurisdiction.name
    for metric in sorted(SEATS) if here else (REGISTERED,):
        yield Fact(metric=metric, value=here, words=f"注册地在{seat}")


def _categories(regulation: str, platform: str, corpus: Corpus) -> tuple[str | None, ...]:
    named = {rule.when.category for rule in conditions_of(regulation, platform, corpus)}
    form = form_for(Application(regulation=regulation, platform=platform), corpus)
    return tuple(category for category in form.categories if category in named) or (None,)


def _standing(facts: tuple[Fact, ...], application: Application, corpus: Corpus) -> Standing:
    eligibility = judge_eligibility(facts, application, corpus)
    own = tuple(c for c in eligibility.criteria if c.outcome != CriterionOutcome.NOT_COVERED)
    return Standing(
        regulation=application.regulation,
        platform=application.platform,
        category=application.category,
        eligibility=eligibility.model_copy(update={"criteria": own}),
        changes=find_changes(facts, application, corpus),
    )


def _distance(
    standing: Standing, rules: dict[str, Rule], said: dict[str, Fact]
) -> tuple[int, Fraction, int, int, str, str]:
    met, unmet = standing.count(CriterionOutcome.MET), standing.count(CriterionOutcome.UNMET)
    unknown = standing.count(CriterionOutcome.UNKNOWN)
    missed = [c for c in standing.eligibility.criteria if c.outcome == CriterionOutcome.UNMET]
    rank = 3 if not met and not unmet else 2 if unmet else 1 if unknown else 0
    lack = sum((_lack(criterion, rules, said) for criterion in missed), Fraction(0))
    return rank, lack, unknown, -met, standing.regulation, standing.platform


def _lack(criterion: Criterion, rules: dict[str, Rule], said: dict[str, Fact]) -> Fraction:
    """Return the share of a required figure that lacks, at most one."""
    rule, fact = rules.get(criterion.rule), said.get(rules[criterion.rule].metric if criterion.rule in rules else "")
    if rule is None or fact is None or isinstance(rule.value, bool) or not isinstance(fact.value, Quantity):
        return _WHOLLY
    wanted, given = to_base(rule.value), to_base(fact.value)
    bound, near = (wanted.low, given.high) if wanted.low is not None else (wanted.high, given.low)
    if not bound or near is None or not is_comparable(wanted, given):
        return _WHOLLY
    return min(abs(bound - near) / bound, _WHOLLY)
