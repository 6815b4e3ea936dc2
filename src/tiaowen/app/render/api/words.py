"""The sentences of the interface's problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

UNREADABLE = "请求体读不出来"
NOT_FOUND = "没有这一处"
NO_METHOD = "这个地址不支持这种方法"
TOO_LARGE = "请求太大"
MEDIA = "请求体不是 JSON"
INVALID = "请求写得不对"
TOO_OFTEN = "请求太频繁"
INTERNAL = "程序出错"
UNAVAILABLE = "暂时不能回答"

DETAILS = {
    "unreadable": "请求体不是合格的 JSON。请检查引号、括号和编码（UTF-8）。",
    "not-found": "没有这个地址。接口的说明在 /api/docs。",
    "method-not-allowed": "请改用 Allow 里列出的方法。",
    "too-large": "请求太大。",
    "media-type": "请把请求体写成 JSON，并注明 Content-Type: application/json。",
    "invalid": "请求写得不对。",
    "too-often": "请求太频繁，请稍后再试。",
    "internal": "程序出了差错，已经记下。请稍后再试；还是这样，请告诉管理员。",
    "unavailable": "索引或模型暂时用不了，原因在服务器的日志里。请稍后再试，或告诉管理员。",
}
MOST_HITS = 50
BUSY = "排队的请求太多。请稍后再试。"

_FAULTS = {
    "missing": "没有填。",
    "extra_forbidden": "没有这一项。请删去。",
    "string_type": "要写成文字。",
    "string_unicode": "不是合格的 Unicode 文字。",
    "int_type": "要写成整数。",
    "int_parsing": "要写成整数。",
    "int_from_float": "要写成整数。",
    "bool_type": "要写成 true 或 false。",
    "bool_parsing": "要写成 true 或 false。",
    "list_type": "要写成数组。",
    "tuple_type": "要写成数组。",
    "dict_type": "要写成对象。",
    "model_type": "要写成对象。",
    "model_attributes_type": "要写成对象。",
}
_LIMITS = {
    "string_too_short": ("min_length", "至少 {} 个字。"),
    "string_too_long": ("max_length", "最多 {} 个字。"),
    "too_short": ("min_length", "至少 {} 项。"),
    "too_long": ("max_length", "最多 {} 项。"),
    "greater_than_equal": ("ge", "不能小于 {}。"),
    "less_than_equal": ("le", "不能大于 {}。"),
    "literal_error": ("expected", "只能是 {}。"),
    "enum": ("expected", "只能是 {}。"),
}


def fault(type_: str, context: Mapping[str, object]) -> str:
    """Return the sentence for a mistake of the kind ``type_``, as pydantic names it."""
    if type_ in _LIMITS:
        key, sentence = _LIMITS[type_]
        return sentence.format(context.get(key, ""))
    return _FAULTS.get(type_, "写法不对。")


def faults(found: Sequence[tuple[str, str]]) -> str:
    """Return one line for the mistakes ``found``: where, what."""
    return "；".join(f"{at}：{detail.rstrip('。')}" for at, detail in found) + "。"


def too_often(seconds: int) -> str:
    """Return the sentence for a client that has to wait ``seconds``."""
    return f"请求太频繁。请 {seconds} 秒后再试。"


def too_large(limit: int) -> str:
    """Return the sentence for a request of more than ``limit`` bytes."""
    return f"请求最多 {limit:,} 字节。请缩短，或分几次发送。"


def too_long(length: int, limit: int) -> str:
    """Return the sentence for a text of ``length`` characters where ``limit`` are taken."""
    return f"要核对的文字有 {length:,} 个字，最多 {limit:,} 个。请分段核对。"


def no_place(text: str) -> str:
    """Return the sentence for a place that does not exist."""
    return f"没有“{text}”这一处条文。各条的地址见 /api/regulations。"


def no_metric(metric: str, known: Sequence[str]) -> str:
    """Return the sentence for a fact that no condition is on."""
    return f"这类平台没有关于“{metric}”的条件。可以说的有：{'、'.join(known)}。"


def several_places(text: str, addresses: Sequence[str]) -> str:
    """Return the sentence for words that mean several places."""
    return f"“{text}”对应几处条文：{'、'.join(addresses)}。请写其中一个地址。"


TITLE = "条问接口"
DESCRIPTION = """\
网页能做的，程序也能做：提问、查条文、搜索、核对一段文字、按事实自测。不用登录，不用密钥。

- 请求体和回答都是 JSON（UTF-8），字段与命令行 `tiaowen … --json` 一致。
- 出错时回 `application/problem+json`（RFC 9457）：`type` 是问题的种类，`detail` 说明是怎么回事、怎么办，\
`errors` 逐处列出请求里写错的地方。
- 每个来访地址每分钟的请求数、每次请求的大小都有限度；超过时回 429（`Retry-After` 是要等的秒数）或 413。
- 问题不记入日志，不保存；除非运营者打开了 `TIAOWEN_LOG_QUESTIONS`。
- 同样的功能也以 MCP 工具提供，地址是 `/gradio_api/mcp`。"""
ASK = """\
回答问题。每个数字、每个结论都与条文核对过；条文没有规定的，`status` 是 `declined`；缺一个关键情况的，是 `clarify`。

请求头 `Accept: text/event-stream` 时边写边回：每个 `answer` 事件都是到此为止核对过的整个回答，一个比一个长，\
最后是 `done`；中途出错是 `problem`。"""
REGULATIONS = "列出收录的法规：名称、哪个市的、施行到哪一步、管哪几类平台，和各条的地址。"
ARTICLE = """\
给出一条、一款或一项的原文，和出自那里的规则。地址里的斜线照写：`/api/articles/liuzhou-etrc/9(3)`，\
`/api/articles/lhasa-platform/附件-重点实验室/3(5)`。人们的写法（`柳州办法第九条第三项`）也行，只要指的是一处。"""
SEARCH = "按词或问题查找条文，最相关的在前。`score` 只在一次搜索之内比较大小。"
VERIFY = """\
核对一段文字，不论谁写的：读出其中的数字、条件和结论，逐处判断是不是条文的意思，并说明理由。\
不用大模型，不联网。`accept` 为真，就是每一处都有依据。"""
FORM = """\
列出一类平台的自测要填什么：每个条件一项，注明单位（`measures`）和出自哪里（`sources`），还有要选的类别和情形。\
由规则生成。"""
ELIGIBILITY = """\
按说到的情况，逐条判断够不够申报条件：符合、不符合（差多少）、没有说、条文没有规定。数字的比较是精确的，\
8 人就是“不少于 8 人”，不是“超过 8 人”。另外给出最少要改什么、哪些条件要自己确认、可能得到多少支持。"""
RETRY_AFTER = "要等的秒数"

TYPES = {
    "Address": "条文的地址，如 liuzhou-etrc/9(3)：第九条第（三）项",
    "Answer": "核对过的回答",
    "AnswerRecord": "核对过的回答",
    "ArticleRecord": "一条、一款或一项",
    "AskRequest": "一段对话，回答最后一句",
    "Cause": "一种情形，有的条件因它而定",
    "ChangeRecord": "要改的一处",
    "Citation": "引注：条文里的一处，和引用的字句",
    "ClaimOutcome": (
        "supported 有依据，derived 推算正确，contradicted 与条文不符，misattributed 张冠李戴，"
        "miscalculated 算错，unsupported 没有依据，ambiguous 说得不清"
    ),
    "Criterion": "一个条件，和是否符合",
    "CriterionOutcome": "met 符合，unmet 不符合，unknown 没有说，not_covered 条文没有规定",
    "Eligibility": "按说到的情况，够不够条件",
    "EligibilityRecord": "自测的结果",
    "EligibilityRequest": "自测的情况",
    "Fault": "请求里写错的一处",
    "Field": "要填的一项",
    "Form": "自测要填的表",
    "Hit": "找到的一条",
    "Measure": "一种填法：单位，和它说的是什么",
    "OpenQuestion": "条文没有写清的一处",
    "PartRecord": "一款或一项",
    "Problem": "问题详情（RFC 9457）",
    "RegulationList": "收录的全部法规",
    "RegulationRecord": "一部法规",
    "RuleRecord": "规则：条文里的一个数或一个条件",
    "SearchRecord": "搜索的结果",
    "Source": "要求它的一条规则",
    "Status": "施行到哪一步",
    "Told": "一个情况",
    "Verdict": "一处说法，和对它的判断",
    "VerifyRecord": "对一段文字的判断",
    "VerifyRequest": "要核对的文字",
}
FIELDS = {
    "address": "地址",
    "applicants": "申报单位的种类；空的就是不分",
    "base": "规则用的单位",
    "basis": "依据的规则或地址",
    "case": "只对谁；空的就是对谁都一样",
    "categories": "可选的类别；空的就是不分",
    "causes": "要问的情形",
    "citation": "出处",
    "citations": "引注，正文里的〔1〕〔2〕是它们的序号",
    "claims": "核对过的每一处说法",
    "criteria": "逐个条件",
    "elapsed_ms": "用时，毫秒",
    "eligibility": "够不够条件；没有问到就是 null",
    "factor": "乘上它，就是规则用的单位",
    "fields": "要填的各项，按条文的次序",
    "given": "提问人说的",
    "kind": "number 数，share 比例，yes_no 是否，date 日期",
    "label": "人们的写法",
    "measures": "可以用的单位；是否题没有",
    "metric": "说的是什么",
    "mode": "措辞的方式：extractive 条文的原话；llm 大模型；llm-repaired 大模型，改正过；fallback 大模型没写成，用原话",
    "name": "名称",
    "notices": "引用时要说明的，如征求意见稿",
    "outcome": "判断",
    "platform": "哪类平台",
    "question": "问题",
    "quote": "引用的字句",
    "reason": "理由",
    "regulation": "法规的编号",
    "required": "要求",
    "rule": "规则的编号",
    "says": "没有写清什么",
    "score": "相关程度，只在一次搜索之内比较",
    "shortfall": "差多少",
    "sources": "要求它的规则",
    "status": "verified 已核验，declined 条文未规定，clarify 需要补充",
    "unit": "单位",
    "text": "正文（回答是 Markdown，条文是原文）",
}

MACHINE_READABLE = "机器读的说明（OpenAPI 3.1）"
TYPES_HEADING = "字段"
BODY, RESPONSES, DEFAULT = "请求体", "回答", "不写就是"
PARAMETER_HEADS = ("参数", "写在", "说明")
RESPONSE_HEADS = ("状态码", "意思", "内容")
FIELD_HEADS = ("字段", "写法", "说明")
IN = {"query": "查询串", "path": "路径", "header": "请求头"}
KINDS = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "array": "数组",
    "object": "对象",
    "null": "null",
}
