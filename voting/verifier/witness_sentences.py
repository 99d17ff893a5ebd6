"""What the witness's command says, in Vietnamese and English."""

from typing import Final

from voting.verifier.sentence import Sentence

SIGNED: Final = Sentence(
    "✔ Sổ chung {origin} có {size} dòng, cùng {books} sổ khác: dòng nào cũng hợp lệ, chỉ thêm, không đổi dòng cũ.",
    "✔ The commune's book {origin} has {size} entries, and {books} more books were watched: all valid, and only grown.",
)
TAKEN: Final = Sentence("✔ Đã ký, máy chủ đã nhận chữ ký.", "✔ Signed, and the server has taken the cosignature.")
HAD_IT: Final = Sentence(
    "✔ Máy chủ đã có chữ ký này từ trước.", "✔ The server already had this witness's cosignature for that size."
)
REFUSED: Final = Sentence("✘ KHÔNG KÝ. {origin}: {crime}", "✘ NOT SIGNED. {origin}: {crime}")
EVIDENCE: Final = Sentence(
    "Bằng chứng giữ ở {folder}. Hãy giữ nguyên thư mục này và báo cho các ban giám sát khác.",
    "The evidence is kept in {folder}. Keep that folder as it is, and tell the other boards.",
)
CANNOT: Final = Sentence(
    "Chưa ký được: {why} ({detail}) Điều này không nói gì về các sổ.",
    "Could not sign: {why} ({detail}) This says nothing about the books.",
)
CODE: Final = Sentence("Mã giấy (không hiện khi gõ): ", "Paper code (not shown while typing): ")
NEW: Final = Sentence(
    "Mã giấy của bên giám sát. Chép ra giấy ngay, không lưu vào máy:\n  {code}\n"
    "Dòng đưa vào quy ước xác nhận:\n  {line}\n"
    "Trạng thái ở {folder}. Mất thư mục này thì phải lập mã mới.",
    "Paper code of this witness. Write it on paper now, and keep it on no machine:\n  {code}\n"
    "Line for the witness policy:\n  {line}\n"
    "Its state is kept in {folder}. If that folder is lost, make a new code.",
)
