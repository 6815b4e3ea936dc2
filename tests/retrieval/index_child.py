# ruff: noqa: T201
"""A process that builds an index, for the tests that need one to kill or to race with.

``index_child.py FOLDER STOP_AT SIGNAL``: builds 300 articles in FOLDER. When STOP_AT units are done it prints
``building`` and, if SIGNAL is ``kill``, kills itself; if ``wait``, goes on when a line comes in; if ``full``, may
write no file above 100,000 bytes from the start. Prints every notice and, at the end, the best article by either half.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

from made_up import TERMS, HashedEmbeddings, made_up_documents

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.build import open_index
from tiaowen.retrieval.words import tokenizer_with


def main(folder: Path, stop_at: int, action: str) -> None:
    stopped = False

    def progress(done: int, total: int) -> None:
        nonlocal stopped
        if done < stop_at or stopped:
            return
        stopped = True
        print("building", flush=True)
        if action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif action == "wait":
            sys.stdin.readline()

    if action == "full":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
    try:
        index = open_index(
            made_up_documents(articles=292),
            HashedEmbeddings(),
            tokenizer=tokenizer_with(TERMS),
            terms=TERMS,
            data_dir=folder,
            progress=progress,
            notice=lambda line: print(line, flush=True),
        )
    except IndexUnavailableError as error:
        print("unavailable:", error, flush=True)
        return
    print(*(half.invoke("评估不合格的，撤销其称号。")[0].id for half in (index.dense, index.lexical)), flush=True)
    index.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
