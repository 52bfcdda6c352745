import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import daicho

DATASETS = Path(__file__).parents[2] / "datasets"
AS_OF = date(2026, 3, 31)
CLIENTS = sorted(path.parents[1].name for path in DATASETS.glob("*/expected/assessment.json"))


def test_version_is_that_of_the_workspace():
    manifest = (DATASETS.parent / "Cargo.toml").read_text(encoding="utf-8")
    assert f'version = "{daicho.__version__}"' in manifest


def test_there_are_clients_to_compare():
    assert len(CLIENTS) >= 7


@pytest.mark.parametrize("client", CLIENTS)
def test_result_is_that_of_the_command_line(client):
    result = daicho.assess(DATASETS / client / "ledger.xlsx", as_of=AS_OF)
    expected = json.loads((DATASETS / client / "expected" / "assessment.json").read_text(encoding="utf-8"))
    assert result == expected


@pytest.mark.parametrize("client", CLIENTS)
def test_result_follows_its_schema(client):
    schema = json.loads((DATASETS.parent / "core" / "assessment.schema.json").read_text(encoding="utf-8"))
    result = daicho.assess(DATASETS / client / "ledger.xlsx", as_of=AS_OF)
    jsonschema.validate(result, schema)


def test_settings_of_the_client_are_used_and_told(tmp_path):
    settings = tmp_path / "midori.toml"
    settings.write_text(
        """
[client]
name = "みどり"
acceptable = "low"
acceptable_reason = "方針"
[parameters]
breach_count = 500
[[override]]
rule = "DIS-01"
threat = 1
reason = "毎週回収"
[[override]]
rule = "TRF-02"
off = true
reason = "撤去済み"
until = 2026-03-30
[[except]]
rule = "STO-03"
fields = ["number"]
values = [["診-01"]]
reason = "移転作業中"
""",
        encoding="utf-8",
    )
    result = daicho.assess(DATASETS / "clinic" / "ledger.xlsx", as_of=AS_OF, config=settings)
    assert result["client"] == "みどり"
    told = result["evidence"]["client"]
    assert [one["expired"] for one in told["overrides"]] == [False, True]
    assert any("computed" in risk for risk in result["risks"])
    schema = json.loads((DATASETS.parent / "core" / "assessment.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(result, schema)


def test_errors_say_what_is_wrong_and_what_to_do(tmp_path):
    missing = tmp_path / "no-such-ledger.xlsx"
    with pytest.raises(daicho.DaichoError, match="no-such-ledger.xlsx"):
        daicho.assess(missing, as_of=AS_OF)
    with pytest.raises(daicho.DaichoError, match="did you mean `jis-q-15001`"):
        daicho.assess(DATASETS / "clean" / "ledger.xlsx", packs=["jis-q-15002"], as_of=AS_OF)
