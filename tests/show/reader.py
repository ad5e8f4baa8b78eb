"""Reads a page as a browser would: its tree, its links, and what is wrong with it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}


@dataclass
class Node:
    """One element: its tag, its attributes and what stands within; a piece of text has the tag ``#text``."""

    tag: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    piece: str = ""

    @property
    def text(self) -> str:
        """All text within."""
        return " ".join(" ".join(node.piece for node in self.walk()).split())

    def all(self, tag: str, **attributes: str) -> list["Node"]:
        """Return the elements within that have a tag and attributes."""
        within = [node for child in self.children for node in child.all(tag, **attributes)]
        fits = self.tag == tag and all(
            value in self.attributes.get(key, "").split() for key, value in attributes.items()
        )
        return [self, *within] if fits else within

    def walk(self) -> list["Node"]:
        """Return the element and everything within."""
        return [self, *(node for child in self.children for node in child.walk())]


class Page(HTMLParser):
    """A page as a tree; ``faults`` tells of tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("page", {})
        self.open = [self.root]
        self.faults: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{node.tag}> is never closed" for node in self.open[1:]]
        self.nodes = self.root.walk()
        self.ids = [node.attributes["id"] for node in self.nodes if "id" in node.attributes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in set(names) if names.count(name) > 1]
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element that closes itself."""
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the open element, which must be the same."""
        if self.open[-1].tag == tag:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> closes <{self.open[-1].tag}>")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.open[-1].children.append(Node("#text", {}, piece=data))

    def all(self, tag: str, **attributes: str) -> list[Node]:
        """Return the elements of the page that have a tag and attributes."""
        return self.root.all(tag, **attributes)

    def table(self, caption: str) -> list[dict[str, str]]:
        """Return the rows of the table whose caption begins so, by column."""
        found = next(t for t in self.all("table") if t.all("caption")[0].text.startswith(caption))
        heads = [cell.text for cell in found.all("thead")[0].all("th")]
        rows = (row for row in found.all("tbody")[0].all("tr"))
        return [dict(zip(heads, (cell.text for cell in row.children if cell.tag in {"th", "td"}))) for row in rows]


def variables(css: str) -> list[dict[str, str]]:
    """Return the colours of each ``:root`` block of a style sheet, in order."""
    return [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block)) for block in re.findall(r":root \{(.*?)\}", css, re.S)
    ]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
