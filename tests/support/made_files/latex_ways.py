"""Ways to hide a name in a document of LaTeX, and good ones."""

from tests.support.made_files.words import LAST, LINE, NAME, PARAGRAPH

HEAD = r"""\documentclass[11pt]{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{lmodern}
\pdfpagewidth=595pt\pdfpageheight=842pt\usepackage{xcolor}\usepackage{graphicx}\usepackage{tikz}
\usepackage{colortbl}\usepackage{hyperref}\setlength{\parindent}{0pt}
"""


def document(inner: str, head: str = "") -> str:
    begin, end = r"\begin{document}", r"\end{document}"
    return f"{HEAD}{head}{begin}\n{LINE}\n\n{inner}\n\n{LAST}\n{end}\n"


def coloured(colour: str, ground: str = "") -> str:
    text = rf"\textcolor[HTML]{{{colour}}}{{{NAME}}}"
    return document(rf"\colorbox[HTML]{{{ground}}}{{{text}}}" if ground else text)


def drawn(over: str, under: str = "") -> str:
    """The name in the midst of a drawing, with something under and over it."""
    begin, end = r"\begin{tikzpicture}", r"\end{tikzpicture}"
    node = rf"\node[anchor=west] at (0,0) {{{NAME}}};"
    return document(f"{begin}{under}{node}{over}{end}")


_PLACE = "(0,-.3) rectangle (3.2,.3)"

WAYS = {
    "white text": coloured("FFFFFF"),
    "nearly white text": coloured("FCFCFC"),
    "pale yellow text": coloured("FFFFE6"),
    "black highlight on black": coloured("000000", "000000"),
    "nearly black on black": coloured("0B0B0B", "000000"),
    "colour of a banner": coloured("264F8C", "264F8C"),
    "dark text in a dark header": document(r"\begin{tabular}{|l|}\rowcolor[HTML]{113355}\textcolor[HTML]{113355}{NAME}\\\hline Year\end{tabular}".replace("NAME", NAME)),
    "black box on top": drawn(rf"\fill {_PLACE};"),
    "white box on top": drawn(rf"\fill[white] {_PLACE};"),
    "coloured box on top": drawn(rf"\fill[blue!70] {_PLACE};"),
    "box nearly opaque on top": drawn(rf"\fill[opacity=.97] {_PLACE};"),
    "box with a label on top": drawn(rf"\fill {_PLACE};\node[white,anchor=west] at (.3,0) {{\small REDACTED}};"),
    "white box with a word on top": drawn(rf"\fill[white] {_PLACE};\node[anchor=west] at (0,0) {{Child L}};"),
    "gradient on top": drawn(rf"\shade[left color=black,right color=gray] {_PLACE};"),
    "pattern on top": drawn(rf"\fill[pattern=crosshatch] {_PLACE};\fill[pattern=grid] {_PLACE};\fill[black!80] {_PLACE};").replace(r"\begin{document}", r"\usetikzlibrary{patterns}\begin{document}"),
    "rounded shape on top": drawn(rf"\fill[rounded corners=4pt,gray!60!black] {_PLACE};"),
    "thick line on top": drawn(r"\draw[line width=16pt] (0,0) -- (3.2,0);"),
    "thick dashes": drawn(r"\draw[line width=16pt,dash pattern=on 5pt off .5pt] (0,0) -- (3.2,0);"),
    "rule on top": document(NAME + r"\llap{\rule[-3pt]{72pt}{12pt}}"),
    "close lines on top": drawn(r"\foreach \y in {-.3,-.27,...,.3} \draw[line width=.8pt] (0,\y) -- (3.2,\y);"),
    "other letters over it": document(NAME + "".join(rf"\llap{{\rlap{{XXXXXXXXX}}\hspace{{{72 - 0.4 * n:.1f}pt}}}}" for n in range(14))),
    "nearly transparent": drawn("").replace("[anchor=west]", "[anchor=west,opacity=.03]"),
    "tiny type": document(rf"\scalebox{{.05}}{{{NAME}}}"),
    "hardly readable type": document(rf"\scalebox{{.15}}{{{NAME}}}"),
    "squeezed to a line": document(rf"\scalebox{{.01}}[1]{{{NAME}}}"),
    "squeezed flat": document(rf"\scalebox{{1}}[.02]{{{NAME}}}"),
    "cut off by its frame": document(rf"\clipbox*{{0 0 1pt 1pt}}{{{NAME}}}").replace(r"\begin{document}", r"\newcommand\clipbox{}\def\clipbox*#1#2{\tikz{\clip (0,0) rectangle (.03,.03);\node[anchor=west] at (0,0) {#2};}}\begin{document}"),
    "left of the page": document(rf"\hspace*{{-12cm}}{NAME}"),
    "below the page": document(rf"\raisebox{{-30cm}}[0pt][0pt]{{{NAME}}}"),
    "drawn with no ink": document(rf"\pdfliteral direct {{3 Tr}}{NAME}\pdfliteral direct {{0 Tr}}"),
    "slanted, under a box": document(rf"\rotatebox{{20}}{{\rlap{{{NAME}}}\rule[-3pt]{{72pt}}{{12pt}}}}"),
}  # fmt: skip

ASIDE = {
    "author": document("", rf"\hypersetup{{pdfauthor={{{NAME}}}}}"),
    "title of the file": document("", rf"\hypersetup{{pdftitle={{{NAME}}}}}"),
    "bookmark": document(rf"\pdfbookmark{{{NAME} and her mother}}{{a}}"),
    "link that names": document(r"\href{https://example.org/children/Grace-Okafor}{The report}"),
    "comment": document(rf"\pdfannot width 10pt height 10pt {{/Subtype /Text /Contents ({NAME} and her mother)}}"),
}  # fmt: skip

GOOD = {
    "white heading on a banner": coloured("FFFFFF", "264F8C"),
    "table with a dark header": document(r"\begin{tabular}{|l|l|}\rowcolor[HTML]{1D3557}\textcolor{white}{NAME}&\textcolor{white}{Year}\\\hline Report & 2015\\\hline\end{tabular}".replace("NAME", NAME)),
    "highlighted": coloured("000000", "FFFF00"),
    "pale grey": coloured("999999"),
    "struck through": document(rf"\rlap{{{NAME}}}\rule[3pt]{{66pt}}{{.6pt}}"),
    "underlined": document(rf"\underline{{{NAME}}}"),
    "footnote": document(rf"{NAME}\footnote{{{PARAGRAPH}}} was known."),
    "ligatures": document(f"{NAME}: official findings, efficient, affluent; difficult"),
    "formula": document(rf"{NAME} $\sum_{{i=1}}^n \frac{{x_i^2}}{{\sqrt{{n}}}} \le 4$"),
    "small capitals": document(rf"\textsc{{{NAME}}}"),
    "small print": document(rf"{{\tiny {NAME} {PARAGRAPH}}}"),
    "turned": document(rf"\rotatebox{{90}}{{{NAME}}}"),
    "framed": document(rf"\fbox{{{NAME}}} \fcolorbox{{red}}{{yellow}}{{seen}}"),
    "links": document(rf"\href{{https://www.gov.uk/}}{{{NAME}}} and \url{{https://www.gov.uk/}}"),
    "chart": drawn(r"\foreach \x in {1,...,5} \fill[blue!60] (\x,-3) rectangle +(.6,\x*.4); \draw[->] (.5,-3) -- (7,-3); \foreach \x in {1,...,5} \node at (\x+.3,-3.3) {\small 201\x};"),
    "white numbers in bars": drawn(r"\foreach \x in {1,...,4} {\fill[blue!60!black] (\x,-3) rectangle +(.8,1); \node[white] at (\x+.4,-2.5) {\x 0};}"),
    "gradient behind": drawn("", r"\shade[left color=yellow,right color=orange] (-.2,-.4) rectangle (3.5,.4);"),
    "faint watermark over it": drawn(r"\node[opacity=.12,rotate=20,scale=4] at (2,0) {DRAFT};"),
    "watermark behind": drawn("", r"\node[black!12,rotate=20,scale=4] at (2,0) {DRAFT};"),
    "redacted properly": document(rf"{NAME} and \rule[-2pt]{{60pt}}{{11pt}}."),
    "Welsh": document(f"{NAME}: Adolygiad Ymarfer Plant; ŵyr, tŷ, gêm, ïodin"),
    "contents": document(rf"\tableofcontents\section{{{NAME}}}{PARAGRAPH}\section{{Findings}}{PARAGRAPH}"),
    "pages of a report": document(rf"\section{{{NAME}}}" + rf"\subsection{{Findings}}{PARAGRAPH * 3}" * 20),
}  # fmt: skip

PLAIN, EMPTY = document(NAME), document("")
