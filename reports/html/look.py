"""How the web page of a paper looks: on a wide screen, on a telephone, printed, and in a dark room."""

from __future__ import annotations

from reports import style

_STYLE = f"""
:root {{ color-scheme: light dark; --ink: {style.INK}; --muted: {style.MUTED}; --accent: ACCENT;
  --tint: {style.HEAD_TINT}; --rule: {style.RULE}; --strong: {style.STRONG_RULE}; --paper: {style.PAPER}; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #E6EBF0; --muted: #B3BFCC; --accent: #8CC4EA;
  --tint: #24303C; --rule: #3A4958; --strong: #8494A5; --paper: #141B22; }} }}
@media print {{ :root {{ color-scheme: light; --ink: {style.INK}; --muted: {style.MUTED}; --accent: ACCENT;
  --tint: {style.HEAD_TINT}; --rule: {style.RULE}; --strong: {style.STRONG_RULE}; --paper: {style.PAPER}; }}
  .skip {{ display: none; }} table {{ font-size: 9pt; }} tr, figure {{ break-inside: avoid; }}
  h2, h3, caption {{ break-after: avoid; }} .page {{ break-before: page; }} }}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 "{style.FONT}", "Segoe UI", "Helvetica Neue", Arial, sans-serif; }}
main, header, footer {{ max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }}
header {{ padding-top: 2rem; }}
footer {{ margin-top: 3rem; padding-top: 1rem; padding-bottom: 2rem; border-top: 1px solid var(--rule);
  color: var(--muted); font-size: .9rem; }}
h1, h2, h3, h4, h5, h6 {{ line-height: 1.25; }}
h1, h2 {{ color: var(--accent); }}
h1 {{ font-size: 2rem; margin: 0; }}
h2 {{ font-size: 1.45rem; margin: 2.2rem 0 .6rem; }}
h3 {{ font-size: 1.2rem; margin: 1.8rem 0 .5rem; }}
p, li {{ max-width: 42rem; overflow-wrap: break-word; }}
.author, .subtitle, .note, figcaption small {{ color: var(--muted); }}
.subtitle {{ font-size: 1.15rem; margin: .3rem 0 0; }}
.lead {{ font-size: 1.15rem; }}
.note {{ font-size: .9rem; }}
a {{ color: var(--accent); }}
a:focus-visible, .wide:focus-visible {{ outline: 3px solid var(--accent); outline-offset: 2px; }}
.skip {{ position: absolute; left: -99rem; }}
.skip:focus {{ left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }}
.wide {{ overflow-x: auto; margin: 1.2rem 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: .95rem; }}
caption {{ text-align: left; font-weight: 700; padding: 0 0 .5rem; }}
th, td {{ text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--rule);
  overflow-wrap: break-word; }}
thead th {{ background: var(--tint); border-bottom: 1px solid var(--strong); }}
tbody th {{ font-weight: 600; }}
tfoot th, tfoot td {{ border-top: 2px solid var(--strong); font-weight: 700; }}
.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
.facts {{ width: auto; margin: 1rem 0; }}
bdi {{ display: inline-block; }}
sup {{ line-height: 0; }}
sup a {{ text-decoration: none; padding: 0 .1em; }}
:target {{ background: var(--tint); }}
section[role] {{ margin-top: 3rem; border-top: 1px solid var(--rule); font-size: .9rem; }}
figure {{ margin: 1.5rem 0; }}
.logo {{ float: right; margin: 0 0 1rem 1rem; background: #FFFFFF; }}
figure svg {{ display: block; width: 100%; height: auto; background: #FFFFFF; }}
figcaption {{ font-weight: 700; margin-bottom: .5rem; }}
"""
"""The page's only style sheet; text is 7 to 1 on its ground. In the dark every house has one accent: its own colour was
chosen for white paper."""


_POSTER = """
main, header, footer { max-width: 52rem; }
h1 { font-size: 3rem; }
h2 { font-size: 2.2rem; margin: 1.8rem 0 .2rem; }
main p, main .lead, .subtitle { font-size: 1.6rem; margin: .2rem 0; max-width: none; }
main .note { font-size: 1.1rem; }
@media print { main, header, footer { max-width: none; } }
"""
"""What a poster has besides."""


def style_of(accent: str, *, poster: bool = False) -> str:
    """Return the style sheet with the colour of a house, `#RRGGBB`."""
    return _STYLE.replace("ACCENT", accent) + (_POSTER if poster else "")
