"""A sheet as one HTML file that prints right: A4, margins and types of Decree 30/2020; no script, nothing fetched."""

from collections.abc import Sequence
from html import escape as escaped

from voting.law.spacing import bound
from voting.papers.qr import modules
from voting.papers.sheet import DRAFT, MOTTO, NATION, PAIRED, Block, Para, Rows, Sheet, Signer, long_day, parted

STYLE = """
@page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page); font: 13pt "Times New Roman", Tinos, "Liberation Serif", serif; } }
@page :first { @top-center { content: none; } }
* { box-sizing: border-box; }
html { font: 14pt/1.25 "Times New Roman", Tinos, "Liberation Serif", serif; color: #000; background: #fff; hyphens: none; }
body { margin: 0 auto; max-width: 165mm; }
@media screen { body { padding: 20mm 5mm; } }
p { margin: 0 0 6pt; text-align: justify; text-indent: 1.27cm; overflow-wrap: break-word; }
.head { display: grid; grid-template-columns: 43% 57%; text-align: center; }
.head p { text-indent: 0; text-align: center; margin: 0; }
.above { font-size: 13pt; text-transform: uppercase; }
.above, .issuer, .signs .office { text-wrap: balance; }
.head .regards { font-size: 12pt; margin-top: 6pt; text-wrap: balance; }
.issuer, .nation { font-size: 13pt; font-weight: bold; text-transform: uppercase; }
.nation { white-space: nowrap; font-size: 12.5pt; }
.motto { font-weight: bold; font-size: 13.5pt; }
.rule { border: 0; border-top: .75pt solid #000; margin: 2pt auto 0; width: 40%; }
.rule.full { width: 62%; }
.place { font-style: italic; font-size: 13pt; grid-column: 2; padding-top: 8pt; }
h1 { font-size: 14pt; text-align: center; margin: 18pt 0 0; text-transform: uppercase; text-wrap: balance; }
.subject { font-weight: bold; text-align: center; text-indent: 0; margin: 2pt 8mm 0; text-wrap: balance; }
.to { text-indent: 0; margin: 14pt 0 2pt; padding-left: 2.5cm; }
.to.next { margin-top: 0; padding-left: 4.4cm; }
.rests { font-style: italic; }
.body { margin-top: 14pt; }
.end { display: inline-block; width: 100%; }
.body h2 { font-size: 14pt; margin: 8pt 0 4pt; padding-left: 1.27cm; break-after: avoid; }
.body h2.centred { padding-left: 0; text-align: center; }
table { border-collapse: collapse; width: 100%; margin: 4pt 0 8pt; font-size: 13pt; }
th, td { border: .75pt solid #000; padding: 3pt 5pt; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
td.n { text-align: right; }
.signs { display: inline-grid; width: 100%; grid-template-columns: repeat(3, 1fr); gap: 12pt 6mm; margin-top: 16pt; text-align: center; }
.signs.pairs { grid-template-columns: 1fr 1fr; }
.signs.pairs :only-child { grid-column: 2; }
.signs > div { display: flex; flex-direction: column; }
.signs .name { margin-top: auto; }
.signs p { text-align: center; text-indent: 0; margin: 0; }
.signs .office { font-weight: bold; text-transform: uppercase; font-size: 13pt; }
.signs .by { font-style: italic; font-size: 12pt; }
.signs .name { font-weight: bold; padding-top: 20mm; min-height: 26mm; }
.foot { margin-top: 14pt; border-top: .5pt solid #000; padding-top: 4pt; display: flex; gap: 4mm; align-items: center; break-inside: avoid; }
.foot p { font-size: 10pt; text-indent: 0; text-align: left; margin: 0; line-height: 1.3; overflow-wrap: anywhere; }
.foot svg { width: 22mm; height: 22mm; flex: none; }
.draft { position: fixed; top: 42%; left: 0; right: 0; text-align: center; font-size: 90pt; font-weight: bold; color: #d8d8d8; print-color-adjust: exact; -webkit-print-color-adjust: exact; z-index: -1; transform: rotate(-30deg); }
"""  # noqa: E501 - styles, a rule a line


def escape(text: str) -> str:
    """The text as it is set and as HTML holds it."""
    return escaped(bound(text))


def html_page(sheet: Sheet) -> bytes:
    """The paper as UTF-8 HTML; the same sheet gives the same bytes."""
    words, last = parted(sheet.blocks)
    parts = [
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(sheet.title)} – {escape(sheet.subject)}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        *([f'<p class="draft" aria-hidden="true">{DRAFT}</p>'] if sheet.draft else []),
        _head(sheet),
        *([] if sheet.is_letter else [_titles(sheet)]),
        _to(sheet.to),
        '<div class="body">',
        *map(_block, words),
        '</div>\n<div class="end">',
        *map(_block, last),
        _signs(sheet.signers),
        _foot(sheet),
        "</div>",
        "</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def _titles(sheet: Sheet) -> str:
    return f'<h1>{escape(sheet.title)}</h1>\n<p class="subject">{escape(sheet.subject)}</p>\n<hr class="rule">'


def _to(to: Sequence[str]) -> str:
    """To one on the line itself; to several, each on a line of its own with a dash."""
    if len(to) == 1:
        return f'<p class="to">Kính gửi: {escape(to[0])}</p>'
    return "\n".join(['<p class="to">Kính gửi:</p>', *(f'<p class="to next">- {escape(one)}</p>' for one in to)]) if (
        to
    ) else ""  # fmt: skip


def _head(sheet: Sheet) -> str:
    head = sheet.head
    regards = f'<p class="regards">{escape(sheet.subject)}</p>' if sheet.is_letter else ""
    return (
        '<div class="head">\n'
        f'<div><p class="above">{escape(head.above)}</p><p class="issuer">{escape(head.issuer)}</p>'
        f'<hr class="rule">{regards}</div>\n'
        f'<div><p class="nation">{NATION}</p><p class="motto">{MOTTO}</p><hr class="rule full"></div>\n'
        f'<p class="place">{escape(head.place)}, {long_day(head.day)}</p>\n</div>'
    )


def _block(block: Block) -> str:
    if isinstance(block, Para):
        text, centred = escape(block.text), ' class="centred"' if block.centred else ""
        if block.bold:
            return f"<h2{centred}>{text}</h2>"
        return f'<p class="rests">{text}</p>' if block.italic else f"<p>{text}</p>"
    return _table(block)


def _table(block: Rows) -> str:
    columns = "".join(f'<col width="{width}%">' for width in block.widths)
    heading = "".join(f"<th>{escape(one)}</th>" for one in block.heading)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
    return f"<table><colgroup>{columns}</colgroup><thead><tr>{heading}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(text: str) -> str:
    number = text.replace(".", "").isdigit()
    return f'<td class="n">{escape(text)}</td>' if number else f"<td>{escape(text)}</td>"


def _signs(signers: Sequence[Signer]) -> str:
    blocks = "".join(
        f'<div><p class="office">{escape(one.office)}</p><p class="by">(Ký, ghi rõ họ tên)</p>'
        f'<p class="name">{escape(one.name)}</p></div>'
        for one in signers
    )
    pairs = " pairs" if len(signers) in PAIRED else ""
    return f'<div class="signs{pairs}">{blocks}</div>'


def _foot(sheet: Sheet) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in sheet.foot)
    return f'<div class="foot">{_qr(sheet)}<div>{lines}</div></div>'


def _qr(sheet: Sheet) -> str:
    if sheet.stamp is None:
        return ""
    rows = modules(sheet.stamp.address)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    side = len(rows)
    return f'<svg viewBox="0 0 {side} {side}" role="img" aria-label="Mã vuông"><path d="{path}"/></svg>'
