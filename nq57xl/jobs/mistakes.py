"""Mistakes of whoever asked, and what the machine refuses, as one Vietnamese line."""

from errno import ENOSPC

from nq57xl.model.period import PeriodError
from nq57xl.saving import LockedOutput


class UsageError(Exception):
    """What was asked for cannot be done; the text says why, in Vietnamese."""


def as_usage_error(fault: Exception) -> str:
    """The line for a fault that is the caller's, empty for one of ours."""
    from nq57xl.merge.facts import FactsFileError
    from nq57xl.plans.data_files import DataFileError
    from nq57xl.plans.files import UnknownPlanError, plan_ids
    from nq57xl.sheets.issuing.form import ShellError
    match fault:
        case UsageError() | FactsFileError():
            return str(fault)
        case UnknownPlanError():
            return f"không có kế hoạch {fault}; hiện có: {', '.join(plan_ids())}"
        case DataFileError():
            return f"tệp dữ liệu không dùng được: {fault}"
        case ShellError():
            return f"sổ mẫu không dùng được: {fault}"
        case PeriodError():
            return f"kỳ báo cáo {fault} không hợp lệ; viết 2025-09, 2025-Q3, 2025-H2 hoặc 2025"
        case LockedOutput():
            return f"không ghi được {fault.path}: tệp đang mở ở chương trình khác; đóng tệp rồi chạy lại"
        case IsADirectoryError():
            return f"{fault.filename} là thư mục; cần tên một tệp"
        case FileNotFoundError() | NotADirectoryError():
            return f"không có tệp hoặc thư mục {fault.filename}"
        case PermissionError():
            return (f"không đọc hoặc không ghi được {fault.filename2 or fault.filename}: không có quyền, hoặc tệp đang "
                    "mở ở chương trình khác")
        case OSError() if fault.errno == ENOSPC:
            return f"ổ đĩa đã đầy, không ghi được {fault.filename or 'tệp'}; xóa bớt tệp rồi chạy lại"
        case OSError() if fault.filename:
            return f"máy báo lỗi ở {fault.filename}: {fault.strerror}"
    return ""
