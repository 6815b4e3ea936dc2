"""Scripts of what a language model does, good and bad, as YAML: the question, what is sent, what must come of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from tiaowen.corpus.files import read_yaml
from tiaowen.domain import Value
from tiaowen.errors import CorpusError, SuiteError

Kind = Literal["right", "wrong", "fails", "attack", "rewrites"]
Expected = Literal["kept", "repaired", "composed"]

_SLOT = re.compile(r"\{\{([^{}]*[^{}F\d\s][^{}]*)\}\}")
_MARK = re.compile(r"\[([^\[\]\n]*第[^\[\]\n]*条[^\[\]\n]*)\](?!\()")
_LISTED_SLOT = re.compile(r"^\{\{(F\d+)\}\} = (.*)$", re.MULTILINE)
_LISTED_ARTICLE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


class Reply(Value):
    """What a server sends for one request.

    ``text`` is the answer in pieces of ``chunk`` characters, one each ``pace`` seconds; ``reasoning`` goes before it
    in a field of its own; ``finish`` says why it ended (None: the connection closes without). ``status``, ``headers``
    and ``body`` are sent in its place where given. ``hangs`` is where the server falls silent; ``drips`` keeps the
    connection alive meanwhile. ``endless`` repeats the text for ever, ``tools`` calls a tool, ``streams`` false
    answers with one JSON.
    """

    text: str = ""
    reasoning: str = ""
    chunk: int = Field(default=5, gt=0)
    pace: float = Field(default=0.0, ge=0)
    finish: str | None = "stop"
    status: int = 200
    headers: dict[str, str] = Field(default_factory=dict)
    body: str | None = None
    hangs: Literal["before", "middle"] | None = None
    drips: bool = False
    endless: bool = False
    tools: bool = False
    streams: bool = True


class Script(Value):
    """One behaviour. ``replies`` answer the requests in turn, the last of them all further ones.

    A reply writes {{words}} for the slot, and [words] for the article, that the prompt lists with these words.
    ``rewrite`` is what the model makes of a follow-up, ``rewritten`` what is to be shown of it. ``expect`` is what
    must come of the answer, ``must`` what it must hold, ``must_not`` what nobody may ever see. ``served`` false: there
    is no server at all.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: Kind
    note: str = ""
    turns: tuple[str, ...] = Field(min_length=1)
    rewrite: str | None = None
    rewritten: str | None = None
    replies: tuple[Reply, ...] = ()
    expect: Expected
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    timeout: float = Field(default=30.0, gt=0)
    served: bool = True


def load_scripts(folder: Path) -> tuple[Script, ...]:
    """Return the scripts of every ``models/*.yaml`` under the evals ``folder``.

    Raises :class:`SuiteError` for a file that is wrong, an id that is used twice, or where there is none.
    """
    scripts: dict[str, Script] = {}
    for path in sorted((folder / "models").glob("*.yaml")):
        try:
            found = read_yaml(path, tuple[Script, ...])
        except CorpusError as error:
            raise SuiteError(str(error)) from error
        for script in found:
            if script.id in scripts:
                raise SuiteError(f"{path}：编号 {script.id} 用了两次。请换一个编号。")
            scripts[script.id] = script
    if not scripts:
        raise SuiteError(f"{folder / 'models'}：这里没有模型剧本。请检查文件夹。")
    return tuple(scripts.values())


def spell_out(text: str, prompt: str) -> str:
    r"""Return ``text`` with the names of slots and the numbers of articles as ``prompt`` lists them.

    >>> spell_out("要{{研发人员}}[柳州 第九条]。", "[1] 《柳州办法》第九条\n{{F1}} = 不少于8人　（研发人员）")
    '要{{F1}}[1]。'
    """
    slots = [(name, words) for name, words in _LISTED_SLOT.findall(prompt)]
    articles = [(number, words) for number, words in _LISTED_ARTICLE.findall(prompt)]
    text = _SLOT.sub(lambda match: f"{{{{{_find(match[1], slots)}}}}}", text)
    return _MARK.sub(lambda match: f"[{_find(match[1], articles)}]", text)


def _find(words: str, listed: Sequence[tuple[str, str]]) -> str:
    wanted = words.split()
    fitting = [(len(line), name) for name, line in listed if all(word in line for word in wanted)]
    if not fitting:
        raise SuiteError(f"提示词里没有含“{words}”的一行。请改剧本。")
    return min(fitting)[1]
