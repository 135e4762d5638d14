"""Which unit of a plan a text means: by its code or its exact name; resemblance only makes a question."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from nq57xl.model.names import clean, fold
from nq57xl.model.plan import Plan, Unit
from nq57xl.plans.rows import SamePlan

PREFIX = re.compile(r"(?:(?:ubnd|ủy ban nhân dân|đảng ủy) )?(?:(xã|phường|đặc khu|thị trấn) )?")
"""What may stand before the name of a commune (folded); the group is its kind, which belongs to its identity."""
NEAREST, MOST_NEAR = 72, 4
"""Least score (of 100) at which a name resembles another, and how many such names a question lists."""
_LOOKS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def units_of(plan: Plan) -> tuple[Unit, ...]:
    """All who may report on a plan, its issuer included."""
    issuer = plan.unit(plan.issuer_code) if plan.issuer_code else None
    return (*plan.units, issuer) if issuer else plan.units


def unit_of_code(plan: Plan, code: str) -> Unit | None:
    """The unit of a code; or the one unit whose code it is after a program dropped its leading zeros, or somebody
    typed O for 0 or blanks in it."""
    if unit := plan.unit(code):
        return unit
    bare = _bare_code(code)
    found = [unit for unit in units_of(plan) if bare and _bare_code(unit.code) == bare]
    return found[0] if len(found) == 1 else None


def _bare_code(code: str) -> str:
    """A code without what is lost on the way: digits for look-alike letters (in codes of digits alone), no zeros
    in front, no blanks."""
    text = re.sub(r"[\s.]", "", clean(code)).upper()
    digits = re.sub(r"[.,]0$", "", clean(code)).upper().replace(" ", "").translate(_LOOKS)
    return digits.lstrip("0") if digits.isdecimal() else text


def unit_of_name(plan: Plan, name: str) -> Unit | None:
    """The unit of exactly this name but for spelling (`names.fold`), or of the name without its kind (`Nghi Dương`)
    where one unit alone has it. Diacritics and the kind always count."""
    full, bare = _by_name(SamePlan(plan))
    key = re.sub(r"^(?:ubnd|ủy ban nhân dân) ", "", fold(name))
    return full.get(fold(name)) or full.get(key) or bare.get(key)


def near_units(plan: Plan, name: str) -> tuple[Unit, ...]:
    """Units whose names resemble a text, the nearest first: candidates of a question, never an answer."""
    from rapidfuzz import fuzz
    text = _core(name)
    if not text:
        return ()
    scored = [(max(fuzz.ratio(text, core), fuzz.token_sort_ratio(text, core)), unit)
              for unit in units_of(plan) if (core := _core(unit.name))]
    near = sorted((pair for pair in scored if pair[0] >= NEAREST), key=lambda pair: (-pair[0], pair[1].code))
    return tuple(unit for _, unit in near[:MOST_NEAR])


def candidates_text(units: Iterable[Unit]) -> str:
    """`11542 - Phường Nam Triệu; 11713 - Xã Nghi Dương`."""
    return "; ".join(f"{unit.code} - {unit.name}" for unit in units)


def unit_text(unit: Unit) -> str:
    return f"{unit.name} ({unit.code})"


def units_like(plan: Plan, text: str) -> tuple[Unit, ...]:
    """Candidates of a question: units whose names stand in a file name when tones and marks are left aside
    (`xa cam giang`)."""
    words = f" {_spaced(_plain(text))} "
    found = [unit for unit in units_of(plan) if f" {_spaced(_plain(unit.name))} " in words]
    found = found or [unit for unit in units_of(plan) if f" {_spaced(_plain(_core(unit.name)))} " in words]
    return tuple(found[:MOST_NEAR])


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def units_in(plan: Plan, text: str) -> tuple[Unit, ...]:
    """The units that a file or folder name tells as whole words. A full name (`xã Nghi Dương`) is heard before one
    without its kind, a longer name before one within it (`Nam Đồ Sơn`, `Đồ Sơn`)."""
    words = f" {_spaced(fold(text))} "
    for names in _by_name(SamePlan(plan)):
        told = [(name, unit) for name, unit in names.items() if f" {_spaced(name)} " in words]
        longest = [unit for name, unit in told
                   if not any(name != other and f" {_spaced(name)} " in f" {_spaced(other)} " for other, _ in told)]
        if longest:
            return tuple(dict.fromkeys(longest))
    return ()


def _spaced(name: str) -> str:
    return re.sub(r"[^0-9a-zA-ZÀ-ỹđĐ]+", " ", name).strip()


def _core(name: str) -> str:
    """The folded name without its kind."""
    text = fold(name)
    return text[PREFIX.match(text).end():]


@lru_cache(32)
def _by_name(key: SamePlan) -> tuple[Mapping[str, Unit], Mapping[str, Unit]]:
    """Folded full names, and names without their kind that one unit alone has."""
    units = units_of(key.plan)
    full = {fold(unit.name): unit for unit in units} | {fold(alias): unit for unit in units for alias in unit.aliases}
    full |= {fold(unit.name): unit for unit in units}
    cores: dict[str, list[Unit]] = {}
    for unit in units:
        if _core(unit.name) != fold(unit.name):
            cores.setdefault(_core(unit.name), []).append(unit)
    return full, {core: same[0] for core, same in cores.items() if len(same) == 1 and core not in full}
