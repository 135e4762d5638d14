"""The product's vocabulary: the closed word lists an officer chooses from and the words of plan data.

English names follow DHIS2 and SDMX where they have one.
"""

# Data status of an indicator's row (SDMX OBS_STATUS); blank is never zero.
REPORTED, NOT_AVAILABLE, NOT_APPLICABLE, ESTIMATED = (
    "Đã có số liệu", "Chưa có số liệu", "Không áp dụng", "Số ước")
DATA_STATUSES = (REPORTED, NOT_AVAILABLE, NOT_APPLICABLE, ESTIMATED)

# Status of an assignment, typed by the officer.
NOT_STARTED, RUNNING, DONE, SUSPENDED, NOT_RESPONSIBLE = (
    "Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Tạm dừng", "Không thuộc trách nhiệm")
ASSIGNMENT_STATUSES = (NOT_STARTED, RUNNING, DONE, SUSPENDED, NOT_RESPONSIBLE)

# State of an assignment, derived from status, dates and deadline; never typed.
DONE_IN_TIME, DONE_LATE, RUNNING_IN_TIME, OVERDUE, DUE_SOON = (
    "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện trong hạn", "Quá hạn", "Sắp đến hạn")
NO_REPORT = "Chưa báo cáo"
ASSIGNMENT_STATES = (DONE_IN_TIME, DONE_LATE, RUNNING_IN_TIME, DUE_SOON, OVERDUE, SUSPENDED,
                     NOT_RESPONSIBLE, NO_REPORT)

# Judgement of a figure against its target or its expected path.
MET, AT_RISK, BEHIND, NO_TARGET, NO_FIGURE = "Đạt", "Nguy cơ", "Chậm", "Không có mục tiêu", "Chưa có số liệu"

# Words of plan data (columns kind, direction, consolidation, collected_from, lineage, deadline_kind).
KINDS = ("percent", "count", "index", "rank", "money", "text")
DIRECTIONS = ("up", "down")
CONSOLIDATIONS = ("ratio", "sum", "mean", "min", "max", "last", "share-met", "none")
COLLECTED_FROM = ("commune", "agency", "none")
LINEAGES = ("same", "narrower", "reworded", "extra", "")
DEADLINE_KINDS = ("date", "month", "year", "continuous", "yearly", "yearly-month", "after-city-plan",
                  "city-roadmap", "on-request", "none")

# Fields of the tidy facts, by sheet kind.
INDICATOR_FIELDS = ("value", "numerator", "denominator", "data_status", "explanation", "evidence")
DIFFICULTY_FIELDS = ("content", "related", "addressee", "proposal")
