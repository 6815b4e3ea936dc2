"""What ``tiaowen doctor`` says: corpus, index, model and the mode of the answers; never a key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tiaowen
from tiaowen.answering.writing.connect import public_url

if TYPE_CHECKING:
    from tiaowen.answering.writing.probe import Probe
    from tiaowen.assistant import Assistant

_MODES = {
    "extractive": "由条文直接组成，没有设大模型",
    "llm": "由大模型措辞，逐句核对后才显示；大模型失败时改用条文直接组成的回答，并说明原因",
    "fallback": "大模型现在用不上，每次都改用条文直接组成的回答，并说明原因",
}


def mode_of(probe: Probe | None) -> str:
    """Return the mode that answers will have, after what came of asking the model server."""
    if probe is None:
        return "extractive"
    return "llm" if probe.answers else "fallback"


def doctor_lines(assistant: Assistant, probe: Probe | None) -> Iterator[str]:
    """Yield a line on each part: corpus, index, model, mode."""
    corpus, settings = assistant.corpus, assistant.settings
    articles = sum(len(regulation.articles) for regulation in corpus.regulations)
    yield f"条问 {tiaowen.__version__}"
    yield f"法规：{len(corpus.regulations)} 部，{articles} 条，{len(corpus.rules)} 条规则，来自 {settings.corpus}。"
    problem = getattr(assistant.open(), "problem", None)
    yield f"索引：已就绪，存放在 {settings.data}。" if problem is None else f"索引：{problem}"
    if settings.llm_model is None:
        yield "大模型：没有设。要用就设 TIAOWEN_LLM_MODEL 和 TIAOWEN_LLM_BASE_URL。"
    else:
        key = "已设" if settings.llm_api_key else "没有设"
        yield (
            f"大模型：{settings.llm_model}，{public_url(settings.llm_base_url or '')}，密钥{key}，"
            f"最多等 {settings.llm_timeout:g} 秒，同时 {settings.llm_concurrency} 个请求，"
            f"温度 {settings.llm_temperature:g}，最多 {settings.llm_max_tokens} token。"
        )
    if probe is not None:
        yield (
            f"服务：有应答，{probe.first} 秒开始，{probe.whole} 秒答完。"
            if probe.answers
            else f"服务：{probe.problem}。"
        )
    mode = mode_of(probe)
    yield f"回答方式：{mode}（{_MODES[mode]}）。"


def doctor_record(assistant: Assistant, probe: Probe | None) -> str:
    """Return the same as one line of JSON."""
    corpus, settings = assistant.corpus, assistant.settings
    model = None
    if settings.llm_model is not None:
        model = {
            "name": settings.llm_model,
            "base_url": public_url(settings.llm_base_url or ""),
            "key": settings.llm_api_key is not None,
            "timeout": settings.llm_timeout,
            "temperature": settings.llm_temperature,
            "max_tokens": settings.llm_max_tokens,
            "concurrency": settings.llm_concurrency,
            **(probe.model_dump() if probe else {}),
        }
    record = {
        "version": tiaowen.__version__,
        "regulations": len(corpus.regulations),
        "articles": sum(len(regulation.articles) for regulation in corpus.regulations),
        "rules": len(corpus.rules),
        "index": {"folder": str(settings.data), "problem": getattr(assistant.open(), "problem", None)},
        "model": model,
        "mode": mode_of(probe),
    }
    return json.dumps(record, ensure_ascii=False)
