"""One sentence for every crime, by its stable code, in Vietnamese and English.

Each goes on after a colon; `unread_sentences` has what is no crime at all.
"""

from typing import Final

UNKNOWN_CRIME: Final = ("sai quy tắc (mã {code}).", "against the rules (code {code}).")

CRIMES: Final[dict[str, tuple[str, str]]] = {
    # the verifier's own
    "wrong-log-key": (
        "khóa đáng tin, khóa đi kèm và khóa ghi trong sổ không phải là một.",
        "the trusted key, the one that came along and the one in the book are not the same.",
    ),
    "wrong-policy": (
        "quy ước đi kèm khác với quy ước ghi trong sổ, hoặc chưa có hiệu lực.",
        "the policy that came along is not one of the book's, or is not in force.",
    ),
    "bad-policy": (
        "quy ước xác nhận mới không dùng được: đọc không ra, thiếu khóa của sổ hoặc địa chỉ, hoặc không có gì mới.",
        "the new witness policy cannot be gone by: unreadable, without the log's key or an address, or no news.",
    ),
    "policy-not-cosigned": (
        "nói là quy ước mới đã có hiệu lực, mà các bên theo quy ước cũ chưa ký đủ cho sổ có dòng ấy.",
        "a new policy is said to be in force, but the old one's witnesses have not signed the book that carries it.",
    ),
    "seen-otherwise": ("nay khác lần trước đã thấy.", "it is not what it was seen to be."),
    "rolled-back": (
        "nay có ít dòng hơn lần trước đã thấy: sổ đã bị lùi lại.",
        "it has fewer entries than it was seen to have: it was rolled back.",
    ),
    "forked": (
        "các dòng cũ nay khác lần trước đã thấy: sổ đã bị sửa hoặc tách làm hai.",
        "its earlier entries are not those it was seen to have: it was changed or forked.",
    ),
    "entry-changed": ("một dòng cũ nay đã khác.", "an earlier entry is another now."),
    "archive-changed": (
        "tệp phiếu nay không bắt đầu bằng tệp đã lưu.",
        "the archive does not begin with the one that was kept.",
    ),
    "dated-in-the-future": ("có dòng đề giờ chưa tới.", "an entry is dated later than now."),
    "scripts-differ": (
        "cùng một trang mà mỗi loại máy nhận chương trình khác nhau.",
        "one page gives different scripts to different kinds of devices.",
    ),
    "heads-differ": (
        "cùng một sổ mà mỗi loại máy được cho xem một bản khác nhau.",
        "different kinds of devices are shown different versions of one book.",
    ),
    "another-book": (
        "sổ chung đi kèm cuộc này khác sổ chung mà xã cho xem.",
        "the commune's book that came with it is not the one that the commune shows.",
    ),
    "log-incomplete": ("dấu niêm có đếm dòng này, dữ liệu không có.", "the checkpoint counts it, the data lack it."),
    "wrong-root": (
        "các dòng băm lại không ra con số đã niêm; sổ đã bị sửa hoặc tách làm hai.",
        "the entries do not hash to the sealed root; the book was changed or forked.",
    ),
    "wrong-tile": ("một mảnh băm đi kèm không khớp với các dòng.", "a tile does not hold the entries' hashes."),
    "end-not-cosigned": (
        "các bên giám sát chỉ mới ký cho lúc trước khi có kết quả, trước khi đóng hoặc hủy.",
        "the witnesses have signed only for a time before the result, the closing or the cancellation.",
    ),
    "dated-before-cosignature": (
        "đề giờ sớm hơn lúc các bên giám sát đã thấy sổ chưa có dòng này.",
        "it is dated before a time at which the witnesses saw the book without it.",
    ),
    "unnamed-payload": (
        "có tệp đi kèm mà sổ chung không nêu tên.",
        "a file came along that the commune's book does not name.",
    ),
    "missing-payload": (
        "thiếu danh sách mà sổ chung nêu bằng mã băm.",
        "a list is missing that the commune's book names by its hash.",
    ),
    "wrong-vote": (
        "tệp phiếu là của một cuộc biểu quyết khác.",
        "the archive is of another vote.",
    ),
    "other-election": (
        "tệp phiếu mang đúng mã của cuộc biểu quyết nhưng đề bài hoặc khóa khác với lúc mở trong sổ chung.",
        "the archive bears the vote's own code, but other questions or another key than the commune's book opened.",
    ),
    "other-trustees": (
        "các bên giữ khóa trong tệp phiếu khác với lúc mở trong sổ chung.",
        "the trustees in the archive are not those of the opening in the commune's book.",
    ),
    "other-credentials": (
        "danh sách quyền bỏ phiếu trong tệp phiếu khác với lúc mở trong sổ chung.",
        "the credential list in the archive is not that of the opening in the commune's book.",
    ),
    "wrong-register": (
        "sổ thẻ này không phải là sổ thẻ có mã băm ghi trong sổ chung.",
        "this card register is not the one whose hash is in the commune's book.",
    ),
    "register-of-another-village": (
        "sổ thẻ này là của thôn khác, không phải thôn đang biểu quyết.",
        "this card register is of another village than the one that votes.",
    ),
    "credentials-differ": (
        "danh sách quyền bỏ phiếu không đúng với sổ thẻ.",
        "the credential list is not the one the card register gives.",
    ),
    "spares-differ": (
        "quyền bỏ phiếu để dành không phải là của các thẻ dự phòng; có hộ bị gạt ra hoặc thẻ dự phòng được bỏ phiếu.",
        "the credentials in reserve are not those of the spare cards: a household is shut out, or a spare card votes.",
    ),
    "wrong-turnout": ("số hộ không khớp với các lá phiếu.", "the number of households is not that of the ballots."),
    "archive-differs": (
        "tệp phiếu khác với tệp lập lại từ hai sổ.",
        "the archive is not the one made anew from the two books.",
    ),
    "wrong-recount": (
        "đếm lại ý kiến của các hộ ra con số khác với con số trong sổ.",
        "counted anew, the households' statements give other numbers than the book.",
    ),
    "wrong-document": ("một văn bản không đúng mã băm của nó.", "a document does not have the hash that names it."),
    "receipt-of-another-history": (
        "máy chủ đã ký hai cuốn sổ phiếu khác nhau: sổ trong biên nhận không phải sổ ở đây. Hãy giữ kỹ biên nhận này.",
        "the server has signed two different books of this vote, the receipt's and the one shown. Keep this receipt.",
    ),
    "receipt-left-out": (
        "sổ phiếu đã đóng mà không có lá phiếu này; nó đã bị bỏ ra ngoài. Hãy giữ kỹ biên nhận này.",
        "the book was closed without this ballot: it was left out. Keep this receipt.",
    ),
    "receipt-of-no-ballot": (
        "ở chỗ ghi trong biên nhận không phải là một lá phiếu.",
        "what stands at the receipt's place is no ballot.",
    ),
    # the record
    "malformed-entry": ("không đúng dạng của một dòng.", "not in the form of an entry."),
    "unknown-entry-type": (
        "loại dòng này bản chương trình đang dùng không biết, hoặc không thuộc cuốn sổ này.",
        "an entry of a type that this version of the program does not know, or that does not belong in this book.",
    ),
    "out-of-order": ("không được đứng ở chỗ này.", "it may not stand at this place."),
    "dated-before-predecessor": ("đề giờ sớm hơn dòng trước nó.", "dated before the entry that precedes it."),
    "log-not-started": ("thiếu dòng mở sổ ở đầu.", "the entry that starts the book is missing."),
    "wrong-log": (
        "khóa, tên và quy ước của sổ không thuộc về nhau.",
        "the book's key, name and policy do not belong together.",
    ),
    "wrong-roll-count": ("số hộ cộng lại không khớp.", "numbers of households that do not add up."),
    "wrong-cards": (
        "số thẻ hoặc sổ thẻ không khớp với danh sách hộ.",
        "number of cards or card register do not fit the household roll.",
    ),
    "village-over": (
        "thôn đã hợp vào thôn khác, không còn việc nào ghi thêm ở đó.",
        "the village became part of another, and nothing more happens in it.",
    ),
    "wrong-successor": (
        "thôn hợp vào một thôn không có trong sổ, đã hết, hoặc chính nó.",
        "the village became part of one that the book does not know, that is over, or of itself.",
    ),
    "roll-outdated": (
        "có thôn khác hợp vào mà danh sách hộ chưa chốt lại.",
        "another village became part of this one and the roll was not frozen anew.",
    ),
    "wrong-setting": (
        "đổi một con số không được đổi, ngoài mức cho phép, hoặc không đổi gì.",
        "it sets a number that nobody sets, beyond its bounds, or to what it is.",
    ),
    "wrong-committee": (
        "người, khóa hoặc ngưỡng của ban kiểm phiếu không đúng.",
        "members, keys or threshold of the counting committee are not right.",
    ),
    "wrong-setup": (
        "đề bài, khóa, danh sách, quy tắc và thời gian không khớp nhau.",
        "election, keys, list, rule and times do not fit together.",
    ),
    "wrong-credential-count": (
        "số quyền bỏ phiếu nhiều hoặc ít hơn số hộ.",
        "more or fewer credentials than households.",
    ),
    "wrong-public-key": (
        "khóa niêm phong không phải là tích khóa của các bên giữ khóa.",
        "the sealing key is not the product of the trustees' keys.",
    ),
    "wrong-rule": (
        "quy tắc quyết định và điều luật viện dẫn không thuộc về nhau, hoặc việc này không được biểu quyết trực tuyến.",
        "the rule of decision and the article it cites do not belong together, or the matter may not be voted online.",
    ),
    "wrong-answers": (
        "một việc được hỏi khác với ba câu trả lời theo nghị định, hoặc câu được xét không phải là “Đồng ý”.",
        "a matter is asked otherwise than with the decree's three answers, or another answer than the yes is judged.",
    ),
    "poses-as-decision": (
        "câu hỏi ý kiến mang câu trả lời hoặc lời lẽ của một quyết định.",
        "an opinion question has the answers or the words of a decision.",
    ),
    "wrong-practice": (
        "bỏ phiếu tập dượt không đúng cách tập dượt, hoặc một cuộc thật mang tên tập dượt.",
        "practice is not held as practice is, or a real vote is called practice.",
    ),
    "weak-key": (
        "có khóa mà ai cũng đoán được, hoặc hai khóa trùng nhau hay triệt tiêu nhau.",
        "a key that anyone can guess, or two keys that are equal or cancel each other.",
    ),
    "wrong-text": (
        "có chữ ẩn hoặc chữ viết ngược, hoặc hai câu trả lời trông giống nhau.",
        "a text has hidden or turned characters, or two answers look alike.",
    ),
    "wrong-opening": (
        "sổ phiếu mở đầu bằng một lần mở khác với lần mở trong sổ chung.",
        "the vote's book begins with another opening than the commune's book has.",
    ),
    "wrong-seal": (
        "cỡ hoặc mã gốc đã niêm không phải là của sổ phiếu này: sổ đã bị cắt, thêm hoặc thay.",
        "the sealed size or root is not that of this vote's book: it was cut, added to or replaced.",
    ),
    "wrong-move": (
        "giờ đóng được dời ở một sổ mà sổ kia không có, hoặc hai sổ ghi hai giờ khác nhau.",
        "the closing time was moved in one of the two books only, or to two different times.",
    ),
    "wrong-correction": (
        "đính chính một điều không ai nói về cuộc này, hoặc một tài liệu không kèm theo cuộc này.",
        "it corrects what nobody said of this vote, or a paper that was not shown with it.",
    ),
    "unknown-subject": (
        "sổ chung không có lần lấy ý kiến ấy, hoặc ý kiến đứng sai sổ.",
        "the commune's book does not hold that subject, or the statement stands in another's book.",
    ),
    "unknown-matter": (
        "sổ chung không có việc ấy, hoặc đó là việc của thôn khác.",
        "the commune's book does not hold that matter, or it is another village's.",
    ),
    "step-missing": ("chưa đủ bước: một bước phải làm trước chưa có trong sổ.", "an earlier step is not in the book."),
    "wrong-step": (
        "bước này ghi sai người, sai số hoặc sai nội dung so với luật và với những gì sổ đã ghi.",
        "this step has another office, other numbers or another content than the law or the book before it.",
    ),
    "wrong-supervision": ("giám sát sai thứ tự, hoặc sai người.", "supervision out of order, or by somebody else."),
    "wrong-notice": ("tin ghi hai lần, sai nơi ra, quá hạn, hoặc đã gỡ.", "told twice, by nobody, late, or withdrawn."),
    "wrong-disclosure": ("công khai sai mục, người, ngày, hình thức.", "its item, maker, days or forms are wrong."),
    "wrong-report": ("báo cáo sai kỳ, sai người, thiếu tệp, sai thứ tự.", "its period, maker, files or place wrong."),
    "unknown-vote": ("sổ chung không có cuộc biểu quyết ấy.", "the commune's book does not hold that vote."),
    "wrong-closing": (
        "dòng đóng không khớp với sổ phiếu có thật; có lá đã bị bỏ hoặc thêm.",
        "the closing does not fit the vote's book that is there; ballots were dropped or added.",
    ),
    "closed-too-early": (
        "đóng trước giờ khi chưa đủ mọi hộ bỏ phiếu.",
        "closed before its time although not every household had voted.",
    ),
    "wrong-tally": (
        "tổng đã công bố không phải là tổng của các lá phiếu được tính.",
        "the published sum is not that of the ballots that count.",
    ),
    "wrong-partial-decryption": (
        "phần mở không phải của bên giữ khóa ấy, hoặc chứng minh sai.",
        "a part of the opening is not by that trustee, or its proof fails.",
    ),
    "wrong-result": (
        "con số không phải là con số mà các phần mở ghép lại cho ra.",
        "the numbers are not what the parts open to.",
    ),
    "wrong-outcome": (
        "kết luận không đúng với quy tắc và các con số.",
        "the outcome is not what the rule makes of the numbers.",
    ),
    "replayed-ballot": ("chính lá phiếu này đã có trong sổ.", "this very ballot is already in the book."),
    "copied-ciphertext": (
        "một phần của lá phiếu chép từ lá phiếu khác.",
        "a part of the ballot is copied from another ballot.",
    ),
    # ballots and archives
    "too-large": ("lớn hơn mức cho phép.", "larger than allowed."),
    "malformed": ("không đúng dạng quy định.", "not in the prescribed form."),
    "not-json": ("không phải là dữ liệu JSON.", "not JSON."),
    "not-reprinted": (
        "không viết theo đúng một cách viết quy định (thừa dấu cách, lặp tên trường, cách ghi số).",
        "not in its one spelling (spaces, repeated names, number forms).",
    ),
    "wrong-fields": ("thiếu, thừa hoặc sai thứ tự các trường.", "fields missing, added or out of order."),
    "wrong-type": ("một giá trị không đúng loại hoặc ngoài khoảng.", "a value of another type or out of range."),
    "bad-element-text": (
        "một phần tử nhóm không viết đúng 64 chữ số thập lục phân thường.",
        "a group element is not 64 lower-case hex digits in canonical form.",
    ),
    "bad-scalar-text": ("một số mũ không viết đúng dạng hoặc quá lớn.", "a scalar is not canonical or too large."),
    "wrong-shape": (
        "số câu trả lời hoặc số phép chứng minh không đúng với đề bài.",
        "the number of answers or proofs does not fit the questions.",
    ),
    "bad-opening": ("không phải là lời mở của một lá phiếu.", "not an opening of a ballot of this vote."),
    "bad-election": (
        "đề bài tự mâu thuẫn hoặc khóa không đúng.",
        "the election contradicts itself or its key is wrong.",
    ),
    "bad-credentials": (
        "danh sách quyền bỏ phiếu không xếp thứ tự, có mục trùng, hoặc có khóa không hợp lệ.",
        "the credential list is not sorted, has a double, or holds an invalid key.",
    ),
    "bad-card": ("mã thẻ không đúng dạng quy định.", "a card code is not of the form it must have."),
    "wrong-election": ("phiếu thuộc cuộc biểu quyết khác.", "the ballot is for another vote."),
    "wrong-uuid": ("phiếu ghi mã của cuộc biểu quyết khác.", "the ballot names another vote."),
    "wrong-fingerprint": ("phiếu được niêm cho một đề bài khác.", "the ballot was sealed for other questions."),
    "unknown-credential": ("không có trong danh sách quyền bỏ phiếu.", "its credential is not on the list."),
    "closed-credential": ("quyền bỏ phiếu này đã bị đóng.", "its credential was closed."),
    "duplicate": ("đã có trong sổ từ trước.", "seen before."),
    "duplicate-ballot": ("chính lá phiếu này xuất hiện hai lần.", "this very ballot appears twice."),
    "duplicate-ciphertext": (
        "một phần của lá phiếu chép từ lá phiếu khác.",
        "a part of the ballot is copied from another ballot.",
    ),
    "too-many": (
        "một hộ nói nhiều lần hơn số lần cho phép.",
        "a household has spoken more often than it may.",
    ),
    "old-sequence": (
        "số thứ tự không lớn hơn lá trước của cùng hộ; một lá cũ bị đem ra tính.",
        "its sequence number is not above the household's last: an old ballot made to count.",
    ),
    "wrong-subject": ("ý kiến về một chuyện khác.", "the statement is about something else."),
    "wrong-value": (
        "ý kiến không nằm trong các cách trả lời đã định, hoặc kèm lời ở chỗ không hỏi lời.",
        "the statement is none of the answers that are asked for, or has words where none are.",
    ),
    "wrong-words": (
        "lời được đưa ra không phải là lời mà ý kiến đã ký.",
        "the words are not the ones that the statement was signed with.",
    ),
    "not-open": ("gửi khi biểu quyết không mở.", "cast while the vote was not open."),
    "bad-proof": ("phép chứng minh không đúng.", "a proof does not hold."),
    "element-not-in-group": (
        "một phần tử không thuộc nhóm, hoặc là phần tử đơn vị.",
        "an element is not in the group, or is the identity.",
    ),
    "wrong-ballot-hash": ("mã băm được ký không phải của lá phiếu này.", "the signed hash is not that of the ballot."),
    "bad-signature": ("chữ ký của hộ không đúng.", "the household's signature does not verify."),
    "bad-individual-proof": (
        "một lựa chọn không được chứng minh là 0 hoặc 1.",
        "a choice is not proven to be 0 or 1.",
    ),
    "bad-overall-proof": (
        "số lựa chọn không được chứng minh là trong mức cho phép.",
        "the number of choices is not proven to be within the bounds.",
    ),
    "bad-blank-proof": (
        "phiếu trắng không được chứng minh là không kèm lựa chọn nào.",
        "a blank is not proven to exclude the other answers.",
    ),
    "bad-seal": ("niêm số thứ tự không đúng.", "the sequence seal does not verify."),
    "bad-trustees": ("khóa của các bên giữ khóa không hợp lệ.", "the trustees' keys are not valid."),
    "bad-key-proof": ("một bên giữ khóa không chứng minh được là có khóa.", "a trustee's proof of its key fails."),
    "bad-certificate": ("chứng thư của một người kiểm phiếu không đúng.", "a counting member's certificate fails."),
    "bad-coefficients": (
        "phần khóa của một người kiểm phiếu mâu thuẫn với các hệ số đã công bố.",
        "a counting member's key contradicts the published coefficients.",
    ),
    "bad-message": ("một thông điệp kín không mở được.", "a sealed message does not open."),
    "bad-tally": ("phép kiểm phiếu không khớp với các lá phiếu.", "the count contradicts the ballots."),
    "bad-decryption": (
        "phép chứng minh của một phần mở phiếu không đúng.",
        "the proof of a part of the opening does not hold.",
    ),
    "not-enough-decryptions": (
        "chưa đủ phần mở phiếu, hoặc có phần của người lạ hay lặp lại.",
        "too few parts of the opening, or one by a stranger or given twice.",
    ),
    "wrong-owner": (
        "một phần mở phiếu không phải của bên giữ khóa nào, hoặc mở hai lần.",
        "a part of the opening belongs to no trustee, or comes a second time.",
    ),
    "bad-archive": ("tệp phiếu không đúng dạng.", "the archive is not in its form."),
    "bad-tar-block": ("tệp phiếu bị cắt hoặc sửa ở một khối.", "a block of the archive was cut or changed."),
    "bad-member": (
        "một phần của tệp phiếu không đúng mã băm, lặp lại, thừa hoặc thiếu.",
        "a member of the archive has another hash, is repeated, unused or missing.",
    ),
    "bad-event-chain": (
        "các bước trong tệp phiếu không nối nhau đúng thứ tự.",
        "the events of the archive are not chained in order.",
    ),
    # the log's formats
    "note-malformed": ("dấu niêm không đúng dạng văn bản có chữ ký.", "not a signed note in its one form."),
    "key-malformed": ("khóa không đúng dạng.", "not a key in its one form."),
    "signature-missing": ("không có chữ ký của khóa đáng tin.", "no trusted key has signed."),
    "signature-invalid": (
        "chữ ký không đúng với dấu niêm này (giả, hoặc ký cho lúc khác).",
        "a signature does not fit this checkpoint (forged, or made for another one).",
    ),
    "checkpoint-malformed": ("dấu niêm không đủ ba dòng quy định.", "not a checkpoint of three lines."),
    "origin-mismatch": ("dấu niêm là của một sổ khác.", "the checkpoint is of another log."),
    "inclusion-invalid": ("đường băm không dẫn tới gốc.", "the path does not lead to the root."),
    "consistency-invalid": ("sổ sau không nối tiếp sổ trước.", "the later log does not begin with the earlier one."),
    "tile-malformed": ("một mảnh của sổ không đúng dạng.", "a part of the log is not in its form."),
    "proof-malformed": ("biên nhận không đúng dạng.", "not a receipt in its one form."),
    "extra-refused": ("biên nhận có dòng thừa.", "the receipt has an extra line."),
    "policy-malformed": ("quy ước không đúng dạng.", "not a policy in its form."),
    "log-not-in-policy": ("quy ước không kể tên sổ này.", "the policy does not list this log."),
    "quorum-not-met": (
        "chưa đủ bên giám sát ký xác nhận.",
        "too few witnesses have co-signed.",
    ),
}
