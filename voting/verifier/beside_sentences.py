"""What the verifier says beside its checks, in Vietnamese and English: receipts, and signs worth a look."""

from voting.verifier.sentence import Sentence

RECEIPTS: dict[str, Sentence] = {
    "receipt.counts": Sentence(
        "Biên nhận {name}: lá phiếu số {tracker} ở dòng {index} của sổ phiếu, là lá cuối của hộ và được tính.",
        "Receipt {name}: ballot {tracker} stands at entry {index} of the vote's book, is the household's last, and "
        "counts.",
    ),
    "receipt.replaced": Sentence(
        "Biên nhận {name}: lá phiếu số {tracker} ở dòng {index} của sổ phiếu, nhưng hộ đã bỏ lá mới hơn ở dòng {last}; "
        "lá mới ấy mới được tính.",
        "Receipt {name}: ballot {tracker} stands at entry {index} of the vote's book, but the household has cast a "
        "newer one at entry {last}, and that one counts.",
    ),
    "receipt.cancelled": Sentence(
        "Biên nhận {name}: lá phiếu số {tracker} ở dòng {index} của sổ phiếu; cuộc biểu quyết đã hủy nên không lá nào "
        "được tính.",
        "Receipt {name}: ballot {tracker} stands at entry {index} of the vote's book; the vote was cancelled, so no "
        "ballot counts.",
    ),
    "receipt.refused": Sentence(
        "Biên nhận {name}: lá phiếu ở dòng {index} của sổ phiếu, nhưng quy tắc không nhận dòng ấy hoặc dòng trước nó.",
        "Receipt {name}: the ballot stands at entry {index} of the vote's book, but the rules refuse that entry or one "
        "before it.",
    ),
    "receipt.later": Sentence(
        "Biên nhận {name} mới hơn bộ kiểm tra này, nên chưa thấy dòng {index}; hãy tải bộ mới hơn rồi kiểm lại.",
        "Receipt {name} is newer than this bundle, so entry {index} is not here yet; fetch a newer bundle.",
    ),
    "receipt.cosigned": Sentence(
        "Đoạn sổ phiếu có lá ấy đã được {witnesses} bên xác nhận: {names}.",
        "The part of the vote's book with that ballot was confirmed by {witnesses} witnesses: {names}.",
    ),
    "receipt.sealed": Sentence(
        "Đoạn sổ phiếu có lá ấy đã được niêm trong sổ chung, chưa có bên giám sát nào xác nhận.",
        "The part of the vote's book with that ballot is sealed in the commune's book; no witness has confirmed it.",
    ),
    "receipt.fails": Sentence("Biên nhận {name} (dòng {index}): {crime}", "Receipt {name} (entry {index}): {crime}"),
}

SIGNS: dict[str, Sentence] = {
    "policy-waiting": Sentence(
        "Quy ước xác nhận mới (dòng {index} của sổ chung, ngày {day}) chưa có hiệu lực: các bên theo quy ước cũ chưa "
        "ký đủ. Ở đây vẫn xét theo quy ước cũ.",
        "The new witness policy (entry {index} of the commune's book, {day}) is not in force: too few witnesses of the "
        "old one have signed. The old one still judges here.",
    ),
    "policy-changed": Sentence(
        "Từ lúc mở cuộc biểu quyết này, quy ước xác nhận đã đổi (dòng {index} của sổ chung, ngày {day}); nên biết bên "
        "nào thôi, bên nào mới.",
        "Since this vote was opened the witness policy has changed (entry {index} of the commune's book, {day}); know "
        "who left and who is new.",
    ),
    "policy-differs": Sentence(
        "Quy ước đưa vào để kiểm khác với quy ước đang có hiệu lực trong sổ; chữ ký đã được xét theo bản đưa vào.",
        "The policy that was brought is not the one in force in the book; signatures were judged by the one brought.",
    ),
    "cards-changed": Sentence(
        "Từ cuộc biểu quyết trước của thôn đến hết cuộc này có {reissued} thẻ phát lại và {revoked} thẻ bị thu hồi, "
        "trên {households} hộ; nên hỏi các hộ ấy có đúng như vậy không.",
        "Between the village's last vote and the end of this one, {reissued} cards were issued again and {revoked} "
        "revoked, of {households} households; ask those households whether that is so.",
    ),
    "committee-for-this-vote": Sentence(
        "Ban kiểm phiếu số {committee} chưa kiểm cuộc nào trước đây của thôn; nên biết ai ở trong ban, vì sao lập mới.",
        "Counting committee {committee} has counted no earlier vote of the village; know who is in it, and why it is "
        "new.",
    ),
    "short-vote": Sentence(
        "Chỉ nhận phiếu trong {hours} giờ, chưa được {days} ngày. Luật không quy định bao lâu; nên hỏi bà con có "
        "kịp biết không.",
        "Ballots were taken for {hours} hours only, less than {days} days. The law sets no least time; ask whether "
        "people heard of it in time.",
    ),
    "closed-late": Sentence(
        "Quá giờ đóng {hours} giờ sổ chung mới có dòng đóng, hoặc vẫn chưa có. Máy chủ có thể đã ngừng; nên hỏi các "
        "ban giám sát lúc ấy thấy sổ phiếu có bao nhiêu dòng.",
        "The commune's book had no closing for {hours} hours after its hour, or still has none. The server may have "
        "stood still; ask the boards how many entries the vote's book had then.",
    ),
    "corrected": Sentence(
        "Cuộc biểu quyết này đã được đính chính {corrections} lần; lần cuối ngày {day}, vì: {reason}",
        "This vote was corrected {corrections} times; the last time on {day}, because: {reason}",
    ),
    "duties-joined": Sentence(
        "Thôn đã khai (ngày {day}) là không có đủ người để tách việc, nên một người có thể vừa in thẻ vừa điều hành "
        "hay kiểm phiếu; nên hỏi ai làm những việc ấy.",
        "The village declared on {day} that it has not enough people to keep duties apart, so one person may make the "
        "cards and also lead or count; ask who does.",
    ),
    "posts-joined": Sentence(
        "Một người vừa là trưởng thôn vừa là trưởng ban công tác Mặt trận, nên việc thống nhất không phải họp là do "
        "một mình người ấy; nên hỏi bà con có đồng tình không.",
        "One person is both head and head of the Front committee, so the agreement that no meeting is needed is that "
        "one person's; ask whether people think so too.",
    ),
    "short-notice": Sentence(
        "Thông báo chỉ ra trước giờ nhận phiếu {hours} giờ, chưa được {days} ngày. Luật không quy định cho biểu quyết "
        "trực tuyến; nên hỏi bà con có kịp biết không.",
        "The notice came only {hours} hours before the first ballot, less than {days} days. The law sets no time for "
        "online votes; ask whether people heard of it in time.",
    ),
    "few-consents": Sentence(
        "Việc này do {consents} hộ đề xuất, chưa đủ {needed} hộ (một phần mười), và Ban công tác Mặt trận ủng hộ; luật "
        "cho phép như vậy.",
        "This matter was proposed by {consents} households, fewer than the {needed} (a tenth), with the Front "
        "committee's backing; the law allows that.",
    ),
    "sent-late": Sentence(
        "Kết quả gửi lên xã ngày {day}; tính từ thứ hai đến thứ sáu, {days} ngày làm việc đã hết ngày {last} (chưa trừ "
        "ngày nghỉ lễ, vì sổ không ghi).",
        "The result went to the commune on {day}; counting Monday to Friday, the {days} working days ended on {last} "
        "(public holidays not taken out: the record does not have them).",
    ),
    "credentials-closed": Sentence(
        "Trong lúc biểu quyết, {closed} quyền bỏ phiếu bị đóng và {added} quyền dự phòng được thay vào, trên "
        "{households} hộ; lý do ghi trong sổ phiếu.",
        "While the vote was open, {closed} credentials were closed and {added} spare ones took their place, of "
        "{households} households; the reasons stand in the vote's book.",
    ),
}
"""Signs worth a look: what was seen, and whom to ask; never a word against anybody."""
