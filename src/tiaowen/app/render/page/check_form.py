"""自测, the questions: which platform, and a form made from its rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from tiaowen.app.render.page import words
from tiaowen.app.render.page.article import empty
from tiaowen.app.render.page.markup import button
from tiaowen.corpus.load import Corpus
from tiaowen.rules.fields import NO, YES, Field, Form, Source

EVERYWHERE = "all"
"""What is chosen where no one platform is: the facts are held against all of them."""

FORM_GOTO, RESULT_GOTO = "check-form", "check-result"

PLATFORM = "申报什么平台"
PLATFORM_ALL = "还没定：看看离哪个最近"
PLATFORM_NONE = "请选择……"
TITLE_ALL = "填一次，看各地各平台"
LEAD = "知道多少填多少；不清楚的空着，结果里会列为“还没说”。"
SUBMIT, CLEAR = "看结果", "清空"
CATEGORY, APPLICANT = "申报类别", "申报单位"
APPLICANT_WORDS = {"高校院所": "高校、科研院所"}
SEAT, ELSEWHERE = "注册在哪个城市", "别的城市"
FIGURES, CONDITIONS, BASES = "数字", "条件", "算比例要用的数"
BASES_NOTE = "上面的比例如果填的是人数或金额，就要用到它。"
MORE = "更多条件"
ATTEST_YES, ATTEST_NO = "符合", "不符合"
EMPTY = "够不够条件，自己先对一遍"
EMPTY_TEXT = (
    "上面选一个平台，表就按它的条文列出来：一个条件一格，注明第几条。",
    "还没定报哪个，就选“看看离哪个最近”：填一次，各地各平台都比一遍。",
    "填的内容只在这一页和页面链接里，不会存下来。",
)
SAMPLE_TITLE = "看一个填好的例子：柳州的一家企业，7 名研发人员"
SAMPLE = {
    "check": "liuzhou-etrc/工程技术研究中心",
    "who": "企业",
    "f.研发人员": "7",
    "f.本科学历占比": "6",
    "u.本科学历占比": "人",
    "f.场地面积": "320",
    "f.运营年限": "18",
    "u.运营年限": "个月",
    "f.首席技术官备案": "no",
}
_FIRST = 10  # fields that are open where there are many

Replies = Mapping[str, str]
"""What is filled in, by the names of the inputs."""


def platform_view(corpus: Corpus, chosen: str = "") -> str:
    """Return the choice of a platform, city by city, ``chosen`` as regulation/platform."""
    groups = "".join(
        f'<optgroup label="{escape(r.jurisdiction.name)}　{escape(r.title)}">'
        + "".join(
            _option(f"{r.id}/{p}", f"{r.jurisdiction.short}　{p}{_hint(corpus, r.id)}", chosen) for p in r.platforms
        )
        + "</optgroup>"
        for r in corpus.regulations
    )
    return (
        f'<form class="tw-pick"><label for="check-platform">{PLATFORM}</label>'
        f'<select id="check-platform" name="check" data-reload="platform" autocomplete="off">'
        f"{_option('', PLATFORM_NONE, chosen)}{_option(EVERYWHERE, PLATFORM_ALL, chosen)}{groups}</select></form>"
    )


def _hint(corpus: Corpus, id_: str) -> str:
    word = words.status_word(corpus.regulation(id_).status)
    return f"（{word}）" if word else ""


def _option(value: str, label: str, chosen: str) -> str:
    selected = " selected" if value == chosen else ""
    return f'<option value="{escape(value)}"{selected}>{escape(label)}</option>'


def check_welcome() -> str:
    """Return what stands for the form before a platform is chosen: how it goes, and one that is filled in."""
    sample = button("sample", "", SAMPLE_TITLE, style="tw-example")
    return empty(EMPTY, *EMPTY_TEXT).removesuffix("</div>") + f'<div class="tw-samples">{sample}</div></div>'


def form_view(corpus: Corpus, form: Form, replies: Replies, *, problems: Mapping[str, str], goto: str) -> str:
    """Return the form for one platform, filled in with ``replies``; ``problems`` are told at the fields they are of."""
    regulation = corpus.regulation(form.regulation)
    choices = _cases(form, replies)
    figures = [field for field in form.fields if field.kind != "yes_no" and field.sources]
    bases = [field for field in form.fields if not field.sources]
    conditions = [field for field in form.fields if field.kind == "yes_no"]
    body = _group(FIGURES, figures, replies, problems, goto) + _group(
        BASES, bases, replies, problems, goto, note=BASES_NOTE
    )
    body += _group(CONDITIONS, conditions, replies, problems, goto)
    heading = f"{escape(regulation.jurisdiction.short)}　{escape(form.platform)}"
    about = f"<p>依据《{escape(regulation.title)}》。{LEAD}</p>"
    return _form(
        f"{form.regulation}/{form.platform}", f"<h2>{heading}</h2>{about}{_banner(corpus, form)}", choices + body
    )


def survey_view(
    corpus: Corpus, fields: Sequence[Field], replies: Replies, *, problems: Mapping[str, str], goto: str
) -> str:
    """Return the form of all platforms together."""
    cities = dict.fromkeys(r.jurisdiction.name for r in corpus.regulations)
    seat = _radios(SEAT, "seat", [(city, city) for city in cities] + [(ELSEWHERE, ELSEWHERE)], replies)
    kinds = [("企业", "企业"), ("高校", "高校"), ("科研院所", "科研院所")]
    choices = f'<div class="tw-cases">{seat}{_radios(APPLICANT, "who", kinds, replies)}</div>'
    shown, folded = fields[:_FIRST], fields[_FIRST:]
    body = _group(FIGURES, [f for f in shown if f.kind != "yes_no"], replies, problems, goto)
    body += _group(CONDITIONS, [f for f in shown if f.kind == "yes_no"], replies, problems, goto)
    rest = _group(FIGURES, [f for f in folded if f.kind != "yes_no"], replies, problems, goto)
    rest += _group(CONDITIONS, [f for f in folded if f.kind == "yes_no"], replies, problems, goto)
    open_ = " open" if any(replies.get(f"f.{field.metric}") for field in folded) else ""
    more = f'<details class="tw-fold tw-more"{open_}><summary>{MORE}（{len(folded)} 项）</summary>{rest}</details>'
    return _form(EVERYWHERE, f"<h2>{TITLE_ALL}</h2><p>{LEAD}</p>", choices + body + (more if folded else ""))


def _form(chosen: str, heading: str, body: str) -> str:
    clear = button("clear", "", CLEAR, style="tw-quiet")
    return (
        f'<form class="tw-check" data-event="judge" data-goto="{RESULT_GOTO}" data-linked autocomplete="off">'
        f'<input type="hidden" name="check" value="{escape(chosen)}">{heading}{body}'
        f'<div class="tw-send"><button type="submit" class="tw-primary">{SUBMIT}</button>{clear}</div></form>'
    )


def _banner(corpus: Corpus, form: Form) -> str:
    regulation = corpus.regulation(form.regulation)
    lines = (words.status_banner(regulation), *regulation.notices)
    notes = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f'<div class="tw-banner tw-{regulation.status.value}" role="note">{notes}</div>' if notes else ""


def _cases(form: Form, replies: Replies) -> str:
    parts = []
    if form.applicants:
        kinds = [(kind, APPLICANT_WORDS.get(kind, kind)) for kind in form.applicants]
        parts.append(_radios(APPLICANT, "who", kinds, replies, reload=True))
    if form.categories:
        parts.append(_radios(CATEGORY, "kind", [(c, c) for c in form.categories], replies, reload=True))
    for cause in form.causes:
        options = [(YES, words.YES), (NO, words.NO)]
        parts.append(_radios(cause.name, f"c.{cause.name}", options, replies, reload=True))
    return f'<div class="tw-cases">{"".join(parts)}</div>' if parts else ""


def _radios(
    legend: str, name: str, options: Sequence[tuple[str, str]], replies: Replies, *, reload: bool = False
) -> str:
    given = replies.get(name, "")
    given = given if given in {value for value, _ in options} else ""
    event = ' data-reload="form"' if reload else ""
    inputs = "".join(
        f'<label><input type="radio" name="{escape(name)}" value="{escape(value)}"{event}'
        f"{' checked' if value == given else ''}><span>{escape(label)}</span></label>"
        for value, label in (*options, ("", words.UNCLEAR))
    )
    return f'<fieldset class="tw-radios"><legend>{escape(legend)}</legend><div>{inputs}</div></fieldset>'


def _group(  # noqa: PLR0913 - a group and how it is shown
    title: str, fields: Sequence[Field], replies: Replies, problems: Mapping[str, str], goto: str, *, note: str = ""
) -> str:
    if not fields:
        return ""
    told = f"<p>{note}</p>" if note else ""
    entries = "".join(_field(field, replies, problems.get(field.metric, ""), goto) for field in fields)
    return f'<section class="tw-fields"><h3>{title}</h3>{told}{entries}</section>'


def _field(field: Field, replies: Replies, problem: str, goto: str) -> str:
    sources = _sources(field.sources, goto)
    if field.kind == "yes_no":
        options = [(YES, ATTEST_YES), (NO, ATTEST_NO)]
        asked = _radios(field.metric, f"f.{field.metric}", options, replies)
        quotes = {source.required for source in field.sources}
        told = f'<p class="tw-asks">{escape("".join(quotes.pop().split()))}</p>' if len(quotes) == 1 else ""
        return f'<div class="tw-field tw-asked">{asked}{told}{sources}</div>'
    id_ = f"f-{field.metric}"
    given, unit = replies.get(f"f.{field.metric}", ""), replies.get(f"u.{field.metric}", "")
    wrong = f' aria-invalid="true" aria-describedby="{escape(id_)}-problem"' if problem else ""
    told = f'<p class="tw-problem" id="{escape(id_)}-problem">{escape(problem)}</p>' if problem else ""
    return (
        f'<div class="tw-field"><label for="{escape(id_)}">{escape(field.metric)}'
        f'{_required(field.sources)}</label><div class="tw-figure">'
        f'<input id="{escape(id_)}" name="f.{escape(field.metric)}" value="{escape(given)}" inputmode="decimal"'
        f' maxlength="40"{wrong}>{_unit(field, unit)}</div>{told}{sources}</div>'
    )


def _unit(field: Field, given: str) -> str:
    units = list(dict.fromkeys(measure.unit for measure in field.measures))
    if len(units) == 1:
        return f'<span class="tw-unit">{escape(units[0])}</span>'
    options = "".join(_option(unit, unit, given) for unit in units)
    label = f"{escape(field.metric)}的单位"
    return f'<select name="u.{escape(field.metric)}" aria-label="{label}">{options}</select>'


def _required(sources: Sequence[Source]) -> str:
    """Return what is required, where it is short and says the same in few words."""
    said = dict.fromkeys(f"{s.case}{s.required}" for s in sources)
    text = "；".join(said) if len(said) <= len(APPLICANT_WORDS) + 2 else ""
    return f"<small>{escape(text)}</small>" if text else ""


def _sources(sources: Sequence[Source], goto: str) -> str:
    if not sources:
        return ""
    by_place = {source.citation.address: source for source in sources}
    entries = "".join(
        f"<li><q>{escape(source.citation.quote)}</q>"
        f"{button('open', str(place), escape(source.citation.label), goto=goto, style='tw-link')}</li>"
        for place, source in by_place.items()
    )
    first = next(iter(by_place))
    heading = first.local_label() if len(by_place) == 1 else f"{len(by_place)} 处条文"
    return f'<details class="tw-source"><summary>{escape(heading)}</summary><ul>{entries}</ul></details>'
