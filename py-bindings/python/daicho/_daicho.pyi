from collections.abc import Sequence
from datetime import date
from os import PathLike

__version__: str

class DaichoError(Exception): ...

def assess_json(
    path: str | PathLike[str],
    *,
    as_of: date,
    packs: Sequence[str] = ...,
    methods: Sequence[str] = ...,
    config: str | PathLike[str] | None = ...,
    answers: Sequence[str | PathLike[str]] = ...,
) -> str: ...
