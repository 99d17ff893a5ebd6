"""What the verifier says of its checks, in Vietnamese and English.

Words: sổ chung = a commune's book, sổ phiếu = a vote's book, dòng = entry, dấu niêm = checkpoint, bên giám sát =
witness, tệp phiếu = Belenios archive, bộ kiểm tra = bundle, danh sách quyền bỏ phiếu = credential list, sổ thẻ = card
register.
"""

from voting.verifier.sentence import Sentence

TITLES: dict[str, Sentence] = {
    "log-key": Sentence("khóa và quy ước của sổ chung", "the key and policy of the commune's book"),
    "checkpoint": Sentence("chữ ký trên dấu niêm của sổ chung", "the signature on the commune book's checkpoint"),
    "quorum": Sentence("chữ ký của các bên giám sát", "the witnesses' signatures"),
    "entries": Sentence("sổ chung đủ mọi dòng đã niêm", "the commune's book with every sealed entry"),
    "replay": Sentence("từng dòng của sổ chung theo quy tắc", "every entry of the commune's book by the rules"),
    "vote-book": Sentence("sổ phiếu của cuộc biểu quyết", "the vote's own book"),
    "ties": Sentence("sổ phiếu và sổ chung khớp nhau", "the two books agreeing with each other"),
    "nothing-left-out": Sentence("không bỏ sót dòng nào", "nothing being left out"),
    "road": Sentence("các bước của việc trước khi biểu quyết", "the steps of the matter before the vote"),
    "archive-form": Sentence("dạng của tệp phiếu", "the form of the archive"),
    "setup": Sentence("thiết lập cuộc biểu quyết", "the vote's setup"),
    "card-register": Sentence("danh sách quyền bỏ phiếu theo sổ thẻ", "the credential list by the card register"),
    "ballots": Sentence("từng lá phiếu", "every ballot"),
    "last-ballots": Sentence("mỗi hộ tính lá phiếu cuối", "the last ballot of each household"),
    "encrypted-tally": Sentence("phép cộng các phiếu còn niêm phong", "the sum of the sealed ballots"),
    "partial-decryptions": Sentence("phần mở của từng bên giữ khóa", "each trustee's part of the opening"),
    "result": Sentence("các con số kết quả", "the numbers of the result"),
    "outcome": Sentence("kết luận theo luật", "the outcome under the law"),
    "archive-derived": Sentence("tệp phiếu lập lại từ hai sổ", "the archive made anew from the two books"),
    "documents": Sentence("các văn bản đi kèm", "the documents"),
    "receipts": Sentence("biên nhận của các hộ", "the households' receipts"),
    "subject-book": Sentence("sổ ý kiến của các hộ", "the subject's own book"),
    "subject-ties": Sentence("sổ ý kiến và sổ chung khớp nhau", "the subject's book agreeing with the commune's"),
    "subject-list": Sentence("danh sách các hộ được hỏi theo sổ thẻ", "the list of pseudonyms by the card register"),
    "recount": Sentence("phép đếm lại ý kiến các hộ", "the recount of the households' statements"),
}

FINDINGS: dict[str, Sentence] = {
    "log-key.trusted": Sentence(
        "Khóa của sổ chung {name} đúng là khóa đã đưa vào, và trùng với khóa ghi ở dòng đầu của sổ.",
        "The key of the book {name} is the one you gave, and the same as in the book's first entry.",
    ),
    "log-key.came-along": Sentence(
        "Khóa của sổ chung đi kèm dữ liệu và khớp với dòng đầu của sổ; hãy so với khóa in trên giấy: {vkey}",
        "The key of the commune's book came with the data and agrees with the book's first entry; compare it with the "
        "printed one: {vkey}",
    ),
    "log-key.none": Sentence(
        "Không có khóa của sổ chung: không đi kèm, cũng không ai đưa vào.",
        "No key of the commune's book: none came with the data and none was given.",
    ),
    "log-key.archive": Sentence(
        "Chỉ có tệp phiếu, không kèm sổ, nên không có khóa nào để đối chiếu.",
        "Only an archive was given, without the books: there is no key to compare.",
    ),
    "checkpoint.signed": Sentence(
        "Dấu niêm của sổ chung {origin} ở {size} dòng có chữ ký đúng của khóa ấy.",
        "The checkpoint of {origin} at {size} entries is signed by that key.",
    ),
    "checkpoint.archive": Sentence("Không có dấu niêm của sổ chung.", "No checkpoint was given."),
    "quorum.met": Sentence(
        "{have}/{known} bên giám sát đã ký xác nhận sổ chung ở {size} dòng, đủ theo quy ước: {names}.",
        "{have} of {known} witnesses have co-signed the commune's book at {size} entries, as the policy asks: {names}.",
    ),
    "quorum.none-asked": Sentence(
        "Quy ước của sổ không đòi bên giám sát nào ký, nên chưa có ai ngoài máy chủ làm chứng cho sổ này.",
        "The book's policy asks for no witness, so nobody but the server vouches for this book.",
    ),
    "quorum.not-yet": Sentence(
        "Mới có {have}/{known} bên giám sát ký ở dấu niêm này; mọi kết quả còn là tạm thời.",
        "So far {have} of {known} witnesses have signed this checkpoint; every result is still provisional.",
    ),
    "quorum.archive": Sentence("Không có chữ ký của bên giám sát nào.", "No witness's signature was given."),
    "entries.all": Sentence(
        "Sổ chung có đủ cả {size} dòng, băm lại ra đúng con số đã niêm.",
        "The commune's book has all of its {size} entries, and they hash to the sealed root.",
    ),
    "entries.archive": Sentence("Không có dòng nào của sổ chung.", "No entry of the commune's book was given."),
    "replay.all": Sentence(
        "Xét lại lần lượt {entries} dòng của sổ chung theo quy tắc: dòng nào cũng hợp lệ.",
        "All {entries} entries of the commune's book, judged again in order, are valid by the rules of the record.",
    ),
    "replay.others": Sentence(
        "Xét lại lần lượt {entries} dòng của sổ chung theo quy tắc: dòng nào cũng hợp lệ; {others} cuộc biểu quyết "
        "khác trong sổ chỉ được xét thứ tự, giờ giấc và số đếm, chưa xét phiếu của chúng.",
        "All {entries} entries of the commune's book, judged again in order, are valid by the rules of the record; of "
        "{others} other votes in it only order, times and counts were judged, their ballots were not examined.",
    ),
    "replay.votes": Sentence(
        "Xét lại lần lượt {entries} dòng của sổ chung theo quy tắc: dòng nào cũng hợp lệ; với {others} cuộc biểu quyết "
        "trong sổ chỉ xét thứ tự, giờ giấc và số đếm, chưa xét phiếu của chúng.",
        "All {entries} entries of the commune's book, judged again in order, are valid by the rules of the record; of "
        "the {others} votes in it only order, times and counts were judged, their ballots were not examined.",
    ),
    "replay.all-asked": Sentence(
        "Xét lại lần lượt {entries} dòng của sổ chung theo quy tắc: dòng nào cũng hợp lệ; với {asked} lần lấy ý kiến "
        "trong sổ chỉ xét thứ tự, giờ giấc và số đếm, chưa xét từng ý kiến.",
        "All {entries} entries of the commune's book, judged again in order, are valid by the rules of the record; of "
        "{asked} subjects in it only order, times and counts were judged, their statements were not examined.",
    ),
    "replay.others-asked": Sentence(
        "Xét lại lần lượt {entries} dòng của sổ chung theo quy tắc: dòng nào cũng hợp lệ; với {others} cuộc biểu quyết "
        "khác và {asked} lần lấy ý kiến chỉ xét thứ tự, giờ giấc và số đếm, chưa xét phiếu và ý kiến của chúng.",
        "All {entries} entries of the commune's book, judged again in order, are valid by the rules of the record; of "
        "{others} other votes and {asked} subjects only order, times and counts were judged, their ballots and "
        "statements were not examined.",
    ),
    "replay.votes-asked": Sentence(
        "Xét lại lần lượt {entries} dòng của sổ chung theo quy tắc: dòng nào cũng hợp lệ; với {others} cuộc biểu quyết "
        "và {asked} lần lấy ý kiến chỉ xét thứ tự, giờ giấc và số đếm, chưa xét phiếu và ý kiến của chúng.",
        "All {entries} entries of the commune's book, judged again in order, are valid by the rules of the record; of "
        "the {others} votes and {asked} subjects only order, times and counts were judged, their ballots and "
        "statements were not examined.",
    ),
    "replay.archive": Sentence(
        "Không có sổ nên không xét được thứ tự, giờ giấc và số thứ tự của các lá phiếu.",
        "Without the books, order, times and sequence numbers of the ballots cannot be judged.",
    ),
    "vote-book.whole": Sentence(
        "Sổ phiếu có chữ ký đúng và đủ cả {entries} dòng, trong đó {ballots} lá phiếu; dòng nào cũng hợp lệ.",
        "The vote's book is signed and has all of its {entries} entries, {ballots} of them ballots; each is valid.",
    ),
    "vote-book.archive": Sentence("Không có sổ phiếu, chỉ có tệp phiếu.", "No vote's book was given, only an archive."),
    "ties.hold": Sentence(
        "Sổ phiếu và sổ chung nói như nhau về lúc mở, {seals} lần niêm, {moves} lần dời giờ đóng và lúc kết thúc.",
        "The two books say the same of the opening, {seals} seals, {moves} moved closing times, and the end.",
    ),
    "ties.hold-open": Sentence(
        "Sổ phiếu và sổ chung nói như nhau về lúc mở, {seals} lần niêm và {moves} lần dời giờ đóng; biểu quyết còn mở.",
        "The two books say the same of the opening, {seals} seals and {moves} moved closing times; the vote is still "
        "open.",
    ),
    "ties.archive": Sentence("Không có hai sổ để so với nhau.", "There are no two books to compare."),
    "nothing-left-out.ended": Sentence(
        "Không bỏ sót gì: sổ chung trọn {entries} dòng, sổ phiếu trọn {book} dòng đến đúng chỗ đã niêm lần cuối; cả "
        "{ballots} lá phiếu đều ở đây.",
        "Nothing is left out: the commune's book is whole with {entries} entries, the vote's book with {book}, up to "
        "the very place of its last seal; all {ballots} ballots are here.",
    ),
    "nothing-left-out.open": Sentence(
        "Đến lúc này không bỏ sót gì: sổ chung trọn {entries} dòng, sổ phiếu trọn {book} dòng với {ballots} lá phiếu, "
        "trong đó {sealed} dòng đã niêm vào sổ chung; biểu quyết còn mở.",
        "Nothing is left out so far: the commune's book is whole with {entries} entries, the vote's book with {book} "
        "and {ballots} ballots, {sealed} entries of it sealed in the commune's book; the vote is still open.",
    ),
    "nothing-left-out.archive": Sentence(
        "Chỉ có tệp phiếu: không có sổ thì không ai thấy được có phiếu hay dòng nào bị bỏ sót hay không.",
        "Only an archive was given: without the books nobody can see whether a ballot or entry was left out.",
    ),
    "nothing-left-out.commune": Sentence(
        "Sổ chung không kèm sổ phiếu nào, nên chưa biết phiếu có bị bỏ sót hay không; hãy kiểm từng cuộc biểu quyết "
        "bằng bộ kiểm tra (bundle.zip) của nó.",
        "The commune's book came without any vote's book, so whether ballots were left out is not known; check each "
        "vote by its own bundle.zip.",
    ),
    "road.whole": Sentence(
        "Việc {matter} đã qua đủ {steps} bước trước khi biểu quyết: {walked}. Sau khi có kết quả cũng đủ bước: "
        "{after}.",
        "Matter {matter} took all {steps} steps before the vote: {walked}. After the result it took all of them too: "
        "{after}.",
    ),
    "road.unfinished": Sentence(
        "Việc {matter} đã qua đủ {steps} bước trước khi biểu quyết: {walked}. Sau khi có kết quả: {after}. Chưa đủ "
        "bước, còn phải: {missing}.",
        "Matter {matter} took all {steps} steps before the vote: {walked}. After the result: {after}. Still to do: "
        "{missing}.",
    ),
    "road.nothing-after": Sentence(
        "Việc {matter} đã qua đủ {steps} bước trước khi biểu quyết: {walked}. Sau khi có kết quả chưa đủ bước, còn "
        "phải: {missing}.",
        "Matter {matter} took all {steps} steps before the vote: {walked}. After the result, still to do: {missing}.",
    ),
    "road.under-way": Sentence(
        "Việc {matter} đã qua đủ {steps} bước trước khi biểu quyết: {walked}. Chưa có kết quả nên chưa đến các bước "
        "sau.",
        "Matter {matter} took all {steps} steps before the vote: {walked}. There is no result yet, so nothing follows.",
    ),
    "road.cancelled": Sentence(
        "Việc {matter} đã qua đủ {steps} bước trước khi biểu quyết: {walked}. Cuộc biểu quyết đã hủy.",
        "Matter {matter} took all {steps} steps before the vote: {walked}. The vote was cancelled.",
    ),
    "road.opinion": Sentence(
        "Đây chỉ là hỏi ý kiến, không thuộc việc nào và không quyết định việc gì, nên không có bước nào trước đó.",
        "This only asks what the households think: it belongs to no matter, decides nothing, and no step leads to it.",
    ),
    "road.practice": Sentence(
        "Đây chỉ là bỏ phiếu tập dượt, không có giá trị, không thuộc việc nào.",
        "This is only practice: it counts for nothing and belongs to no matter.",
    ),
    "road.archive": Sentence(
        "Tệp phiếu không ghi việc này đã qua những bước nào trước khi biểu quyết.",
        "An archive does not say which steps the matter took before the vote.",
    ),
    "archive-form.read": Sentence(
        "Tệp phiếu nguyên vẹn: {bytes} byte, {events} bước nối nhau đúng thứ tự.",
        "The archive is whole: {bytes} bytes, {events} events chained in the right order.",
    ),
    "setup.fits": Sentence(
        "Đề bài, khóa của {trustees} bên giữ khóa và danh sách {credentials} quyền bỏ phiếu đều đúng, khớp nhau và "
        "đúng như lúc mở trong sổ chung.",
        "The questions, the keys of the {trustees} trustees and the list of {credentials} credentials are right, "
        "belong together, and are those of the opening in the commune's book.",
    ),
    "setup.fits-archive": Sentence(
        "Đề bài, khóa của {trustees} bên giữ khóa và danh sách {credentials} quyền bỏ phiếu đều đúng và khớp nhau.",
        "The questions, the keys of the {trustees} trustees and the list of {credentials} credentials are right and "
        "belong together.",
    ),
    "card-register.matches": Sentence(
        "Danh sách quyền bỏ phiếu đúng là từ {cards} thẻ của các hộ và {spares} thẻ dự phòng: không thêm, không bớt.",
        "The credential list is that of the {cards} household cards and {spares} spare cards: nobody added, nobody "
        "left out.",
    ),
    "card-register.none": Sentence(
        "Không có sổ thẻ nên chưa đối chiếu được danh sách quyền bỏ phiếu với thẻ của các hộ.",
        "No card register was given, so the credential list is not compared with the households' cards.",
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
        "Kết luận trong sổ đúng với luật ({citation}): {households} hộ, cần từ {needed} hộ đồng ý.",
        "The outcome in the book is right under the law ({citation}): {households} households, {needed} needed in "
        "favour.",
    ),
    "outcome.opinion": Sentence(
        "Đây chỉ là hỏi ý kiến: sổ ghi các con số, không kết luận và không quyết định việc gì.",
        "This only asks what the households think: the book holds the numbers and no outcome; nothing is decided.",
    ),
    "outcome.practice": Sentence(
        "Đây chỉ là bỏ phiếu tập dượt: các con số không có giá trị và không quyết định việc gì.",
        "This is only practice: the numbers count for nothing, and nothing is decided.",
    ),
    "outcome.none": Sentence("Sổ chung chưa ghi kết luận.", "The commune's book holds no outcome yet."),
    "outcome.archive": Sentence(
        "Tệp phiếu không ghi có bao nhiêu hộ và cần bao nhiêu hộ đồng ý.",
        "An archive does not say how many households there are and how many must be in favour.",
    ),
    "archive-derived.same": Sentence(
        "Tệp phiếu trùng từng byte với tệp lập lại từ hai sổ ({bytes} byte).",
        "The archive is byte for byte the one made anew from the two books ({bytes} bytes).",
    ),
    "archive-derived.archive": Sentence(
        "Không có sổ để lập lại tệp phiếu mà so.", "There are no books from which to make the archive anew."
    ),
    "documents.match": Sentence(
        "{given}/{named} văn bản nêu trong sổ có mặt, đúng mã băm; {beside} tệp đi kèm cũng đúng mã băm.",
        "{given} of {named} papers named in the book are there with the right hashes, and so are {beside} files "
        "beside it.",
    ),
    "documents.beside": Sentence(
        "Cuộc biểu quyết không có văn bản kèm theo; {beside} tệp đi kèm đều đúng mã băm.",
        "No papers were shown with the vote; the {beside} files beside it have the right hashes.",
    ),
    "documents.not-given": Sentence(
        "Sổ nêu {named} văn bản bằng mã băm, nhưng không văn bản nào được đưa vào.",
        "The book names {named} documents by hash, but none was given.",
    ),
    "documents.none": Sentence("Cuộc biểu quyết không có văn bản kèm theo.", "No papers were shown with the vote."),
    "documents.archive": Sentence("Tệp phiếu không nêu văn bản nào.", "An archive names no document."),
    "receipts.shown": Sentence(
        "Cả {receipts} biên nhận đều đúng: lá phiếu ở đúng chỗ trong sổ phiếu; {counted} lá trong đó được tính.",
        "All {receipts} receipts hold: each ballot stands at its place in the vote's book; {counted} of them count.",
    ),
    "receipts.later": Sentence(
        "{later}/{receipts} biên nhận mới hơn bộ kiểm tra này; hãy tải bộ mới hơn rồi kiểm lại.",
        "{later} of {receipts} receipts are newer than this bundle; fetch a newer one and check again.",
    ),
    "receipts.none": Sentence(
        "Không có biên nhận nào được đưa vào, nên chưa tìm lá phiếu riêng của hộ nào.",
        "No receipt was given, so no household's own ballot was looked for.",
    ),
    "receipts.archive": Sentence(
        "Biên nhận chỉ tìm được trong sổ phiếu; tệp phiếu không có chỗ để so.",
        "A receipt can only be found in the vote's book; an archive has no places to compare.",
    ),
    "subject-book.whole": Sentence(
        "Sổ ý kiến có chữ ký đúng và đủ cả {entries} dòng, trong đó {statements} ý kiến; ý kiến nào cũng do thẻ của "
        "một hộ trong danh sách ký, đúng lúc, không lặp lại.",
        "The subject's book is signed and has all of its {entries} entries, {statements} of them statements; each is "
        "signed by a card on the list, in time, and none is repeated.",
    ),
    "subject-ties.hold": Sentence(
        "Sổ ý kiến và sổ chung nói như nhau về lúc mở, {seals} lần niêm và lúc đóng; sổ ý kiến trọn {book} dòng, đã "
        "niêm {sealed}: không bỏ sót ý kiến nào.",
        "The two books say the same of the opening, {seals} seals and the closing; the subject's book is whole with "
        "{book} entries, {sealed} of them sealed: nothing is left out.",
    ),
    "subject-ties.hold-open": Sentence(
        "Sổ ý kiến và sổ chung nói như nhau về lúc mở và {seals} lần niêm; sổ ý kiến trọn {book} dòng đến lúc này, đã "
        "niêm {sealed}; còn nhận ý kiến.",
        "The two books say the same of the opening and {seals} seals; the subject's book is whole with {book} entries "
        "so far, {sealed} of them sealed; statements are still taken.",
    ),
    "subject-list.matches": Sentence(
        "Danh sách các hộ được hỏi đúng với sổ thẻ: {cards} thẻ, không thêm ai, không bỏ hộ nào.",
        "The list is the one the card register gives: {cards} cards, nobody added, no household left out.",
    ),
    "subject-list.none": Sentence(
        "Không có sổ thẻ nên chưa đối chiếu được danh sách các hộ được hỏi.",
        "No card register was given, so the list is not compared with the households' cards.",
    ),
    "recount.closed": Sentence(
        "Đếm lại đúng như sổ ghi: {spoken}/{listed} hộ đã nói, tính lời cuối của mỗi hộ: {counts}.",
        "Counted anew as the book states: {spoken} of {listed} households spoke, the last word of each: {counts}.",
    ),
    "recount.open": Sentence(
        "Đếm đến lúc này: {spoken}/{listed} hộ đã nói, tính lời cuối của mỗi hộ: {counts}.",
        "Counted so far: {spoken} of {listed} households have spoken, the last word of each: {counts}.",
    ),
    "not-examined": Sentence(
        "Chưa xét {title}: chỉ có sổ chung, không kèm sổ phiếu và tệp phiếu.",
        "Not examined, {title}: only the commune's book was given, without a vote's book and archive.",
    ),
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
        "Dòng {index} của sổ chung ({entry}) không hợp lệ: {crime}",
        "Entry {index} of the commune's book ({entry}) is refused: {crime}",
    ),
    "entries": Sentence(
        "Sổ chung thiếu từ dòng {index}: {crime}", "The commune's book is not whole from entry {index} on: {crime}"
    ),
    "quorum": Sentence(
        "Chưa đủ bên giám sát ({have}/{known}): {crime}", "Not enough witnesses ({have} of {known}): {crime}"
    ),
    "vote-book": Sentence(
        "Dòng {index} của sổ phiếu ({entry}) không hợp lệ: {crime}",
        "Entry {index} of the vote's book ({entry}) is refused: {crime}",
    ),
    "ties": Sentence(
        "Dòng {index} của sổ chung ({entry}) trái với sổ phiếu: {crime}",
        "Entry {index} of the commune's book ({entry}) contradicts the vote's book: {crime}",
    ),
    "card-register": Sentence(
        "Danh sách thừa {added} quyền bỏ phiếu không thuộc thẻ nào và thiếu {missing} thẻ: {crime}",
        "The list has {added} credentials of no card and lacks {missing} cards: {crime}",
    ),
    "ballots": Sentence(
        "Lá phiếu thứ {place}/{total} (số {tracker}): {crime}", "Ballot {place} of {total} ({tracker}): {crime}"
    ),
    "last-ballots": Sentence(
        "Sổ chung ghi {stated} hộ đã bỏ phiếu, các lá phiếu là của {counted} hộ: {crime}",
        "The book states {stated} households, the ballots are of {counted}: {crime}",
    ),
    "subject-book": Sentence(
        "Dòng {index} của sổ ý kiến ({entry}) không hợp lệ: {crime}",
        "Entry {index} of the subject's book ({entry}) is refused: {crime}",
    ),
    "subject-ties": Sentence(
        "Dòng {index} của sổ chung ({entry}) trái với sổ ý kiến: {crime}",
        "Entry {index} of the commune's book ({entry}) contradicts the subject's book: {crime}",
    ),
    "subject-list": Sentence(
        "Danh sách thừa {added} hộ không thuộc thẻ nào và thiếu {missing} thẻ: {crime}",
        "The list has {added} pseudonyms of no card and lacks {missing} cards: {crime}",
    ),
    "receipts": Sentence("Biên nhận {name} trái với sổ phiếu: {crime}", "Receipt {name} contradicts the book: {crime}"),
}
ANY_FAILURE = Sentence("Không đạt ở {title}: {crime}", "Does not hold, {title}: {crime}")
