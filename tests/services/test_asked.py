"""What a matter rests on is said by card: consents to a proposal, the poll of its form, words beside its vote."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fixtures.reading import as_read
from village.life import Village
from village.people import VILLAGE, roll_of
from village.road import PHOTO, Walk
from village.states import settled

from voting.law.road import Ending, Mark
from voting.services.errors import Conflict, Forbidden, Invalid, RefusedStatement
from voting.services.households.subjects import SubjectInfo, SubjectKind
from voting.services.matters.acts import Deed, Stand
from voting.services.matters.content import Proposal
from voting.services.matters.preparing import Poll
from voting.services.matters.proposals import NewProposal
from voting.services.matters.words import PUBLISH

HOUSEHOLDS = 20
DAY = timedelta(days=1)
TREES = Proposal("Trồng cây hai bên đường làng", "Không góp tiền.", ("Có trồng cây không?",))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """Twenty households with cards, and nothing open: to be copied."""
    village = settled(tmp_path_factory.mktemp("asked"), roll=roll_of(HOUSEHOLDS))
    village.services.close()
    return village


@pytest.fixture
def village(made: Village, tmp_path) -> Iterator[Village]:
    own = made.copied(tmp_path)
    yield own
    own.services.close()


def household(number: int) -> str:
    return f"DH-{number:03}"


def say(village: Village, subject: SubjectInfo, number: int, value: str, words: str = "", n: int = 1) -> str:
    letter = village.phones[household(number)].letter(subject.terms, value, n, words)
    return village.services.statements.take(subject.id, letter).tracker


def over(village: Village) -> None:
    """Everybody's time to speak is over."""
    village.clock.move(hours=72)
    village.services.chores.run()


def code_of(deed) -> str:
    with pytest.raises((Conflict, RefusedStatement)) as found:
        deed()
    return found.value.code


def deeds(village: Village, matter: str, who: str) -> set[Deed]:
    """What waits for an official."""
    actor = village.actors[who]
    found = village.services.matters.in_hand(actor, matter)
    return {one.deed for one in found.acts if one.waits and one.is_for(actor, VILLAGE)}


# consents


def raised(village: Village, consents: int, days: float = 3) -> tuple[str, SubjectInfo]:
    """A matter that households propose, with so many consents by card so far."""
    new = NewProposal(TREES, by="citizens", until_utc=village.clock() + days * DAY)
    matter = village.services.proposals.propose(village.actors["head"], VILLAGE, new)
    subject = village.services.statements.get(village.services.matters.get(matter).asked.subject)
    assert (subject.kind, subject.about, subject.title) == (SubjectKind.CONSENT, matter, TREES.title)
    for number in range(1, consents + 1):
        say(village, subject, number, "yes")
    return matter, subject


def test_a_tenth_by_card_puts_the_proposal_forward_at_once(village: Village) -> None:
    matter, subject = raised(village, 1)
    assert deeds(village, matter, "head") == set()
    say(village, subject, 2, "yes")
    assert Deed.CARRY in deeds(village, matter, "head")
    village.services.proposals.carry(village.actors["head"], matter, "f1")
    village.services.proposals.carry(village.actors["head"], matter, "f1")
    found = village.services.matters.get(matter)
    assert found.marks == (Mark.RAISED, Mark.PROPOSED)
    (entry,) = (one for one in village.entries() if one.type == "matter-proposed")
    assert (entry.by, entry.consents, entry.counted_in, entry.backed) == ("citizens", 2, subject.id, 0)
    assert village.services.statements.get(subject.id).closed
    walk = Walk(village)
    walk.id = matter
    walk.walk("settle")
    assert "đồng ý bằng thẻ của hộ" in as_read(village.services.matters.paper(matter, 1, None).content)


def test_who_changes_its_mind_no_longer_consents(village: Village) -> None:
    matter, subject = raised(village, 2)
    say(village, subject, 1, "no", n=2)
    assert code_of(lambda: village.services.proposals.carry(village.actors["head"], matter)) == "consents-few"


def test_fewer_wait_for_the_front_and_for_nobody_else(village: Village) -> None:
    matter, subject = raised(village, 1)
    assert deeds(village, matter, "front") == set()  # others may yet consent
    over(village)
    assert village.services.matters.get(matter).asked.stand is Stand.FEW
    assert (deeds(village, matter, "front"), deeds(village, matter, "head")) == ({Deed.BACK}, set())
    with pytest.raises(Forbidden):
        village.services.proposals.back(village.actors["head"], matter)
    village.services.proposals.back(village.actors["front"], matter)
    backed, proposed = [one for one in village.entries() if one.type in {"matter-backed", "matter-proposed"}]
    assert (backed.by, proposed.by, proposed.consents, proposed.backed) == ("front", "citizens", 1, 1)
    assert proposed.counted_in == subject.id


def test_signed_lists_of_a_few_wait_for_the_front_too(village: Village) -> None:
    new = NewProposal(TREES, by="citizens", consents=1)
    with pytest.raises(Invalid) as found:
        village.services.proposals.propose(village.actors["head"], VILLAGE, new)
    assert found.value.faults == {"consents": "consents-few"}
    asked = NewProposal(TREES, by="citizens", consents=1, for_front=True)
    matter = village.services.proposals.propose(village.actors["head"], VILLAGE, asked)
    assert village.services.matters.get(matter).marks == (Mark.RAISED,)
    village.services.proposals.back(village.actors["front"], matter)
    (entry,) = (one for one in village.entries() if one.type == "matter-proposed")
    assert (entry.consents, entry.counted_in, entry.backed) == (1, "", 1)


def test_what_nobody_consents_to_can_only_be_ended(village: Village) -> None:
    matter, _ = raised(village, 0)
    over(village)
    assert deeds(village, matter, "head") == {Deed.END}
    assert code_of(lambda: village.services.proposals.back(village.actors["front"], matter)) == "out-of-order"
    village.services.meetings.end(village.actors["head"], matter, Ending.WITHDRAWN, "Chưa hộ nào đồng ý")
    assert village.services.matters.get(matter).ended


def test_a_matter_that_is_withdrawn_asks_nobody_any_more(village: Village) -> None:
    matter, subject = raised(village, 1)
    village.services.meetings.end(village.actors["head"], matter, Ending.WITHDRAWN, "Bà con rút lại")
    assert village.services.statements.get(subject.id).closed
    assert code_of(lambda: say(village, subject, 3, "yes")) == "not-open"


def test_consents_are_gathered_for_sixty_days_at_most(village: Village) -> None:
    for days, fault in ((61, "gathering-too-long"), (-1, "closes-before-opening")):
        new = NewProposal(TREES, by="citizens", until_utc=village.clock() + days * DAY)
        with pytest.raises(Invalid) as found:
            village.services.proposals.propose(village.actors["head"], VILLAGE, new)
        assert found.value.faults == {"closes_at": fault}
    assert [one for one in village.entries() if one.type == "matter-raised"] == []


# the poll of the form


def asked_by_card(village: Village, yes: int, no: int = 0) -> tuple[Walk, SubjectInfo]:
    walk = Walk(village).propose("Giờ thu gom rác").walk("settle")
    closes = village.clock() + 3 * DAY
    name = village.services.preparing.ask_form(village.actors["team"], walk.id, closes, "f1")
    assert village.services.preparing.ask_form(village.actors["team"], walk.id, closes, "f1") == name
    subject = village.services.statements.get(name)
    for number in range(1, yes + no + 1):
        say(village, subject, number, "yes" if number <= yes else "no")
    return walk, subject


def test_the_form_asked_by_card_is_taken_as_it_was_counted(village: Village) -> None:
    walk, subject = asked_by_card(village, 11, 2)
    team = village.actors["team"]
    assert code_of(lambda: village.services.preparing.take_poll(team, walk.id)) == "step-missing"
    typed = Poll("group", 20, 0, PHOTO)
    assert code_of(lambda: village.services.preparing.poll(team, walk.id, typed)) == "asked-by-card"
    assert deeds(village, walk.id, "team") == set()
    over(village)
    assert deeds(village, walk.id, "team") == {Deed.TAKE_POLL}
    village.services.preparing.take_poll(team, walk.id)
    (entry,) = (one for one in village.entries() if one.type == "matter-polled")
    assert (entry.way, entry.counted_in, entry.in_favour, entry.against) == ("card", subject.id, 11, 2)
    assert village.services.matters.get(walk.id).has(Mark.FORM_ONLINE)
    walk.open()


def test_half_of_the_households_are_not_more_than_half(village: Village) -> None:
    walk, _ = asked_by_card(village, 10)
    over(village)
    village.services.preparing.take_poll(village.actors["team"], walk.id)
    assert village.services.matters.get(walk.id).has(Mark.FORM_MEETING)


def test_the_form_is_asked_when_the_road_has_come_so_far(village: Village) -> None:
    walk = Walk(village).propose("Giờ thu gom rác").walk("appoint")
    closes = village.clock() + DAY
    team = village.actors["team"]
    assert code_of(lambda: village.services.preparing.ask_form(team, walk.id, closes)) == "step-missing"
    with pytest.raises(Forbidden):
        village.services.preparing.ask_form(village.actors["head"], walk.id, closes)


# words beside a vote


def voted(village: Village) -> tuple[Walk, str, SubjectInfo]:
    """A vote that is open, and what households may say beside it."""
    walk = Walk(village).propose("Giờ thu gom rác").walk("poll")
    vote = walk.open()
    (subject,) = village.services.statements.in_village(VILLAGE)
    assert (subject.kind, subject.about, subject.open) == (SubjectKind.VOTE_WORDS, vote, True)
    return walk, vote, subject


def counted(village: Village, vote: str) -> None:
    for number in range(1, HOUSEHOLDS + 1):
        village.cast(vote, household(number), [[1, 0, 0]])
    village.clock.move(hours=49)
    village.services.chores.run()
    village.count(vote)


def test_words_are_read_by_the_team_before_they_stand_in_the_minutes(village: Village) -> None:
    walk, vote, subject = voted(village)
    shown = say(village, subject, 1, "said", "Nên thu cả ngày lễ.")
    hidden = say(village, subject, 2, "said", "Ông An xóm trên hay vứt rác.")
    say(village, subject, 3, "said", "Bỏ đi.")
    say(village, subject, 3, "withdrawn", n=2)
    team, words = village.actors["team"], village.services.vote_words
    counted(village, vote)
    assert village.services.statements.get(subject.id).closed
    assert code_of(walk.minute) == "words-unread"
    words.screen(team, subject.id, shown, PUBLISH)
    words.screen(team, subject.id, hidden, "name")
    walk.minute()
    page = as_read(village.services.matters.paper(walk.id, paper_of(village, walk, "minutes"), None).content)
    assert "Nên thu cả ngày lễ." in page
    assert "2 hộ ghi ý kiến bằng lời, đếm trong sổ; ghi vào biên bản 1." in page
    assert "1 lời có tên người" in page
    for left_out in ("Ông An", "Bỏ đi", household(1)):
        assert left_out not in page
    assert code_of(lambda: words.screen(team, subject.id, hidden, PUBLISH)) == "minutes-made"


def paper_of(village: Village, walk: Walk, kind: str) -> int:
    return next(one.position for one in village.services.matters.get(walk.id).papers if one.kind == kind)


def test_only_the_team_decides_and_only_about_last_words(village: Village) -> None:
    _, _, subject = voted(village)
    first = say(village, subject, 1, "said", "Lời đầu.")
    screen = village.services.vote_words.screen
    with pytest.raises(Forbidden):
        screen(village.actors["head"], subject.id, first, PUBLISH)
    with pytest.raises(Invalid):
        screen(village.actors["team"], subject.id, first, "dislike")
    with pytest.raises(Invalid):
        screen(village.actors["team"], subject.id, first, "")
    say(village, subject, 1, "said", "Lời sau.", n=2)
    assert code_of(lambda: screen(village.actors["team"], subject.id, first, PUBLISH)) == "statement-replaced"


def test_words_are_taken_as_long_as_ballots_are(village: Village) -> None:
    walk = Walk(village).propose("Giờ thu gom rác").walk("poll")
    vote = walk.open(starts_in_h=2)
    (subject,) = village.services.statements.in_village(VILLAGE)
    assert code_of(lambda: say(village, subject, 1, "said", "Sớm quá.")) == "not-open"
    village.clock.move(hours=3)
    say(village, subject, 1, "said", "Đúng giờ.")
    village.services.votes.extend(village.actors["head"], vote, village.clock() + 4 * DAY, "Nhiều hộ đi vắng")
    village.clock.move(hours=72)
    village.services.chores.run()
    say(village, subject, 2, "said", "Vẫn còn giờ.")
    assert village.services.statements.get(subject.id).open
    village.services.votes.cancel(village.actors["head"], vote, "Sai câu hỏi")
    assert code_of(lambda: say(village, subject, 3, "said", "Muộn rồi.")) == "not-open"
    assert village.services.statements.get(subject.id).closed


# objections


def test_objections_count_from_the_book_after_the_words_are_gone(village: Village) -> None:
    walk = Walk(village).propose("Giờ thu gom rác").walk("appoint")
    statements, team = village.services.statements, village.actors["team"]
    subject = statements.open(team, VILLAGE, SubjectKind.LIST_REVIEW, village.clock() + DAY)
    answered = say(village, subject, 1, "objection", "Thiếu một người.")
    erased = say(village, subject, 2, "objection", "Sai năm sinh.")
    statements.answer(team, subject.id, answered, "Tổ đã sửa.")
    statements.erase_words(team, subject.id, erased)
    village.clock.move(hours=24 * 32)
    village.services.chores.run()
    assert statements.get(subject.id).erased
    walk.settle()
    (entry,) = (one for one in village.entries() if one.type == "matter-roll")
    assert (entry.objections, entry.answered) == (2, 2)
