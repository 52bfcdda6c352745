"""The schema of pack files, as editors use it."""

import json
from pathlib import Path

import jsonschema
import pytest

tomllib = pytest.importorskip("tomllib")  # Python 3.11

RULES = Path(__file__).parents[2] / "rules"
PACK_FILES = sorted((RULES / "packs").glob("**/*.toml"))
SAMPLES = sorted((RULES / "src" / "scaffold").glob("pack.*.toml"))
BROKEN = tomllib.loads((RULES / "tests" / "broken-definitions.toml").read_text(encoding="utf-8"))["file"]
SCHEMA = json.loads((RULES / "pack.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def test_schema_is_a_schema():
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert len(PACK_FILES) > 20 and len(SAMPLES) == 2


@pytest.mark.parametrize("path", PACK_FILES + SAMPLES, ids=lambda path: "/".join(path.parts[-2:]))
def test_packs_follow_the_schema(path):
    VALIDATOR.validate(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file["name"])
def test_what_the_engine_refuses_the_schema_refuses_too(file):
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(tomllib.loads(file["text"]))
