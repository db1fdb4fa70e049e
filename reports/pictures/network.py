"""The network of the whole area: who is linked with whom, and beside it those that nothing ties to anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from models.queries.partnership_network import Network, NetworkNode
from models.vocabulary import RelationshipType
from models.words import label
from reports.chart_shapes import Point, Record
from reports.document import Column, Drawing, Kind, Table
from reports.formatting import thousands
from reports.pictures.arranging import arrange
from reports.pictures.parts import Mark
from reports.pictures.picture import Picture, in_words
from reports.pictures.tie_words import mark_of
from reports.pictures.web import Node, Web
from resources.i18n import _, ngettext

MOST = 90
"""So many nodes are drawn, those with most links; in a larger picture nobody finds anybody."""
MOST_ALONE = 60
MOST_ROWS = 2_000
"""The table goes no further: those with fewest links come first in it, and they are the news."""


def network_picture(network: Network, *, most: int = MOST) -> Picture:
    """Return the network of an area with its table, isolated ones first.

    Beyond `most` nodes only those with most ties are drawn, with the ties between them; the note says how many more
    there are.
    """
    nodes = network.nodes[:MOST_ROWS]
    rows = {node.id: place for place, node in enumerate(nodes)}
    tied = sorted((node for node in network.nodes if node.ties), key=lambda node: -node.ties)[:most]
    places = {node.id: place for place, node in enumerate(tied)}
    pairs: dict[tuple[int, int], bool] = {}
    for edge in network.edges:
        if edge.from_id in places and edge.to_id in places and edge.from_id != edge.to_id:
            pair = min(places[edge.from_id], places[edge.to_id]), max(places[edge.from_id], places[edge.to_id])
            pairs[pair] = pairs.get(pair, False) or edge.type is RelationshipType.MEMBER_OF
    at = arrange(len(tied), list(pairs))
    alone = network.isolated
    web = Web(
        tuple(_node(node, at[place], rows, place) for place, node in enumerate(tied)),
        tuple((*pair, member) for pair, member in pairs.items()),
        tuple(_node(node, (0, 0), rows, place) for place, node in enumerate(alone[:MOST_ALONE])),
    )
    title = _("Who is linked with whom")
    return Picture(
        Drawing("network", title, web, _alt(network)),
        _table(network, nodes, {node.id: place + 1 for node, place in zip(tied, range(most), strict=False)}),
        tuple(Record("organisation", node.id) for node in nodes),
        _note(network, len(tied), most),
    )


def _node(node: NetworkNode, place: Point, rows: dict[int, int], order: int) -> Node:
    mark = mark_of(node.kind)
    record = Record("organisation", node.id)
    return Node(in_words(node.name), mark, mark is Mark.SQUARE, node.ties, place, rows.get(node.id), record, order + 1)


def _table(network: Network, nodes: Iterable[NetworkNode], numbers: dict[int, int]) -> Table:
    names = {node.id: in_words(node.name) for node in network.nodes}
    others: dict[int, dict[str, None]] = defaultdict(dict)
    for edge in network.edges:
        others[edge.from_id][names[edge.to_id]] = None
        others[edge.to_id][names[edge.from_id]] = None
    return Table(
        key="network",
        title=_("Organisations and their links, fewest first"),
        sheet=_("Network"),
        columns=(
            Column(_("Organisation"), weight=2.6, row_header=True),
            Column(_("Kind"), weight=2.0),
            Column(_("Links"), Kind.INTEGER, 0.7, note=_("How many others it is linked with, each once")),
            Column(_("Linked with"), weight=4.6, unknown=_("Nobody")),
            Column(_("Number"), Kind.INTEGER, 0.9, unknown="–", note=_("The number in its mark in the picture")),
        ),
        rows=tuple(
            (
                names[node.id],
                label(node.kind),
                node.ties,
                _listed(list(others[node.id])),
                numbers.get(node.id),
            )
            for node in nodes
        ),
        empty=_("There are no schools, colleges or partnerships yet."),
    )


def _listed(names: list[str]) -> str | None:
    """Return names in one cell, the rest counted where there are very many."""
    if len(names) > 30:
        return "; ".join([*names[:30], _("and {n} more").format(n=thousands(len(names) - 30))])
    return "; ".join(names) or None


def _note(network: Network, shown: int, most: int) -> str:
    parts = []
    left = sum(1 for node in network.nodes if node.ties) - shown
    if left > 0:
        words = _("The {n} with most links are drawn. {left} more with fewer links are left out.")
        parts.append(words.format(n=thousands(shown), left=thousands(left)))
    alone = len(network.isolated) - MOST_ALONE
    if alone > 0:
        words = ngettext(
            "{n} more is linked with nobody and not drawn.", "{n} more are linked with nobody and not drawn.", alone
        )
        parts.append(words.format(n=thousands(alone)))
    if len(network.nodes) > MOST_ROWS:
        words = _("The table has the {n} with fewest links.")
        parts.append(words.format(n=thousands(MOST_ROWS)))
    return " ".join(parts)


def _alt(network: Network) -> str:
    if not network.nodes:
        return _("There are no schools, colleges or partnerships yet.")
    tied = [node for node in network.nodes if node.ties]
    words = [
        _("Network of {n} organisations with {ties} links.").format(
            n=thousands(len(network.nodes)), ties=thousands(sum(node.ties for node in network.nodes) // 2)
        )
    ]
    if tied:
        best = max(tied, key=lambda node: node.ties)
        words.append(_("{name} has most links: {n}.").format(name=in_words(best.name), n=best.ties))
    alone = network.isolated
    if alone:
        names = ", ".join(in_words(node.name) for node in alone[:12])
        more = f" {_('and {n} more').format(n=thousands(len(alone) - 12))}" if len(alone) > 12 else ""
        words.append(_("Linked with nobody ({n}): {names}.").format(n=thousands(len(alone)), names=names + more))
    else:
        words.append(_("Nobody is without a link."))
    return " ".join(words)
