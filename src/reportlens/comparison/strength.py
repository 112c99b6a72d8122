"""How binding targets are worded, group by group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlens.comparison.groups import Member
from reportlens.lexicon import Lexicon
from reportlens.scores.commitment import target_wordings

if TYPE_CHECKING:
    import pandas as pd


def strength(members: Sequence[Member], lexicon: Lexicon) -> pd.DataFrame:
    """Every numeric target with the wording that says how binding it is.

    Columns: group, indicator (the id where it is a standard one, else the report's own
    words), wording (the verb of commitment, else the bound), bound, strength (0 to 1),
    report_id, start, end, text.
    """
    import pandas as pd

    rows = [
        (
            member.group,
            found.quantity.indicator_id or found.quantity.indicator,
            found.wording,
            found.quantity.bound,
            found.strength,
            member.report_id,
            found.quantity.start,
            found.quantity.end,
            found.quantity.text,
        )
        for member in members
        for found in target_wordings(member.report, lexicon)
    ]
    names = ["group", "indicator", "wording", "bound", "strength", "report_id", "start", "end"]
    return pd.DataFrame(rows, columns=[*names, "text"])
