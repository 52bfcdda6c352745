"""Formats that Python once more reads in a process of its own."""

import sys
from datetime import date
from pathlib import Path

import pytest

import daicho

INPUT = Path(__file__).parents[2] / "core" / "tests" / "it" / "input"
AS_OF = date(2026, 3, 31)


@pytest.mark.parametrize("name", ["saved-as-xls.xls", "binary-workbook.xlsb"])
def test_old_and_binary_workbooks_are_read(name):
    assert daicho.assess(INPUT / name, as_of=AS_OF)["schema"] == "daicho-assessment/1"


def test_a_file_that_is_cut_off_is_an_error(tmp_path):
    cut = tmp_path / "cut.xls"
    cut.write_bytes((INPUT / "saved-as-xls.xls").read_bytes()[:3000])
    with pytest.raises(daicho.DaichoError, match="damaged"):
        daicho.assess(cut, as_of=AS_OF)


@pytest.mark.parametrize("program", ["", "/no/such/python"])
def test_without_a_python_to_start_the_error_says_what_to_do(monkeypatch, program):
    monkeypatch.setattr(sys, "executable", program)
    with pytest.raises(daicho.DaichoError, match=r"save it as an Excel workbook \(\*\.xlsx\)"):
        daicho.assess(INPUT / "saved-as-xls.xls", as_of=AS_OF)
