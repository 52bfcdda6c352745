"""Risk analysis of personal-information ledgers (プライバシーマーク, JIS Q 15001)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from os import PathLike
from typing import Any

from ._daicho import DaichoError, __version__, assess_json

__all__ = ["DaichoError", "__version__", "assess"]


def assess(
    path: str | PathLike[str],
    *,
    packs: Sequence[str] = (),
    method: str | Sequence[str] = (),
    config: str | PathLike[str] | None = None,
    answers: Sequence[str | PathLike[str]] = (),
    as_of: date | None = None,
) -> dict[str, Any]:
    """Assess the ledger in a workbook.

    Gives the JSON result of ``daicho assess --format json`` as Python objects, with the keys
    ``risks``, ``findings``, ``questions``, ``ledger`` and ``evidence`` beside the totals.
    ``method`` is one method or several, of which decisions rest on the first; what the others say
    stands under ``beside``.
    ``as_of`` is today where it is not given; ``config`` is the client's settings, by default the
    ``daicho.toml`` beside the workbook if there is one; ``answers`` are reports whose sheet of
    questions was filled in.

    Raises DaichoError with what is wrong, where, and what to do.
    """
    day = as_of if as_of is not None else date.today()
    methods = [method] if isinstance(method, str) else list(method)
    return json.loads(assess_json(path, as_of=day, packs=list(packs), methods=methods, config=config, answers=list(answers)))
