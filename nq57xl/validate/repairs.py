"""Which findings say that something was repaired, so that the file counts as repaired and not just accepted."""

REPAIR_CODES = frozenset((
    "V30", "V41", "V45", "V47", "V48", "S57", "S76",  # a value read as another one, a stale result computed again
    "S22", "S33", "S41", "S73", "S74",  # sheet, columns, rows found elsewhere or under other words
    "S48", "S68", "S70", "S77",  # rows known without their keys
    "S60", "S61", "S66"))  # the sender told by what is left, or by an officer
"""One list for all layers: a reader that repairs a value adds its code here."""
