"""The one list of services: what an installation can do, one object a subject."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Self, cast

from voting.services.desk import Desk
from voting.services.forms import TypedForms
from voting.services.households.cards import Cards
from voting.services.households.officials_sheet import OfficialsSheets
from voting.services.households.rolls import Rolls
from voting.services.households.statements import Statements
from voting.services.matters.annexes import Annexes
from voting.services.matters.decisions import Decisions
from voting.services.matters.endings import Endings
from voting.services.matters.meetings import Meetings
from voting.services.matters.merging import Mergers
from voting.services.matters.preparing import Preparing
from voting.services.matters.proposals import Proposals
from voting.services.matters.reading import Matters
from voting.services.matters.words import VoteWords
from voting.services.oversight.disclosure import Disclosures
from voting.services.oversight.petitions import Petitions
from voting.services.oversight.registers import Registers
from voting.services.oversight.supervision import Supervision
from voting.services.people.accounts import Accounts
from voting.services.people.announcements import Announcements
from voting.services.people.communes import Communes
from voting.services.people.founding import Founding
from voting.services.people.identities import Identities
from voting.services.people.invitations import Invitations
from voting.services.people.passkeys import Passkeys
from voting.services.people.settings import Settings
from voting.services.people.working_days import WorkingDays
from voting.services.record.boards import Boards
from voting.services.record.chores import Chores
from voting.services.record.cosigning import Cosigning
from voting.services.record.logs import Logs
from voting.services.record.publication import Publication
from voting.services.record.subject_files import SubjectFiles
from voting.services.record.watchers import Watchers
from voting.services.record.witnessing import Witnessing
from voting.services.reports.agenda import Agenda
from voting.services.reports.board_reports import BoardReports
from voting.services.reports.frozen import FrozenReports
from voting.services.reports.mail_reminders import MailReminders, remind_by_mail
from voting.services.reports.newsfeeds import Newsfeeds
from voting.services.reports.noticeboards import Noticeboards
from voting.services.reports.overview import Overviews
from voting.services.reports.periodic import Reports
from voting.services.reports.publicity import PublicityLists
from voting.services.reports.typed_figures import TypedFigures
from voting.services.votes.card_lookup import CardLookup
from voting.services.votes.casting import Casting
from voting.services.votes.ceremony import Ceremony
from voting.services.votes.committees import Committees
from voting.services.votes.corrections import Corrections
from voting.services.votes.counting import Counting
from voting.services.votes.drafts import Drafts
from voting.services.votes.help_desks import HelpDesks
from voting.services.votes.list_check import ListChecks
from voting.services.votes.outbox import Outbox
from voting.services.votes.practice import Practice
from voting.services.votes.reminding import Reminding
from voting.services.votes.replacing import Replacing
from voting.services.votes.votes import Votes
from voting.services.writable import Writable

Made = Callable[[Desk], Any]
"""A service's class: what it does is done at a desk."""


@dataclass(frozen=True)
class Services:
    """Every service, ready to be called. No quarter imports this."""

    accounts: Accounts
    passkeys: Passkeys
    identities: Identities
    invitations: Invitations
    communes: Communes
    announcements: Announcements
    working_days: WorkingDays
    settings: Settings
    founding: Founding
    officials_sheets: OfficialsSheets
    rolls: Rolls
    cards: Cards
    statements: Statements
    replacing: Replacing
    committees: Committees
    ceremony: Ceremony
    drafts: Drafts
    list_checks: ListChecks
    votes: Votes
    matters: Matters
    proposals: Proposals
    preparing: Preparing
    decisions: Decisions
    annexes: Annexes
    vote_words: VoteWords
    meetings: Meetings
    endings: Endings
    mergers: Mergers
    petitions: Petitions
    disclosures: Disclosures
    registers: Registers
    publicity_lists: PublicityLists
    board_reports: BoardReports
    supervision: Supervision
    card_lookup: CardLookup
    casting: Casting
    corrections: Corrections
    counting: Counting
    practice: Practice
    help_desks: HelpDesks
    reminding: Reminding
    outbox: Outbox
    mail_reminders: MailReminders
    publication: Publication
    subject_files: SubjectFiles
    logs: Logs
    chores: Chores
    cosigning: Cosigning
    boards: Boards
    watchers: Watchers
    witnessing: Witnessing
    agenda: Agenda
    noticeboards: Noticeboards
    newsfeeds: Newsfeeds
    overviews: Overviews
    reports: Reports
    frozen_reports: FrozenReports
    typed_figures: TypedFigures
    typed_forms: TypedForms
    ping: Callable[[], None]
    """Asks the database for a sign of life, and for nothing else; storage's ``Unavailable``."""
    writable: Callable[[], None]
    """Proves that something can be written, now or a few seconds ago; storage's ``Unavailable``."""
    close: Callable[[], None]
    """Lets go of the database's connections; nobody has to call it before a process ends."""

    @classmethod
    def at(cls, desk: Desk) -> Self:
        """The services at this desk: each is made from it alone, but for those that are given more."""
        given: dict[str, Any] = {
            "chores": Chores(desk, [remind_by_mail]),
            "ping": desk.database.ping,
            "writable": Writable(desk),
            "close": desk.database.close,
        }
        return cls(**{one.name: cast("Made", one.type)(desk) for one in fields(cls) if one.name not in given}, **given)
