"""How much of a returned file is read, and the refusal of what cannot or may not be read."""

from dataclasses import dataclass

MIB = 1024 * 1024

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LONGEST_TEXT = 32_767


@dataclass(frozen=True)
class Limits:
    """Bounds of one file; every refusal names the bound that was struck."""

    file_bytes: int = 64 * MIB
    total_bytes: int = 512 * MIB
    part_bytes: int = 256 * MIB
    entries: int = 10_000
    sheets: int = 1_000
    cells: int = 500_000
    """Filled cells of a book. A form has some 3,000; a million of them would take half a gigabyte."""
    repeated_cells: int = 100_000
    """Filled cells of a sheet that its file does not write out but repeats (.ods)."""
    dense_cells: int = 4_000_000
    """Area that the dense reader of .xls and .xlsb may be given."""
    far_row: int = 20_000
    """A filled cell beyond this row makes the book one with far cells."""
    in_process_bytes: int = 3 * MIB
    """What unpacks to more is read in a process of its own: an XML tree takes twenty times its text."""
    memory_bytes: int = 1024 * MIB
    answer_bytes: int = 64 * MIB
    """What the process apart may hand back."""
    seconds: float = 8.0


DEFAULT_LIMITS = Limits()


class UnreadableBook(Exception):
    """A file that gives no workbook.

    `reason` is one of "empty", "not-a-workbook", "encrypted", "damaged", "too-large", "archive";
    `detail` says in Vietnamese what it is or where it broke.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def damaged(detail: str) -> UnreadableBook:
    """Make the refusal of a workbook that is broken."""
    return UnreadableBook("damaged", detail)


def too_large(detail: str) -> UnreadableBook:
    """Make the refusal of a workbook that is beyond a limit."""
    return UnreadableBook("too-large", detail)


def out_of_memory(limits: Limits) -> UnreadableBook:
    """Make the refusal of a workbook that asks for more memory than a file may have."""
    return too_large(f"cần hơn {limits.memory_bytes // MIB} MiB bộ nhớ")
