"""The picture that Zalo and Facebook show beside a link: the quiet đình on paper, 1200 x 630, nothing of any village.

PYTHONPATH=tests python -m screens.share_picture     draws static/img/dinh.png from templates/drawings/quiet.svg
"""

import base64
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from fixtures.browser import find_chromium
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "static" / "img" / "dinh.png"
DRAWING = ROOT / "templates" / "drawings" / "quiet.svg"
WIDTH, HEIGHT = 1200, 630
PAPER, INK, TILE = (0xF6, 0xF0, 0xE2), (0x1D, 0x24, 0x20), (0x8F, 0x3A, 0x1E)
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; height: 630px; box-sizing: border-box; background: #f6f0e2; color: #1d2420;
  border-top: 14px solid #8f3a1e;
  display: grid; place-content: center; justify-items: center; font: 700 56px/1.3 "Noto Sans", Arial, sans-serif; }}
svg {{ width: 960px; height: 360px; margin-bottom: 28px; fill: none; stroke: currentColor; stroke-width: 2.4;
  stroke-linecap: round; stroke-linejoin: round; }}
.wash {{ fill: #8f3a1e; fill-opacity: .2; stroke: none; }}
</style>{drawing}<div>Thôn ta đang bàn việc gì?</div>
"""
NEAREST = """async ([png, palette]) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
  const far = (at, [r, g, b]) => (data[at] - r) ** 2 + (data[at + 1] - g) ** 2 + (data[at + 2] - b) ** 2;
  let found = "";
  for (let at = 0; at < data.length; at += 4) {
    let best = 0;
    for (let one = 1; one < 16; one += 1) if (far(at, palette[one]) < far(at, palette[best])) best = one;
    found += best.toString(16);
  }
  return found;
}"""
Colour = tuple[int, int, int]


def draw() -> bytes:
    """The picture as PNG of sixteen colours."""
    palette = list(colours())
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(PAGE.format(drawing=DRAWING.read_text(encoding="utf-8")))
        seen = base64.b64encode(page.screenshot()).decode()
        pixels = bytes.fromhex(page.evaluate(NEAREST, [seen, palette]))
        chromium.close()
    return packed(pixels, palette)


def colours() -> Iterator[Colour]:
    """Paper, ink and tile, and what lies between them where a line has no sharp edge."""
    wash = mixed(PAPER, TILE, 0.2)
    yield from (PAPER, wash, TILE, INK)
    yield from (mixed(PAPER, INK, step / 7) for step in range(1, 7))
    yield from (mixed(wash, INK, step / 5) for step in range(1, 5))
    yield from (mixed(PAPER, TILE, step) for step in (0.1, 0.5))


def mixed(one: Colour, other: Colour, part: float) -> Colour:
    """So much of the other colour over the one."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def packed(pixels: bytes, palette: list[Colour]) -> bytes:
    """Two pixels a byte as a PNG file with a palette."""
    row = WIDTH // 2
    rows = b"".join(b"\0" + pixels[start : start + row] for start in range(0, len(pixels), row))
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0),
        b"PLTE": bytes(value for colour in palette for value in colour),
        b"IDAT": zlib.compress(rows, 9),
        b"IEND": b"",
    }
    chunks = (
        struct.pack(">I", len(one)) + kind + one + struct.pack(">I", zlib.crc32(kind + one))
        for kind, one in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


if __name__ == "__main__":
    PICTURE.write_bytes(draw())
