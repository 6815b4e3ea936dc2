"""Every option: its name (TIAOWEN_*), default and one line of help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tiaowen.errors import TiaowenError

_PACKAGE = Path(__file__).parent


def _data_folder(name: str) -> Path:
    """Return the folder of data that the wheel carries, or the repository's own in a checkout."""
    carried = _PACKAGE / "data" / name
    return carried if carried.is_dir() else _PACKAGE.parents[1] / name


class Settings(BaseSettings):
    """The options of the program, read from ``TIAOWEN_*`` variables."""

    model_config = SettingsConfigDict(env_prefix="TIAOWEN_", env_ignore_empty=True, frozen=True, extra="ignore")

    corpus: Annotated[Path, Field(description="法规文件夹")] = Field(default_factory=lambda: _data_folder("corpus"))
    prompts: Annotated[Path, Field(description="提示词文件夹")] = Field(default_factory=lambda: _data_folder("prompts"))
    data: Annotated[Path, Field(description="索引和反馈存放处")] = Field(
        default_factory=lambda: platformdirs.user_data_path("tiaowen")
    )
    embedding_model: Annotated[str | None, Field(description="向量模型：文件夹或模型名；不填用自带的")] = None
    query_prompt: Annotated[str | None, Field(description="放在问题前的提示语；不填用向量模型自带的")] = None
    rerank_model: Annotated[str | None, Field(description="重排模型：文件夹或模型名；不填不重排")] = None
    chroma_url: Annotated[
        str | None, Field(description="Chroma 服务器的地址，如 http://127.0.0.1:8000；不填存放在本机")
    ] = None
    llm_model: Annotated[str | None, Field(description="大模型的名称，如 qwen3:8b；不填不用大模型")] = None
    llm_base_url: Annotated[
        str | None, Field(description="大模型服务的地址（OpenAI 接口），如 http://127.0.0.1:11434/v1")
    ] = None
    llm_api_key: Annotated[SecretStr | None, Field(description="大模型服务的密钥；没有就不填")] = None
    llm_timeout: Annotated[float, Field(gt=0, description="等大模型的秒数，从提问算到答完")] = 60.0
    llm_temperature: Annotated[float, Field(ge=0, le=2, description="大模型的温度")] = 0.0
    llm_max_tokens: Annotated[int, Field(gt=0, description="大模型一次回答的最大 token 数")] = 1500
    llm_context: Annotated[int, Field(gt=0, description="给大模型的条文的最大 token 数，装不下就按项取舍")] = 6000
    llm_concurrency: Annotated[int, Field(gt=0, description="同时向大模型发出的请求数；多出的排队")] = 4
    max_question: Annotated[int, Field(gt=0, description="问题的最大字数")] = 2000
    max_text: Annotated[int, Field(gt=0, description="通过接口核对的文字的最大字数")] = 20_000
    max_body: Annotated[int, Field(gt=0, description="接口一次请求的最大字节数")] = 262_144
    rate: Annotated[int, Field(ge=0, description="接口每个来访地址每分钟的请求数；0 为不限")] = 120
    proxies: Annotated[
        str, Field(description="可信的反向代理，逗号分隔的地址或网段；来访地址取它们报的 X-Forwarded-For")
    ] = ""
    log_questions: Annotated[bool, Field(description="把问题和待核对的文字记入日志")] = False
    mcp: Annotated[bool, Field(description="在 /gradio_api/mcp 提供 MCP 工具")] = True


def read_settings() -> Settings:
    """Return the settings of this process; raise :class:`~tiaowen.errors.TiaowenError` where one is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        problem = error.errors()[0]
        name = f"TIAOWEN_{str(problem['loc'][0]).upper()}"
        raise TiaowenError(f"环境变量 {name} 的值 {problem['input']!r} 不对。请改正或取消它。") from error
