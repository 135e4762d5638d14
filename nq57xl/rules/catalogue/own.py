"""Rules on the assignments that a unit adds of its own: what the plan says of others, the unit must say of them."""

from nq57xl.model.messages.structure import MESSAGES
from nq57xl.model.messages.values import MESSAGES as VALUES
from nq57xl.rules.catalogue.assignments import ERROR_VALUE
from nq57xl.rules.catalogue.declare import ASSIGNMENT, LONGEST_TEXT, no_error_values, warning
from nq57xl.rules.expr import Blank, Compare, Field, Length, Literal
from nq57xl.rules.rule import FAILS, Rule

name, lead, deadline, product = Field("name"), Field("lead"), Field("deadline"), Field("product")

OWN_RULES = (
    *no_error_values(ERROR_VALUE, ASSIGNMENT, name, lead, product, deadline),
    Rule(MESSAGES["S49"], ASSIGNMENT, "name", ~Blank(name), blank=FAILS, final=True),
    Rule(warning("A27", "nhiệm vụ bổ sung chưa ghi cơ quan chủ trì.", "ghi cơ quan, bộ phận chủ trì (rõ trách nhiệm).",
                 "Nhiệm vụ do đơn vị thêm phải nói ai chủ trì.", "Tổ chức hội thi, Chủ trì trống"),
         ASSIGNMENT, "lead", ~Blank(lead), blank=FAILS),
    Rule(warning("A28", "nhiệm vụ bổ sung chưa ghi thời hạn.", "ghi thời hạn hoàn thành (rõ tiến độ).",
                 "Nhiệm vụ do đơn vị thêm phải có thời hạn.", "Tổ chức hội thi, Thời hạn trống"),
         ASSIGNMENT, "deadline", ~Blank(deadline), blank=FAILS),
    Rule(warning("A29", "nhiệm vụ bổ sung chưa ghi sản phẩm.", "ghi sản phẩm đầu ra (rõ kết quả).",
                 "Nhiệm vụ do đơn vị thêm phải nói làm ra cái gì.", "Tổ chức hội thi, Sản phẩm trống"),
         ASSIGNMENT, "product", ~Blank(product), blank=FAILS),
    *(Rule(VALUES["V37"], ASSIGNMENT, field.name, Compare("<=", Length(field), Literal(LONGEST_TEXT)))
      for field in (name, lead, product, deadline)),
)
