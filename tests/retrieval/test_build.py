from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import FakeEmbeddings

from tiaowen.errors import IndexUnavailableError
from tiaowen.retrieval.build import Index, to_fingerprint
from tiaowen.retrieval.folders import remove_unused
from tiaowen.retrieval.store import connect

Open = Callable[..., Index]
QUESTION = "评估不合格的，撤销其称号。"
CHILD = Path(__file__).with_name("index_child.py")


def answers(index: Index) -> list[tuple[str | None, float]]:
    found = [*index.dense.search(QUESTION), *index.lexical.search(QUESTION)]
    return [(document.id, score) for document, score in found]


def built(folder: Path) -> set[Path]:
    return {path for path in (folder / "index").iterdir() if path.is_dir()}


# Built, reopened, rebuilt


def test_built_on_first_use_with_progress_and_a_line(open_here: Open, tmp_path: Path) -> None:
    lines: list[str] = []
    steps: list[tuple[int, int]] = []
    index = open_here(data_dir=tmp_path / "new" / "folder", progress=lambda *s: steps.append(s), notice=lines.append)
    assert answers(index)[0][0] == "donghai/6"
    assert lines == ["没有可用的索引（首次使用、法规或模型有变化，或索引已被删除），正在建立。"]
    assert steps[-1] == (48, 48)
    assert steps == sorted(steps)


def test_reopened_without_embedding_and_with_the_same_answers(open_here: Open, embeddings: Any) -> None:
    lines: list[str] = []
    first = open_here()
    expected, embedded = answers(first), embeddings.embedded
    first.close()
    assert answers(open_here(notice=lines.append)) == expected
    assert (embeddings.embedded, lines) == (embedded, [])


def test_opened_a_thousand_times_it_is_not_taken_for_damaged(open_here: Open, tmp_path: Path) -> None:
    # Chroma adds a line to its database whenever it starts; 700 lines make the file grow.
    index = open_here()
    with closing(sqlite3.connect(index.folder / "chroma" / "chroma.sqlite3")) as database, database:
        database.executemany("INSERT INTO acquire_write (lock_status) VALUES (?)", [(1,)] * 1000)
    index.close()
    open_here(notice=pytest.fail)
    assert built(tmp_path) == {index.folder}


def test_the_same_index_twice_in_one_process(open_here: Open) -> None:
    first, second = open_here(), open_here()
    first.close()
    assert answers(second)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_very_few_documents(open_here: Open, documents: tuple[Document, ...], n: int) -> None:
    open_here(documents=documents[:n]).close()
    index = open_here(documents=documents[:n], notice=pytest.fail)
    assert len(index.dense.search(QUESTION)) == n


def test_parts_of_unequal_size_are_saved_whole(
    open_here: Open, many_documents: Callable[[int], tuple[Document, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chromadb.api.client.Client.get_max_batch_size", lambda _self: 100)
    documents = many_documents(293)
    index = open_here(documents=documents)
    graph = next(index.folder.glob("chroma/*/data_level0.bin"))
    before = graph.read_bytes()
    index.close()
    index = open_here(documents=documents, notice=pytest.fail)
    assert len(index.dense.search(QUESTION, k=301)) == 301
    assert graph.read_bytes() == before


def changed_text(documents: tuple[Document, ...]) -> dict[str, Any]:
    return {"documents": (*documents[:-1], documents[-1].model_copy(update={"page_content": "改了。"}))}


CHANGES: dict[str, Callable[[tuple[Document, ...]], dict[str, Any]]] = {
    "a text": changed_text,
    "an article less": lambda documents: {"documents": documents[1:]},
    "the order": lambda documents: {"documents": documents[::-1]},
    "metadata": lambda documents: {
        "documents": (documents[0].model_copy(update={"metadata": {"regulation": "nanhu"}}), *documents[1:])
    },
    "the terms": lambda _documents: {"terms": ("云台",)},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_rebuilds_while_the_old_one_serves(
    open_here: Open, documents: tuple[Document, ...], tmp_path: Path, change: str
) -> None:
    old = open_here()
    expected = answers(old)
    served: list[bool] = []
    new = open_here(**CHANGES[change](documents), progress=lambda *_: served.append(answers(old) == expected))
    assert served
    assert all(served)
    assert new.fingerprint != old.fingerprint
    assert answers(old) == expected
    assert built(tmp_path) == {old.folder, new.folder}


def test_another_model_rebuilds(open_here: Open, other_embeddings: Any) -> None:
    old = open_here()
    assert open_here(embeddings=other_embeddings).folder != old.folder
    assert other_embeddings.embedded == 16


def test_going_back_finds_the_previous_one(open_here: Open, documents: tuple[Document, ...]) -> None:
    old = open_here()
    open_here(documents=documents[1:])
    assert open_here(notice=pytest.fail).folder == old.folder


def test_only_the_previous_one_is_kept(open_here: Open, documents: tuple[Document, ...], tmp_path: Path) -> None:
    for n in range(4):
        index = open_here(documents=documents[n:])
        index.close()
    previous = open_here(documents=documents[2:], notice=pytest.fail)
    assert built(tmp_path) == {index.folder, previous.folder}


def test_one_that_is_read_is_not_removed(open_here: Open, documents: tuple[Document, ...], tmp_path: Path) -> None:
    read = open_here()
    expected = answers(read)
    for n in (1, 2, 3):
        open_here(documents=documents[n:]).close()
    assert read.folder in built(tmp_path)
    assert not remove_unused(read.folder)
    assert answers(read) == expected
    read.close()
    open_here(documents=documents[4:]).close()
    assert read.folder not in built(tmp_path)


def test_rebuilt_on_request(open_here: Open) -> None:
    lines: list[str] = []
    old = open_here()
    new = open_here(rebuild=True, notice=lines.append)
    assert lines == ["正在按要求重建索引。"]
    assert new.folder != old.folder
    assert answers(new) == answers(old)
    assert open_here(notice=pytest.fail).folder == new.folder


def test_only_changed_articles_are_embedded_again(
    open_here: Open, documents: tuple[Document, ...], embeddings: Any
) -> None:
    first = open_here()
    assert embeddings.embedded == 16
    second = open_here(**changed_text(documents))
    assert embeddings.embedded == 17
    assert np.array_equal(first.dense.vectors[:-1], second.dense.vectors[:-1])
    assert not np.array_equal(first.dense.vectors[-1], second.dense.vectors[-1])
    open_here(rebuild=True)
    assert embeddings.embedded == 17


def test_vectors_of_another_model_are_not_taken(open_here: Open, embeddings: Any, other_embeddings: Any) -> None:
    open_here()
    open_here(embeddings=other_embeddings)
    assert (embeddings.embedded, other_embeddings.embedded) == (16, 16)


# Damage


def database(folder: Path) -> Path:
    return folder / "chroma" / "chroma.sqlite3"


def graph(folder: Path) -> Path:
    return next(folder.glob("chroma/*/data_level0.bin"))


def overwrite(path: Path, *, at: float, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(int(path.stat().st_size * at))
        file.write(data)


def truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def drop_record(folder: Path) -> None:
    with closing(connect(folder / "chroma")) as client:
        client.list_collections()[0].delete(ids=["donghai/1"])


def drop_table(folder: Path) -> None:
    with closing(sqlite3.connect(database(folder))) as connection, connection:
        connection.execute("DROP TABLE collections")


def rename_collection(folder: Path) -> None:
    with closing(sqlite3.connect(database(folder))) as connection, connection:
        connection.execute("UPDATE collections SET name = 'other'")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "database truncated": lambda f: truncate(database(f)),
    "database overwritten at the start": lambda f: overwrite(database(f), at=0, data=b"?" * 100),
    "database overwritten in the middle": lambda f: overwrite(database(f), at=0.05, data=b"\xff" * 200_000),
    "database empty": lambda f: database(f).write_bytes(b""),
    "database missing": lambda f: database(f).unlink(),
    "database without a table": drop_table,
    "database with another collection": rename_collection,
    "a record missing": drop_record,
    "graph missing": lambda f: shutil.rmtree(graph(f).parent),
    "graph truncated": lambda f: truncate(graph(f)),
    "graph overwritten": lambda f: overwrite(graph(f), at=0.5, data=b"\xff" * 8),
    "ids of the graph missing": lambda f: (graph(f).parent / "index_metadata.pickle").unlink(),
    "vocabulary missing": lambda f: (f / "bm25" / "vocab.index.json").unlink(),
    "scores truncated": lambda f: truncate(f / "bm25" / "data.csc.index.npy"),
    "vectors truncated": lambda f: truncate(f / "vectors" / "vectors.npy"),
    "vectors missing": lambda f: (f / "vectors" / "vectors.npy").unlink(),
    "manifest overwritten": lambda f: (f / "manifest.json").write_text("{}"),
    "manifest of something else": lambda f: (f / "manifest.json").write_text(
        '{"fingerprint": "x", "documents": 1, "files": {}}'
    ),
    "everything but the manifest missing": lambda f: [shutil.rmtree(f / name) for name in ("chroma", "bm25")],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_rebuilt_with_a_line(open_here: Open, tmp_path: Path, damage: str) -> None:
    lines: list[str] = []
    index = open_here()
    expected = answers(index)
    index.close()
    DAMAGES[damage](index.folder)
    again = open_here(notice=lines.append)
    assert len(lines) == 1
    assert lines[0].startswith("索引已损坏（")
    assert answers(again) == expected
    assert built(tmp_path) == {again.folder}
    open_here(notice=pytest.fail)


@pytest.mark.parametrize("what", ["manifest", "folder", "all folders", "data folder"])
def test_a_deleted_index_is_rebuilt_with_a_line(open_here: Open, tmp_path: Path, what: str) -> None:
    lines: list[str] = []
    data = tmp_path / "data"
    index = open_here(data_dir=data)
    expected = answers(index)
    index.close()
    if what == "manifest":
        (index.folder / "manifest.json").unlink()
    else:
        shutil.rmtree({"folder": index.folder, "all folders": data / "index", "data folder": data}[what])
    assert answers(open_here(data_dir=data, notice=lines.append)) == expected
    assert len(lines) == 1
    assert "已被删除" in lines[0]


def test_deleted_while_it_is_open_it_is_rebuilt_elsewhere(open_here: Open) -> None:
    index = open_here()
    expected = answers(index)
    shutil.rmtree(index.folder)
    again = open_here()
    assert again.folder != index.folder
    assert answers(again) == expected


# Nowhere to write


def test_a_data_folder_that_cannot_be_written_is_said(open_here: Open, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnavailableError, match=r"索引无法建立在 .*file/data/index（.*TIAOWEN_DATA"):
        open_here(data_dir=tmp_path / "file" / "data")


def test_an_index_that_is_a_file_is_said(open_here: Open, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("")
    with pytest.raises(IndexUnavailableError, match="TIAOWEN_DATA"):
        open_here()


def test_an_embedding_that_fails_leaves_nothing_behind(open_here: Open, tmp_path: Path) -> None:
    class Failing(FakeEmbeddings):
        fingerprint: str = "failing"

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise RuntimeError("no model")

    with pytest.raises(RuntimeError, match="no model"):
        open_here(embeddings=Failing(size=8))
    assert built(tmp_path) == set()


# Several processes


def start(folder: Path, stop_at: int, action: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(CHILD), str(folder), str(stop_at), action]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def best(index: Index) -> str:
    return f"{index.dense.search(QUESTION)[0][0].id} {index.lexical.search(QUESTION)[0][0].id}\n"


@pytest.mark.slow
def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with start(tmp_path, 1000, "full") as child:
        output, _ = child.communicate()
    assert "unavailable: 索引无法建立在" in output
    assert "TIAOWEN_DATA" in output
    assert built(tmp_path) == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stop_at", "embedded"), [(256, 44), (300, 0), (600, 0), (900, 0)]
)  # while embedding, after it, stored, split into words
def test_killed_in_the_middle_it_goes_on_with_what_was_embedded(
    open_here: Open,
    many_documents: Callable[[int], tuple[Document, ...]],
    tmp_path: Path,
    embeddings: Any,
    stop_at: int,
    embedded: int,
) -> None:
    with start(tmp_path, stop_at, "kill") as child:
        output, _ = child.communicate()
    assert output.splitlines()[-1] == "building"
    assert len(built(tmp_path)) == 1
    lines: list[str] = []
    index = open_here(documents=many_documents(292), notice=lines.append)
    assert len(lines) == 1
    assert len(index.dense.search(QUESTION, k=300)) == 300
    assert built(tmp_path) == {index.folder}
    assert embeddings.embedded == embedded
    assert not list((tmp_path / "index").glob("*.log"))


@pytest.mark.slow
def test_two_processes_build_once(
    open_here: Open, many_documents: Callable[[int], tuple[Document, ...]], tmp_path: Path
) -> None:
    with start(tmp_path, 64, "wait") as first:
        assert first.stdout is not None
        assert "正在建立" in first.stdout.readline()
        assert first.stdout.readline() == "building\n"  # and waits, the lock in hand
        with start(tmp_path, 1000, "go") as second:
            assert second.stdout is not None
            assert second.stdout.readline() == "另一个程序正在建立索引，请稍候。\n"
            output, _ = first.communicate("go\n")
            assert output == second.communicate()[0] == best(open_here(documents=many_documents(292)))
    assert len(built(tmp_path)) == 1


@pytest.mark.slow
def test_several_processes_open_at_once(
    open_here: Open, many_documents: Callable[[int], tuple[Document, ...]], tmp_path: Path
) -> None:
    index = open_here(documents=many_documents(292))
    children = [start(tmp_path, 1000, "go") for _ in range(3)]
    outputs = []
    for child in children:
        with child:
            outputs.append(child.communicate()[0])
    assert outputs == [best(index)] * 3
    assert built(tmp_path) == {index.folder}


# Fingerprint


def test_fingerprint_is_the_same_for_the_same_sources(documents: tuple[Document, ...], embeddings: Any) -> None:
    one = to_fingerprint(documents, embeddings=embeddings, terms=("甲", "乙"))
    assert one == to_fingerprint(iter(documents), embeddings=embeddings, terms=("乙", "甲", "甲"))
    assert len(one) == 32


@pytest.mark.parametrize("ids", [[], [""], [None], ["a/1", "a/1"]])
def test_documents_without_ids_of_their_own_are_refused(ids: list[str | None], embeddings: Any) -> None:
    with pytest.raises(ValueError, match=r"no documents|id missing or repeated"):
        to_fingerprint([Document("文", id=i) for i in ids], embeddings=embeddings, terms=())


def test_a_model_without_a_fingerprint_is_refused(open_here: Open) -> None:
    with pytest.raises(TypeError, match="FakeEmbeddings has no fingerprint"):
        open_here(embeddings=FakeEmbeddings(size=4))


# Quiet


def test_no_telemetry_and_no_env_file(open_here: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("ANONYMIZED_TELEMETRY=True\nALLOW_RESET=True\n")
    with closing(connect(tmp_path / "chroma")) as client:
        settings = client.get_settings()
    assert (settings.anonymized_telemetry, settings.allow_reset) == (False, False)


def test_importing_retrieval_loads_no_torch() -> None:
    modules = ("documents", "lexical", "dense", "fusion", "build", "store")
    code = "".join(f"import tiaowen.retrieval.{module}\n" for module in modules)
    code += "import sys\nprint(*({'torch', 'sentence_transformers', 'onnxruntime'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


def test_the_collection_is_named_after_the_fingerprint(open_here: Open) -> None:
    index = open_here()
    name = f"tiaowen-{index.fingerprint[:16]}"
    assert index.folder.name.startswith(index.fingerprint[:16])
    with closing(connect(index.folder / "chroma")) as client:
        assert [collection.name for collection in client.list_collections()] == [name]
