"""The page on attacks says what was measured, and of every attack."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from corpus import ATTACKS, KINDS, NOTHING_GAINED

REPO = Path(__file__).parents[2]
ROWS = json.loads((REPO / "tests" / "attacks" / "stock.json").read_text(encoding="utf-8"))
MEND = "python bench/stock_on_attacks.py --only {}"


def test_every_attack_was_measured() -> None:
    missing = [attack.name for attack in ATTACKS if attack.name not in ROWS]
    assert not missing, MEND.format(" ".join(missing))
    assert list(ROWS) == [attack.name for attack in ATTACKS]


def test_every_attack_has_a_row_on_the_page_and_the_page_is_fresh() -> None:
    sys.path.append(str(REPO / "bench"))
    try:
        from attacks_page import NOTHING_GAINED as SAID
        from attacks_page import write_page
    finally:
        sys.path.remove(str(REPO / "bench"))
    assert SAID == NOTHING_GAINED
    page = (REPO / "docs" / "attacks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)
    assert rows == [attack.name for attack in ATTACKS]
    assert page == write_page(KINDS, ROWS), "python bench/stock_on_attacks.py --only-page"


def test_ours_gained_nothing_where_it_was_measured() -> None:
    for attack in ATTACKS:
        mine = ROWS[attack.name]["ours"]
        assert mine["read"] == [], attack.name
        assert mine["points"] <= 2 + attack.gains, attack.name
        assert attack.honest_lost or mine["points"] >= 2, attack.name


def test_what_is_left_out_under_stock_says_why() -> None:
    for attack in ATTACKS:
        left_out = ROWS[attack.name]["stock"].get("left out", "")
        assert left_out == attack.not_under_stock, attack.name
