"""JSON schemas of the suites: current, found by the first line of each file, and as strict as the loader."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from tiaowen.evals.schemas import find_stale, first_line, write_schemas
from tiaowen.evals.suite import WRITTEN, suite_files

EVALS = Path(__file__).parents[2] / "evals"


def test_the_repositorys_schemas_and_first_lines_are_current() -> None:
    assert find_stale(EVALS) == ()


@pytest.mark.parametrize("suite", WRITTEN)
def test_the_cases_of_the_repository_pass_their_schema(suite: str) -> None:
    schema = json.loads((EVALS / "schemas" / f"{suite}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, path in suite_files(EVALS):
        if name == suite:
            jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), schema)


def test_a_key_that_is_not_known_fails_the_schema() -> None:
    schema = json.loads((EVALS / "schemas" / "retrieval.json").read_text(encoding="utf-8"))
    good = {"id": "R1", "kind": "x", "question": "几人", "articles": ["liuzhou-etrc/9"]}
    jsonschema.validate([good], schema)
    for bad in ({**good, "artikel": []}, {**good, "articles": ["第九条"]}, {**good, "id": "R 1"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([bad], schema)


def test_what_is_stale_is_named_and_mended(tmp_path: Path) -> None:
    folder = tmp_path / "evals"
    shutil.copytree(EVALS, folder)
    (folder / "schemas" / "claims.json").write_text("{}", encoding="utf-8")
    (folder / "answers" / "new.yaml").write_text("- {id: N1}\n", encoding="utf-8")
    (folder / "retrieval" / "old.yaml").write_text("# yaml-language-server: $schema=x\n# kept\n[]\n", encoding="utf-8")
    stale = find_stale(folder)
    assert {path.name for path in stale} == {"claims.json", "new.yaml", "old.yaml"}
    assert set(write_schemas(folder)) == set(stale)
    assert find_stale(folder) == write_schemas(folder) == ()
    assert (folder / "answers" / "new.yaml").read_text(encoding="utf-8") == f"{first_line('answers')}\n- {{id: N1}}\n"
    assert (folder / "retrieval" / "old.yaml").read_text(encoding="utf-8").splitlines()[1:] == ["# kept", "[]"]
