"""What findings mean for the file and the row they are on. One list of each for all layers."""

REPAIR_CODES = frozenset((
    "V30", "V41", "V45", "V47", "V48", "S57", "S76",  # a value read as another one, a stale result computed again
    "S22", "S33", "S41", "S73", "S74",  # sheet, columns, rows found elsewhere or under other words
    "S48", "S68", "S70", "S77",  # rows known without their keys
    "S60", "S61", "S66"))  # the sender told by what is left, or by an officer
"""Something was repaired, so that the file counts as repaired and not just accepted: a reader that repairs a value adds
its code here."""
NOTHING_READ = ("S20", "S21", "S24", "S55", "S67", "S78", "S79", "S83")
"""No figure of the file is taken, though it may be certain who sent it."""
UNTRUSTED = ("S46", "S47", "S71")
"""The row is left out: its witnesses name different rows."""
ROW_UNCERTAIN = (*UNTRUSTED, "S40", "S42", "S43", "S49", "S69", "S80")
"""Whether the row is the row it seems to be is not certain, for these reasons and those above."""
