"""Long matters and papers as villages write them; every name is invented."""

import base64

LONG_TITLE = (
    "Sửa đường bê tông từ cổng làng đến nhà văn hóa, nạo vét rãnh thoát nước hai bên đường, trồng lại hàng cây và lắp "
    "đèn chiếu sáng dùng năng lượng mặt trời cho xóm Đông, xóm Đoài"
)
_SENTENCES = (
    "Đoạn đường từ cổng làng đến nhà văn hóa dài bốn trăm hai mươi mét, đổ bê tông từ năm 2009, nay đã nứt và lún.",
    "Mỗi khi mưa to, nước đọng trước cổng nhà trẻ, các cháu phải đi vòng qua bờ ao.",
    "Ban công tác Mặt trận và Chi hội Nông dân cùng đề xuất việc này sau buổi họp xóm ngày 12 tháng 9.",
    "Xã hỗ trợ xi măng; thôn lo cát, đá và ngày công; không thu thêm tiền của hộ nghèo và hộ có người già neo đơn.",
    "Hộ nào ở sát đường được báo trước ba ngày để dời xe, chậu cây và mái che.",
    "Trong lúc làm, xe máy đi đường bờ mương, xe tải đi đường liên thôn.",
    "Cây cũ nào còn khỏe thì giữ lại; cây phải chặt thì trồng bù hai cây cùng loài ở chỗ gần nhất.",
    "Đèn dùng năng lượng mặt trời tự sáng khi trời tối và tự tắt lúc năm giờ sáng.",
    "Ban giám sát đầu tư của cộng đồng ghi từng chuyến vật liệu vào sổ và dán bảng ở nhà văn hóa mỗi tối thứ Bảy.",
    "Nếu các hộ không tán thành, thôn chỉ vá những chỗ lún sâu và bàn lại vào năm sau.",
)
LONG_DESCRIPTION = "\n".join(" ".join(_SENTENCES[i % 5 :] + _SENTENCES[: i % 5]) for i in range(14))
"""Some 3,000 words in fourteen paragraphs."""

EIGHT = (
    "Sân bóng chuyền trước nhà văn hóa", "Tủ sách và bàn đọc cho trẻ em", "Loa và màn chiếu cho nhà văn hóa",
    "Máy lọc nước uống chung", "Ghế đá dọc bờ ao", "Đèn chiếu sáng ngõ xóm Đoài",
    "Dụng cụ tập thể dục ngoài trời cho người cao tuổi", "Mái che chỗ để xe",
)  # fmt: skip

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
