"""What the verifier says, in Vietnamese and English: the only home of its sentences (crimes: `crime_sentences`).

Words: sổ = log, dòng = entry, dấu niêm = checkpoint, bên giám sát = witness, tệp phiếu = Belenios archive,
danh sách quyền bỏ phiếu = credential list, sổ thẻ = card register.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.law.articles import CITATIONS
from voting.record.entries.parsing import TYPES
from voting.verifier.crime_sentences import CRIMES, UNKNOWN_CRIME
from voting.verifier.findings import Finding, Status


@dataclass(frozen=True)
class Sentence:
    """One sentence in both languages; the templates take the same values."""

    vi: str
    en: str

    def filled(self, values: Mapping[str, object]) -> "Sentence":
        """The sentence with its values in place; a value that is itself a sentence, in its language."""
        vi = {name: one.vi if isinstance(one, Sentence) else one for name, one in values.items()}
        en = {name: one.en if isinstance(one, Sentence) else one for name, one in values.items()}
        return Sentence(self.vi.format_map(vi), self.en.format_map(en))


TITLES: dict[str, Sentence] = {
    "log-key": Sentence("khóa và quy ước của sổ", "the log's key and policy"),
    "checkpoint": Sentence("chữ ký trên dấu niêm của sổ", "the signature on the log's checkpoint"),
    "quorum": Sentence("chữ ký của các bên giám sát", "the witnesses' signatures"),
    "entries": Sentence("các dòng đúng là của sổ đã niêm", "the entries being those of the sealed log"),
    "replay": Sentence("từng dòng của sổ theo quy tắc", "every entry of the log by the rules"),
    "vote-root": Sentence("dòng đóng biểu quyết", "the entry that closes the vote"),
    "archive-form": Sentence("dạng của tệp phiếu", "the form of the archive"),
    "setup": Sentence("thiết lập cuộc biểu quyết", "the vote's setup"),
    "card-register": Sentence("danh sách quyền bỏ phiếu theo sổ thẻ", "the credential list by the card register"),
    "ballots": Sentence("từng lá phiếu", "every ballot"),
    "last-ballots": Sentence("mỗi hộ tính lá phiếu cuối", "the last ballot of each household"),
    "encrypted-tally": Sentence("phép cộng các phiếu còn niêm phong", "the sum of the sealed ballots"),
    "partial-decryptions": Sentence("phần mở của từng người kiểm phiếu", "each committee member's part of the opening"),
    "result": Sentence("các con số kết quả", "the numbers of the result"),
    "outcome": Sentence("kết luận theo luật", "the outcome under the law"),
    "archive-derived": Sentence("tệp phiếu lập lại từ sổ", "the archive made anew from the log"),
    "documents": Sentence("các văn bản đi kèm", "the documents"),
}

UNREADABLE = ("không đọc được", "unreadable")
"""What an entry is called whose type cannot be read; the others are called as their class says."""

FINDINGS: dict[str, Sentence] = {
    "log-key.trusted": Sentence(
        "Khóa của sổ {name} đúng là khóa bạn đưa, và trùng với khóa ghi ở dòng đầu của sổ.",
        "The key of the log {name} is the one you gave, and the same as in the log's first entry.",
    ),
    "log-key.came-along": Sentence(
        "Khóa của sổ đi kèm dữ liệu và khớp với dòng đầu của sổ; hãy so với khóa in trên giấy: {vkey}",
        "The log's key came with the data and agrees with the log's first entry; compare it with the printed one: "
        "{vkey}",
    ),
    "log-key.none": Sentence(
        "Không có khóa của sổ: không đi kèm, cũng không được đưa bằng --vkey.",
        "No key of the log: none came with the data and none was given by --vkey.",
    ),
    "log-key.archive": Sentence(
        "Chỉ có tệp phiếu, không kèm sổ, nên không có khóa nào để đối chiếu.",
        "Only an archive was given, without the log: there is no key to compare.",
    ),
    "checkpoint.signed": Sentence(
        "Dấu niêm của sổ {origin} ở {size} dòng có chữ ký đúng của khóa ấy.",
        "The checkpoint of {origin} at {size} entries is signed by that key.",
    ),
    "checkpoint.archive": Sentence("Không có dấu niêm của sổ.", "No checkpoint was given."),
    "quorum.met": Sentence(
        "{have}/{known} bên giám sát đã ký xác nhận sổ ở {size} dòng, đủ theo quy ước: {names}.",
        "{have} of {known} witnesses have co-signed the log at {size} entries, as the policy asks: {names}.",
    ),
    "quorum.none-asked": Sentence(
        "Quy ước của sổ không đòi bên giám sát nào ký, nên chưa có ai ngoài máy chủ làm chứng cho sổ này.",
        "The log's policy asks for no witness, so nobody but the server vouches for this log.",
    ),
    "quorum.not-yet": Sentence(
        "Mới có {have}/{known} bên giám sát ký ở dấu niêm này; mọi kết quả còn là tạm thời.",
        "So far {have} of {known} witnesses have signed this checkpoint; every result is still provisional.",
    ),
    "quorum.archive": Sentence("Không có chữ ký của bên giám sát nào.", "No witness's signature was given."),
    "entries.all": Sentence(
        "Cả {size} dòng của sổ băm lại ra đúng con số đã niêm.",
        "All {size} entries of the log hash to the sealed root.",
    ),
    "entries.some": Sentence(
        "{given} dòng được đưa đều nằm đúng chỗ trong sổ {size} dòng đã niêm; các dòng khác chỉ xem được ở cả cuốn sổ.",
        "The {given} entries given stand at their places in the sealed log of {size}; the others are to be seen in "
        "the whole log only.",
    ),
    "entries.archive": Sentence("Không có dòng nào của sổ.", "No entry of the log was given."),
    "replay.all": Sentence(
        "Xét lại lần lượt {entries} dòng theo quy tắc của sổ: dòng nào cũng hợp lệ.",
        "All {entries} entries, judged again in order, are valid by the rules of the record.",
    ),
    "replay.archive": Sentence(
        "Không có sổ nên không xét được thứ tự, giờ giấc và số thứ tự của các lá phiếu.",
        "Without the log, order, times and sequence numbers of the ballots cannot be judged.",
    ),
    "vote-root.matches": Sentence(
        "Dòng đóng biểu quyết ghi đúng {ballots} lá phiếu của {voted} hộ và mã gốc của cả {entries} dòng trước nó.",
        "The closing entry states the {ballots} ballots of {voted} households and the root of all {entries} entries "
        "before it.",
    ),
    "vote-root.open": Sentence(
        "Sổ chưa có dòng đóng cuộc biểu quyết này.", "The log does not hold the closing of this vote yet."
    ),
    "vote-root.archive": Sentence("Không có dòng đóng biểu quyết của sổ.", "No closing entry of a log was given."),
    "archive-form.read": Sentence(
        "Tệp phiếu nguyên vẹn: {bytes} byte, {events} bước nối nhau đúng thứ tự.",
        "The archive is whole: {bytes} bytes, {events} events chained in the right order.",
    ),
    "archive-form.derived": Sentence(
        "Tệp phiếu được lập từ sổ: {bytes} byte, {events} bước nối nhau đúng thứ tự.",
        "The archive was made from the log: {bytes} bytes, {events} events chained in the right order.",
    ),
    "setup.fits": Sentence(
        "Đề bài, khóa của {trustees} bên giữ khóa và danh sách {credentials} quyền bỏ phiếu đều đúng và khớp nhau.",
        "The questions, the keys of the {trustees} trustees and the list of {credentials} credentials are right and "
        "belong together.",
    ),
    "card-register.matches": Sentence(
        "Danh sách quyền bỏ phiếu đúng là từ {cards} thẻ của các hộ và {spares} thẻ dự phòng: không thêm, không bớt.",
        "The credential list is that of the {cards} household cards and {spares} spare cards: nobody added, nobody "
        "left out.",
    ),
    "card-register.other": Sentence(
        "Sổ thẻ được đưa không phải sổ thẻ của cuộc biểu quyết nào trong sổ này.",
        "The card register given is not that of any vote in this log.",
    ),
    "card-register.none": Sentence(
        "Không có sổ thẻ (--register) nên chưa đối chiếu được danh sách quyền bỏ phiếu với thẻ của các hộ.",
        "No card register was given (--register), so the credential list is not compared with the households' cards.",
    ),
    "ballots.hold": Sentence(
        "Cả {ballots} lá phiếu đều có quyền bỏ phiếu, không lá nào lặp lại, chữ ký và mọi phép chứng minh đều đúng.",
        "All {ballots} ballots have a credential on the list, none is repeated, and every signature and proof holds.",
    ),
    "ballots.hold-archive": Sentence(
        "Cả {ballots} lá phiếu đều đúng chữ ký và phép chứng minh, không lá nào lặp lại; tệp này không có số thứ tự.",
        "All {ballots} ballots have valid signatures and proofs and none is repeated; sequence seals are not in an "
        "archive.",
    ),
    "last-ballots.counted": Sentence(
        "{counted} hộ đã bỏ phiếu, mỗi hộ tính một lá cuối cùng; {replaced} lá trước đó đã được thay.",
        "{counted} households voted and the last ballot of each counts; {replaced} earlier ballots were replaced.",
    ),
    "encrypted-tally.matches": Sentence(
        "Cộng lại {counted} lá phiếu còn niêm phong ra đúng tổng đã công bố.",
        "The {counted} sealed ballots, added up again, give exactly the published sum.",
    ),
    "encrypted-tally.none": Sentence(
        "Chưa công bố tổng các phiếu còn niêm phong.", "The sum of the sealed ballots is not published yet."
    ),
    "partial-decryptions.hold": Sentence(
        "{given}/{trustees} bên giữ khóa đã mở phần của mình, phần nào cũng kèm phép chứng minh đúng.",
        "{given} of {trustees} trustees have opened their part, each with a proof that holds.",
    ),
    "partial-decryptions.none": Sentence("Chưa ai mở phần của mình.", "Nobody has opened a part yet."),
    "result.matches": Sentence(
        "Ghép các phần lại ra đúng các con số đã công bố: {numbers}.",
        "Put together, the parts open to exactly the published numbers: {numbers}.",
    ),
    "result.none": Sentence("Chưa công bố kết quả.", "No result is published yet."),
    "outcome.matches": Sentence(
        "Kết luận trong sổ đúng với luật ({citation}): {households} hộ, cần từ {needed} hộ tán thành.",
        "The outcome in the log is right under the law ({citation}): {households} households, {needed} needed in "
        "favour.",
    ),
    "outcome.none": Sentence("Sổ chưa ghi kết luận.", "The log holds no outcome yet."),
    "outcome.archive": Sentence(
        "Tệp phiếu không ghi có bao nhiêu hộ và cần bao nhiêu hộ tán thành.",
        "An archive does not say how many households there are and how many must be in favour.",
    ),
    "archive-derived.same": Sentence(
        "Tệp phiếu trùng từng byte với tệp lập lại từ sổ ({bytes} byte).",
        "The archive is byte for byte the one made anew from the log ({bytes} bytes).",
    ),
    "archive-derived.archive": Sentence(
        "Không có sổ để lập lại tệp phiếu mà so.", "No log from which to make the archive anew."
    ),
    "archive-derived.log": Sentence(
        "Chỉ có sổ, không có tệp phiếu đi kèm để so.", "Only the log was given, no archive beside it to compare."
    ),
    "documents.match": Sentence(
        "{given}/{named} văn bản của cuộc biểu quyết có mặt, đúng mã băm ghi trong sổ; {beside} tệp đi kèm cũng đúng.",
        "{given} of {named} papers shown with the vote are there with the hashes in the log, and so are {beside} files "
        "beside it.",
    ),
    "documents.not-given": Sentence(
        "Sổ nêu {named} văn bản bằng mã băm, nhưng không văn bản nào được đưa (--documents).",
        "The log names {named} documents by hash, but none was given (--documents).",
    ),
    "documents.none": Sentence("Sổ không nêu văn bản nào.", "The log names no document."),
    "documents.archive": Sentence("Tệp phiếu không nêu văn bản nào.", "An archive names no document."),
    "several-votes": Sentence("Đạt với {votes} cuộc biểu quyết: {title}.", "Holds for {votes} of the votes: {title}."),
    "no-votes": Sentence("Sổ chưa có cuộc biểu quyết nào.", "The log holds no vote yet."),
    "skipped": Sentence(
        "Không kiểm được {title}, vì mục kiểm số {number} không đạt.",
        "Could not check {title}, because check {number} does not hold.",
    ),
    "without": Sentence(
        "Không kiểm được {title}, vì dữ liệu không có phần của mục kiểm số {number}.",
        "Could not check {title}, because what check {number} needs was not given.",
    ),
}

FAILURES: dict[str, Sentence] = {
    "replay": Sentence(
        "Dòng {index} của sổ ({entry}) không hợp lệ: {crime}", "Entry {index} of the log ({entry}) is refused: {crime}"
    ),
    "entries": Sentence("Dòng {index} không đúng với sổ đã niêm: {crime}", "Entry {index} is not as sealed: {crime}"),
    "quorum": Sentence(
        "Chưa đủ bên giám sát ({have}/{known}): {crime}", "Not enough witnesses ({have} of {known}): {crime}"
    ),
    "vote-root": Sentence(
        "Dòng đóng biểu quyết ghi {stated} lá phiếu của {stated_voted} hộ, dữ liệu có {ballots} lá của {voted} hộ: "
        "{crime}",
        "The closing entry states {stated} ballots of {stated_voted} households, the data hold {ballots} of {voted}: "
        "{crime}",
    ),
    "card-register": Sentence(
        "Danh sách thừa {added} quyền bỏ phiếu không thuộc thẻ nào và thiếu {missing} thẻ: {crime}",
        "The list has {added} credentials of no card and lacks {missing} cards: {crime}",
    ),
    "ballots": Sentence(
        "Lá phiếu thứ {place}/{total} (số {tracker}): {crime}", "Ballot {place} of {total} ({tracker}): {crime}"
    ),
    "last-ballots": Sentence(
        "Sổ ghi {stated} hộ đã bỏ phiếu, các lá phiếu là của {counted} hộ: {crime}",
        "The log states {stated} households, the ballots are of {counted}: {crime}",
    ),
}
ANY_FAILURE = Sentence("Không đạt ở {title}: {crime}", "Does not hold, {title}: {crime}")
OF_VOTE = Sentence("Cuộc biểu quyết {vote}: {sentence}", "Vote {vote}: {sentence}")


def sentence_of(check: str, finding: Finding) -> Sentence:
    """The plain sentence of a finding, in both languages."""
    values = {name: printable(value) for name, value in finding.values.items()}
    values["title"] = TITLES[check]
    if cited := CITATIONS.get(str(values.get("citation"))):
        values["citation"] = Sentence(cited.short_vi, cited.short_en)
    failed = finding.status is Status.FAIL
    made = _failure(check, finding, values) if failed else FINDINGS[finding.say].filled(values)
    return OF_VOTE.filled({"vote": printable(finding.vote), "sentence": made}) if finding.vote else made


def _failure(check: str, finding: Finding, values: dict[str, object]) -> Sentence:
    """The check's own sentence where the numbers for it are known, else the plain one; then the crime."""
    crime = CRIMES.get(finding.crime) or CRIMES.get(finding.error) or UNKNOWN_CRIME
    kind = TYPES.get(str(values.get("type", "")))
    entry = kind.named if kind else UNREADABLE
    lead = FAILURES.get(check, ANY_FAILURE) if finding.values else ANY_FAILURE
    said = Sentence(*crime).filled({"code": finding.error})
    return lead.filled(values | {"crime": said, "entry": Sentence(*entry)})


def printable(value: object) -> object:
    """Numbers as they are; texts without control characters and cut short, since strangers may have written them."""
    if isinstance(value, int):
        return value
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in str(value)[:500])
