"""What was made public, put together from entries of the commune's book."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from voting.law.disclosure import Form
from voting.papers.publicity import Published
from voting.record.entries.disclosure import Disclosed, DisclosureAdded, DisclosureEnded
from voting.record.entries.entry import Entry

DISCLOSED: tuple[type[Entry], ...] = (Disclosed, DisclosureAdded, DisclosureEnded)
"""The entries that tell it."""


def published_in(entries: Iterable[Entry], named: Callable[[str], str]) -> Iterator[Published]:
    """Each with the forms that were added since, the first made public first; ``named`` says a village's name."""
    first: list[Disclosed] = []
    added: dict[str, list[tuple[Form, date]]] = defaultdict(list)
    ended: dict[str, date] = {}
    for one in entries:
        match one:
            case Disclosed():
                first.append(one)
            case DisclosureAdded():
                added[one.disclosure] += [(Form(form), one.first) for form in one.forms]
            case DisclosureEnded():
                ended[one.disclosure] = one.last
    for one in sorted(first, key=lambda each: each.first):
        forms = (*((Form(form), one.first) for form in one.forms), *added[one.disclosure])
        yield Published(
            one.village, named(one.village) if one.village else "", one.item, one.title, one.by, one.plan, one.decided,
            one.due, one.first, forms, ended.get(one.disclosure),
        )  # fmt: skip
