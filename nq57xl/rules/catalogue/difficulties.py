"""Rules on the free rows of difficulties and proposals."""

from nq57xl.model.messages.values import MESSAGES
from nq57xl.rules.catalogue.declare import DIFFICULTY, LONGEST_TEXT, no_error_values, warning
from nq57xl.rules.expr import Blank, Compare, Field, Length, Listed, Literal
from nq57xl.rules.rule import FAILS, Rule

content, related, addressee, proposal = Field("content"), Field("related"), Field("addressee"), Field("proposal")
CODES = "nq_list_codes"
"""Defined name of the codes of the workbook's rows."""

DIFFICULTY_RULES = (
    *no_error_values(MESSAGES["V39"], DIFFICULTY, content, related, addressee, proposal),
    Rule(warning("D01", "chưa nêu khó khăn, vướng mắc.", "ghi nội dung khó khăn, vướng mắc.",
                 "Kiến nghị phải đi từ một khó khăn cụ thể.", "Chỉ có Đề xuất, kiến nghị"),
         DIFFICULTY, "content", ~Blank(content), blank=FAILS),
    Rule(warning("D02", "chưa có đề xuất, kiến nghị.", "ghi đề xuất cụ thể, đúng thẩm quyền nơi nhận.",
                 "Nêu khó khăn thì nói rõ cần ai làm gì (rõ thẩm quyền).", "Chỉ có Khó khăn, vướng mắc"),
         DIFFICULTY, "proposal", ~Blank(proposal), blank=FAILS),
    Rule(warning("D03", "chưa ghi nơi nhận kiến nghị.", "ghi cơ quan có thẩm quyền giải quyết.",
                 "Kiến nghị không có nơi nhận thì không ai trả lời.", "Kiến nghị gửi trống"),
         DIFFICULTY, "addressee", ~Blank(addressee), ~Blank(proposal), blank=FAILS),
    Rule(warning("D04", 'mã "{found}" không có trong biểu.', "chọn mã trong danh sách, hoặc để trống.",
                 "Mã liên quan là mã của một dòng trong biểu này.", "CT-99"),
         DIFFICULTY, "related", Listed(related, CODES), ~Blank(related)),
    *(Rule(MESSAGES["V37"], DIFFICULTY, field.name, Compare("<=", Length(field), Literal(LONGEST_TEXT)))
      for field in (content, related, addressee, proposal)),
)
