"""A practice vote: what it is called and what it asks, to the letter, so that nobody can take it for a real one.

The law knows nothing of it, and it decides nothing. Its words are the program's own and fixed, because whatever else
could be asked in it might be taken for an opinion of the village.
"""

from voting.law.choices import CHOICES

PRACTICE = "practice"
"""The rule of a practice vote: no clause, no majority, no outcome, and no card of a household."""
TITLE = "BỎ PHIẾU TẬP DƯỢT – không có giá trị"
DESCRIPTION = "Để bà con và ban kiểm phiếu làm quen. Phiếu ở đây không được tính vào việc gì."
QUESTION = "Câu hỏi để tập dượt: hôm nay trời đẹp, bà con có đồng ý không?"
ANSWERS = CHOICES
MARK = "bỏ phiếu tập dượt"
"""What is said of practice alone: no other vote has these words in it, so that no real vote is taken for a game."""
FEWEST_CARDS, MOST_CARDS = 3, 10
