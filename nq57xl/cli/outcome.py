"""Exit codes, and mistakes of the caller as one Vietnamese line."""

import argparse
from collections.abc import Iterable
from datetime import date
from errno import ENOSPC

from nq57xl.model.finding import ERROR, Finding
from nq57xl.model.period import PeriodError
from nq57xl.model.record import REJECTED, Submission

CLEAN, WITH_ERRORS, WRONG_COMMAND, INTERNAL = 0, 1, 2, 3


def exit_code(submissions: Iterable[Submission], findings: Iterable[Finding]) -> int:
    """1 where a file was rejected or a finding is an error, else 0."""
    rejected = any(submission.outcome == REJECTED for submission in submissions)
    return WITH_ERRORS if rejected or any(finding.severity == ERROR for finding in findings) else CLEAN


class UsageError(Exception):
    """The command was wrong; the text says how, in Vietnamese."""


def day(text: str) -> date:
    """An argument that is a day. Raises argparse.ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"ngày {text} không hợp lệ; viết 2025-09-10") from fault


def as_usage_error(fault: Exception) -> str:
    """The line for a fault that is the caller's, empty for one of ours."""
    from nq57xl.merge.facts import FactsFileError
    from nq57xl.plans.data_files import DataFileError
    from nq57xl.plans.files import UnknownPlanError, plan_ids
    from nq57xl.sheets.issuing.form import ShellError
    from nq57xl.sheets.writing.write import LockedOutput
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
            return (f"không đọc hoặc không ghi được {fault.filename2 or fault.filename}: không có quyền, hoặc tệp đang mở "
                    "ở chương trình khác")
        case OSError() if fault.errno == ENOSPC:
            return f"ổ đĩa đã đầy, không ghi được {fault.filename or 'tệp'}; xóa bớt tệp rồi chạy lại"
        case OSError() if fault.filename:
            return f"máy báo lỗi ở {fault.filename}: {fault.strerror}"
    return ""
