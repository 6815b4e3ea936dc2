"""The one tree of errors.

::

    TiaowenError              message for people, in Chinese; facts kept as attributes
    ├── CorpusError           a file of the corpus is wrong: path, line, what, what to do
    ├── AddressError          a text that is no address
    ├── QuestionError         a question that cannot be taken: empty, too long, no words
    ├── IndexUnavailableError the index cannot be built or read: where, why, what to do
    ├── ModelUnavailableError an embedding or language model cannot be loaded or reached
    ├── FeedbackError         feedback that cannot be kept or read: where, why, what to do
    └── SuiteError            a file of eval cases is wrong
"""

from __future__ import annotations

import traceback
from pathlib import Path


class TiaowenError(Exception):
    """Base of every error that is meant to be shown to a person."""


class CorpusError(TiaowenError):
    """A corpus file that is refused, with its place and a way to mend it."""

    def __init__(self, path: Path | str, problem: str, *, line: int | None = None, advice: str = "") -> None:
        self.path = Path(path)
        self.line = line
        self.problem = problem
        self.advice = advice
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}：{problem}" + (f" {advice}" if advice else ""))


class AddressError(TiaowenError):
    """A text that is not an address of the form ``liuzhou-etrc/9(3)``."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} 不是条文地址。地址写作 liuzhou-etrc/9(3) 这样的形式。")


class QuestionError(TiaowenError):
    """A question that cannot be answered as it stands."""


class IndexUnavailableError(TiaowenError):
    """An index that can be neither read nor built."""


class ModelUnavailableError(TiaowenError):
    """A model that cannot be loaded or reached."""


class FeedbackError(TiaowenError):
    """Feedback that cannot be kept, or a file of it that cannot be read."""


class SuiteError(TiaowenError):
    """A file of eval cases that is refused."""


def for_log(error: BaseException) -> str:
    """Return what the log may say of ``error``: its message, where that is ours; else its kind and the way there.

    A message of another, or one about a question, may repeat what somebody asked.

    >>> for_log(ValueError("my question")), for_log(IndexUnavailableError("索引读不出。"))
    ('ValueError', '索引读不出。')
    """
    if isinstance(error, TiaowenError) and not isinstance(error, QuestionError | AddressError):
        return str(error)
    parts = [type(error).__name__]
    if error.__traceback__:
        parts += [line.rstrip("\n") for line in traceback.format_tb(error.__traceback__)]
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        parts += ["after", for_log(before)]
    return "\n".join(parts)
