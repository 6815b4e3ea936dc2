"""What the page says."""

from __future__ import annotations

from tiaowen.domain import AnswerStatus, Regulation, Status

TITLE = "条问"
TAGLINE = "科技创新平台办法问答，句句有条文可查"
DISCLAIMER = "答案只依据本页收录的办法原文，供查阅参考；办事以主管部门的解释和最新公布的文本为准。"

ASK_TAB, LAW_TAB, CHECK_TAB, COMPARE_TAB, VERIFY_TAB = "问答", "条文", "自测", "对比", "核验"

QUESTION_LABEL = "您的问题"
QUESTION_HINT = "例如：柳州要求多少研发人员？"
ASK, NEW, STOP = "提问", "新的对话", "停止"
SAVE_MARKDOWN, SAVE_WORD = "存为 Markdown", "存为 Word"
EMPTY_QUESTION = "请先写下想问的问题，再点“提问”。"
WAITING = "正在查找条文……"
FAULT_TITLE, FAULT = "出了差错", "刚才这一步没有做成，是程序出了差错，已经记下。请再试一次，或刷新页面。"
FAILED = "刚才没有答成，是程序出了差错。您写的内容还在输入框里，请再试一次。"
UNAVAILABLE = "现在答不了，原因已经记在服务器的日志里，管理员看得到。您写的内容还在输入框里，请稍后再试。"
STOPPED = "已经停下。问题还在输入框里，可以改一改再问。"
LOST = "和服务器的连接断了，正在重新连接。连上以后请再试一次；没有答完的问题要重新提。"
NOT_DONE = "刚才这一步没有做成。请再试一次；还是不行，就刷新页面。"
STALE = "这处引注已经不在当前的对话里，请重新提问。"

WELCOME = "想了解哪一条规定？"
WELCOME_TEXT = "写下问题，或点一个例子。答案会写明依据第几条，点开就能看到原文。"
EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("申报条件", ("柳州工程技术研究中心需要多少研发人员？", "聊城技术创新中心的科研用房要多大？")),
    ("程序与期限", ("柳州工程技术研究中心怎么申报？", "拉萨的工程技术研究中心什么时候交年度报告？")),
    ("经费与奖励", ("拉萨新备案的重点实验室补助多少？", "拉萨评估优秀奖励多少？")),
    ("评估与监督", ("聊城技术创新中心多久评价一次？", "拉萨评估不合格怎么办？")),
    ("几地比较", ("柳州和聊城的科研用房要求各是多少？", "柳州和包头的年度总结什么时候交？")),
    ("直接查条文", ("柳州办法第九条第三项", "拉萨平台办法第二十二条写了什么？")),
)

STATUS_OF_ANSWER: dict[AnswerStatus, str] = {
    "verified": "已核验",
    "declined": "条文未规定",
    "clarify": "需要补充",
}
STATUS_HINT: dict[AnswerStatus, str] = {
    "verified": "答案里的数字都与所引条文核对过",
    "declined": "所收录的条文里没有这项规定",
    "clarify": "补充一点情况，才能给出确定的答案",
}
CHECKING = "正在核对其余部分……"
WRITTEN_BY = {"llm": "；文字由语言模型组织", "llm-repaired": "；文字由语言模型组织，有的句子按条文改过"}
ASKED, ANSWERED, SOURCES, NOTICES, FOLLOWUPS = "您问", "回答", "依据", "请注意", "还可以问"

COPY, COPY_ANSWER, COPY_PLACE, COPY_LINK = "复制", "复制回答", "复制出处", "复制链接"
COPIED, NOT_COPIED = "已复制", "没能复制，请选中文字后按 Ctrl+C"
REWRITTEN = "这一问按下面的意思来答："
CHECKED = "核验明细"
NOTHING_CHECKED = "这个回答里没有要核对的数字或结论。"
RATE, RIGHT, WRONG, SEND = "这个回答对吗？", "对", "不对", "发送"
WHY = "哪里不对？可以不填"
RATE_NOTE = "发送后，这个回答、到此为止您问的话和您写的原因会存在服务器上，供改正用；不发送就什么都不存。"
RATED = "已记下，谢谢。"
NOT_RATED = "这次没有记下，请稍后再试。"
PAST, PAST_NOTE = "以前的对话", "只存在这个浏览器里，服务器上没有。点开会按现在的条文重新回答。"
FORGET, FORGET_ALL = "删去", "全部删去"

PRINT = "打印"
UNCLEAR, YES, NO = "不清楚", "是", "不是"

OPEN_ARTICLE = "看原文"
READER = "条文原文"
READER_HINT = "点“看原文”，条文就打开在这里"
READER_EMPTY = "点答案里的编号，原文就打开在这里"
READER_EMPTY_TEXT = "引用的字句会标出来，还可以接着看上一条、下一条。"
CLOSE = "收起"
PREVIOUS, NEXT, NEIGHBOURS = "上一条", "下一条", "前后条文"
NO_ARTICLE = "没有找到这一条。"

CONTENTS, REGULATIONS, ALL_REGULATIONS = "目录", "收录的办法", "全部办法"
FIRST_ARTICLE = "从第一条读起"
LAW_EMPTY = "先选一部办法"
LAW_EMPTY_TEXT = (
    "从目录里选一部办法，逐条阅读。",
    "知道条号，就写条号：柳州办法第九条第三项。选好办法以后，只写 9 也行。",
    "只记得内容，就搜词语：年度报告、科研用房。",
)
NUMBER_LABEL, NUMBER_HINT, NUMBER_BUTTON = "条号", "如：第九条第三项，或 9", "查看"
WORDS_LABEL, WORDS_HINT, WORDS_BUTTON = "词语", "如：年度报告 期限", "搜索"
EMPTY_NUMBER = "请写下条号，例如“柳州办法第九条第三项”。"
EMPTY_WORDS = "请写下要找的词语，例如“年度报告”。"
CHOICES = "这个写法对应几处条文，请选一处"
BACK_TO_HITS = "返回搜索结果"
RULES, RULES_NOTE = "本条的规则", "程序就照这些核对答案"
RULE_USES = {
    "eligibility": "申报条件",
    "money": "资金",
    "deadline": "期限",
    "procedure": "程序",
    "governance": "内部治理",
    "evaluation": "评估",
    "sanction": "后果",
    "validity": "效力",
}
NO_HITS_TEXT = "换一个说法试试，例如用办法里的正式名称；或从目录里选一部办法逐条看。"

_STATUS_OF_REGULATION = {
    Status.IN_FORCE: "",
    Status.TRIAL: "试行",
    Status.INTERIM: "暂行",
    Status.DRAFT: "征求意见稿",
}
_BANNER = {
    Status.TRIAL: "本办法为试行。",
    Status.INTERIM: "本办法为暂行。",
    Status.DRAFT: "征求意见稿，尚未施行，正式公布的条文可能不同。",
}


def status_word(status: Status) -> str:
    """Return the word for the status of a regulation; empty for one that is simply in force."""
    return _STATUS_OF_REGULATION[status]


def status_banner(regulation: Regulation) -> str:
    """Return the sentence that an article of ``regulation`` must not be read without; empty where there is none."""
    banner = _BANNER.get(regulation.status, "")
    words = [f"“{text}”" for text in (regulation.effective, regulation.term) if text]
    return f"{banner}原文写的是{'、'.join(words)}。" if banner and words else banner


def size(regulation: Regulation) -> str:
    """Return how much there is of ``regulation``: 29 条，附件 6 份."""
    articles = sum(article.annex is None for article in regulation.articles)
    return f"{articles} 条" + (f"，附件 {len(regulation.annexes)} 份" if regulation.annexes else "")


def covered(regulations: tuple[Regulation, ...]) -> str:
    """Return the sentence that says what the page knows: 收录拉萨、柳州共 3 部办法."""
    places = "、".join(dict.fromkeys(r.jurisdiction.short for r in regulations))
    return f"收录{places}共 {len(regulations)} 部办法"


def hits_heading(words: str, count: int) -> str:
    """Return the heading over ``count`` articles found for ``words``."""
    return f"与“{words}”有关的条文，{count} 条" if count else f"没有找到与“{words}”有关的条文"


def port_taken(host: str, port: int) -> str:
    """Return the message for a port that another program holds."""
    return f"端口 {port} 已被别的程序占用（地址 {host}）。请关闭那个程序，或换一个端口：tiaowen serve --port {port + 1}"


def cannot_listen(host: str, port: int, reason: str) -> str:
    """Return the message for an address on which nothing can listen."""
    return f"不能在 {host}:{port} 上提供页面：{reason}。请检查 --host 和 --port。"
