/** A practice vote: what it is called and what it asks, to the letter. Twin of voting/law/practice.py; a test holds them together. */

import { CHOICES } from "./choices.mjs";

export const PRACTICE = "practice";
export const TITLE = "BỎ PHIẾU TẬP DƯỢT – không có giá trị";
export const DESCRIPTION = "Để bà con và ban kiểm phiếu làm quen. Phiếu ở đây không được tính vào việc gì.";
export const QUESTION = "Câu hỏi để tập dượt: hôm nay trời đẹp, bà con có đồng ý không?";
export const ANSWERS = CHOICES;
/** What is said of practice alone: no other vote has these words in it. */
export const MARK = "bỏ phiếu tập dượt";
export const [FEWEST_CARDS, MOST_CARDS] = [3, 10];
