"""What each kind of paper is called in lists and in the names of its files."""

from collections.abc import Mapping

from voting.law.sentence import Sentence

PAPER_NAMES: Mapping[str, Sentence] = {
    "proposal": Sentence("Đề xuất", "Proposal"),
    "classification": Sentence("Bản xếp loại việc", "Classification of the matter"),
    "agreement": Sentence("Biên bản thống nhất", "Minutes of the agreement"),
    "report": Sentence("Báo cáo xã trước khi biểu quyết", "Report to the commune before the vote"),
    "team": Sentence("Quyết định lập Tổ lấy ý kiến", "Decision that sets up the team"),
    "roll": Sentence("Biên bản chốt danh sách hộ", "Minutes of the household roll"),
    "poll": Sentence("Biên bản hỏi hình thức", "Minutes of how households want to decide"),
    "notice": Sentence("Thông báo biểu quyết", "Notice of the vote"),
    "minutes": Sentence("Biên bản của Tổ lấy ý kiến", "Minutes of the online-voting team"),
    "result-copy": Sentence("Bản chụp kết quả", "Copy of the result"),
    "participants": Sentence("Danh sách đại diện hộ tham gia", "List of households that took part"),
    "consents": Sentence("Danh sách hộ đồng ý", "List of households that consent"),
    "decision": Sentence("Biên bản kết quả (Mẫu số 03)", "Record of the decision (form 03)"),
    "posting": Sentence("Niêm yết kết quả", "Posting of the result"),
    "dispatch": Sentence("Công văn gửi kết quả", "Letter with the result"),
    "implementation": Sentence("Báo cáo kết quả thực hiện", "Report on how it was carried out"),
    "announcement": Sentence("Thông báo", "Announcement"),
    "board-report": Sentence("Báo cáo của ban", "Report of a board"),
    "publicity-list": Sentence("Danh mục nội dung đã công khai", "List of what was made public"),
    "publicity-report": Sentence("Báo cáo kết quả công khai", "Report on what was made public"),
    "periodic-report": Sentence("Báo cáo thực hiện dân chủ ở cơ sở", "Report on grassroots democracy"),
    "invitation": Sentence("Giấy mời họp (Mẫu số 01)", "Invitation to the meeting (form 01)"),
    "count": Sentence("Biên bản kiểm phiếu", "Minutes of the count"),
    "decided": Sentence("Nghị quyết của cộng đồng (Mẫu số 03)", "Resolution of the community (form 03)"),
}
"""By the ``kind`` of a sheet."""
