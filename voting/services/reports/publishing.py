"""What is to be done about what is made public: a form that the law demands, its end, what hangs for good."""

from collections.abc import Iterable, Iterator, Mapping

from voting.law.disclosure import Form
from voting.services.oversight.hanging import Hanging, OfCommune
from voting.services.permissions import Role
from voting.services.reports.errands import Errand, Standing, end_of
from voting.services.reports.publicity import ListDue
from voting.services.reports.tasks import TaskKind

MISSING: Mapping[Form, TaskKind] = {Form.POSTING: TaskKind.POST_UP, Form.LOUDSPEAKER: TaskKind.READ_OUT}


def published_errands(village: Standing) -> Iterator[Errand]:
    """Of a village: its head's and its commune's."""
    yield from _errands(village.hanging, village.may("disclosure.end"))


def commune_errands(found: OfCommune, due: ListDue | None, office: Mapping[str, Role]) -> Iterator[Errand]:
    """Of the commune itself: its office's alone."""
    if due is not None:
        yield Errand(TaskKind.POST_LIST, office, by_utc=end_of(due.last), number=due.contents, item=due.quarter)
    yield from _errands(found.asking, office)
    if found.unposted:
        yield Errand(TaskKind.POST_FOR_GOOD, office, number=min(found.unposted))


def _errands(found: Iterable[Hanging], who: Mapping[str, Role]) -> Iterator[Errand]:
    for one in found:
        for form in one.owed:
            yield Errand(
                MISSING[form], who, one.village, title=one.title, by_utc=end_of(one.due), number=one.item.number,
                item=one.id,
            )  # fmt: skip
        if one.until:
            yield Errand(
                TaskKind.TAKE_DOWN, who, one.village, title=one.title, number=one.item.number, item=one.id
            )  # fmt: skip
