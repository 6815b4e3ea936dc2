"""The package as people install it: what the wheel carries, and that it answers from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

import tiaowen

ROOT = Path(__file__).parents[1]
REGULATIONS = {"baotou-etrc", "lhasa-etrc", "lhasa-platform", "liaocheng-tic", "liuzhou-etrc"}
HEAVY = {"bm25s", "chromadb", "fastapi", "gradio", "numpy", "rjieba", "sentence_transformers", "torch"}


def run(*command: str | Path, home: Path) -> str:
    """Return what a command prints in an environment where nothing leads to this checkout or this user's files."""
    env = {"PATH": os.defpath, "HOME": str(home), "LANG": "C.UTF-8", "TIAOWEN_DATA": str(home / "data")}
    done = subprocess.run(command, cwd=home, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def find_needed(package: metadata.Distribution) -> set[str]:
    """Return the names of the distributions that a package's metadata asks for, directly or not."""
    found: set[tuple[str, str]] = set()
    queue = [(package, "")]
    while queue:
        dependent, extra = queue.pop()
        for need in map(Requirement, dependent.requires or ()):
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                new = {(need.name, wanted) for wanted in ("", *need.extras)} - found
                found |= new
                queue += [(metadata.distribution(name), wanted) for name, wanted in new]
    return {name for name, _ in found}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    subprocess.run(build, cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment that holds the wheel and what the wheel says it needs, nothing else.

    The dependencies are links to those of the running environment: the same files, without gigabytes of download.
    A dependency that is used and not declared is missing here, as it would be for a user.
    """
    base = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(base, symlinks=True)
    pip = (sys.executable, "-m", "pip", "--python", base / "bin" / "python")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, home=base.parent)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(base)}))
    (package,) = metadata.distributions(path=[str(site)])
    for needed in map(metadata.distribution, find_needed(package)):
        for top in {file.parts[0] for file in needed.files or ()} - {"..", "__pycache__"}:
            if not (site / top).exists():
                (site / top).symlink_to(Path(str(needed.locate_file(top))))
    return base


def test_exported_names_are_sorted() -> None:
    assert sorted(tiaowen.__all__) == tiaowen.__all__


@pytest.mark.parametrize("name", tiaowen.__all__)
def test_exported_name_can_be_imported(name: str) -> None:
    assert getattr(tiaowen, name).__name__ == name


def test_import_of_the_package_imports_nothing_heavy(tmp_path: Path) -> None:
    modules = run(sys.executable, "-c", "import sys, tiaowen; print(*sys.modules)", home=tmp_path).split()
    roots = {module.partition(".")[0] for module in modules}
    assert "tiaowen" in roots
    assert not roots & HEAVY
    assert not {root for root in roots if root.startswith("langchain")}


@pytest.mark.parametrize("folder", ["corpus", "prompts"])
def test_wheel_carries_the_data_folder_byte_for_byte(wheel: Path, folder: str) -> None:
    inside = f"tiaowen/data/{folder}/"
    with ZipFile(wheel) as archive:
        carried = {name.removeprefix(inside): archive.read(name) for name in archive.namelist() if inside in name}
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    assert carried == {path.relative_to(ROOT / folder).as_posix(): path.read_bytes() for path in files}


def test_wheel_carries_the_five_regulations_the_model_and_no_more_than_the_package(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"tiaowen/data/corpus/{id_}/text.txt" for id_ in REGULATIONS} <= names
    assert any(name.startswith("tiaowen/") and name.endswith("/model.safetensors") for name in names)
    assert "tiaowen/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {"tiaowen", f"tiaowen-{tiaowen.__version__}.dist-info"}


@pytest.mark.slow
def test_installed_package_reads_its_own_data(installed: Path, tmp_path: Path) -> None:
    code = (
        "import tiaowen; from tiaowen.settings import Settings; print(tiaowen.__file__, Settings().corpus, sep='\\n')"
    )
    module, corpus = map(Path, run(installed / "bin" / "python", "-c", code, home=tmp_path).splitlines())
    assert module.is_relative_to(installed)
    assert corpus == module.parent / "data" / "corpus"
    assert {path.name for path in corpus.iterdir() if path.is_dir()} == REGULATIONS


@pytest.mark.slow
def test_installed_package_answers_from_any_folder(installed: Path, tmp_path: Path) -> None:
    question = "柳州工程技术研究中心需要多少研发人员"
    answer = json.loads(run(installed / "bin" / "tiaowen", "ask", question, "--json", home=tmp_path))
    assert answer["status"] == "verified"
    assert "liuzhou-etrc/9(3)" in [citation["address"] for citation in answer["citations"]]
    assert "8人" in answer["text"]
