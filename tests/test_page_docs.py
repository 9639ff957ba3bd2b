"""The pictures in docs/dashboard.md; `UPDATE_SCREENSHOTS=1 pytest tests/test_page_docs.py` takes them anew."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT
from PIL import Image
from test_page import address

DOCS = ROOT / "docs"
WIDE: dict[str, Any] = {"viewport": {"width": 1180, "height": 760}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 700}, "color_scheme": "dark"}
SHOTS = {
    "matrix": (address("matrix", evidence="cell+wilbur-ross+zte-relief"), WIDE),
    "dispute": (address("dispute", "2018-05-17", linked="1", actor="christopher-wray"), WIDE),
    "timeline": (address("timeline", "2018-06-10", lanes="actor", span="90"), WIDE),
    "network": (address("network", "2018-06-20"), WIDE),
    "actor": (address("actor", "2018-08-31", actor="wilbur-ross"), WIDE),
    "phone": (address("matrix"), PHONE),
}
pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="only in a checkout")


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_of_each_view_can_be_taken(visit: Callable[..., Any], name: str):
    view, size = SHOTS[name]
    page = visit(view, **size)
    shot = page.screenshot()
    assert len(shot) > 20_000  # a blank page is a tenth of that
    if os.environ.get("UPDATE_SCREENSHOTS"):
        (DOCS / "images").mkdir(exist_ok=True)
        # 256 colors are enough for a page and half the bytes.
        Image.open(io.BytesIO(shot)).convert("RGB").quantize(256, kmeans=2, dither=Image.Dither.NONE).save(
            DOCS / "images" / f"{name}.png", optimize=True
        )


def test_the_docs_show_each_picture_once_and_all_are_small():
    shown = re.findall(r"!\[[^\]]+\]\(images/([a-z]+)\.png\)", (DOCS / "dashboard.md").read_text())
    assert sorted(shown) == sorted(SHOTS) == sorted(path.stem for path in (DOCS / "images").glob("*.png"))
    assert sum(path.stat().st_size for path in (DOCS / "images").glob("*.png")) < 600_000
