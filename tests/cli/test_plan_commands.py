"""`nq57xl plan …`: what is printed, and the exit code."""

import json
from pathlib import Path

import pytest

from nq57xl.cli.main import main
from tests.plans.tiny import INDICATORS, write_plan


def test_plans_are_listed_with_their_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "hai-phong", "kim-thanh", "nam-trieu", "nghi-duong", "truong-giang"]
    assert lines[0].startswith("hai-phong        65 chỉ tiêu   19 nhiệm vụ")


def test_a_plan_is_shown_as_json_in_the_form_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "show", "nam-trieu", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["id", "number", "date", "issuer", "milestones", "indicators", "assignments"]
    first = document["indicators"][0]
    assert first == {
        "code": "NT-CT01", "annex": "2", "stt": "1", "group": "I",
        "name": "Tỷ lệ phủ sóng 5G trong khu đô thị trên địa bàn phường", "unit_of_measure": "%",
        "targets": {"2025": ">=60", "2030": "100", "2035": "100", "2040": "100", "2045": "100"},
        "lead": first["lead"], "director": "", "chair": "", "product": "Bộ số liệu báo cáo", "per_year": False,
        "city_code": "HP-CT01"}
    assert document["indicators"][14]["targets"]["2035"] is None
    assert document["indicators"][2]["targets"]["2025"] == "-"
    assert list(document["assignments"][0]) == [
        "code", "annex", "stt", "group", "name", "lead", "coordinating", "director", "product", "deadline_text",
        "deadline_kind", "deadline"]


def test_a_plan_is_shown_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "show", "truong-giang"]) == 0
    assert "2025: ≥10%  2030: ≥25%  2035: ≥40%  2040: ≥60%  2045: ≥70%" in capsys.readouterr().out


def test_the_five_plans_pass_their_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "check"]) == 0
    assert capsys.readouterr().out.count(" 0 điều cần xem") == 5


def test_a_plan_with_an_error_ends_with_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_plan(tmp_path / "tiny", indicators=INDICATORS.replace(">=60", "sáu mươi"))
    assert main(["plan", "check", str(folder)]) == 1
    assert "tiny: Lỗi P03 · indicators.csv!T-1 (t2025)" in capsys.readouterr().out


def test_nam_trieu_is_compared_with_the_city_on_screen_and_as_a_workbook(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "so-sanh.xlsx"
    assert main(["plan", "align", "nam-trieu", "--with", "hai-phong", "-o", str(output)]) == 0
    printed = capsys.readouterr().out
    assert "2025: Thấp hơn (đơn vị ≥20, thành phố ≥30)" in printed
    assert "Nhiệm vụ chưa rõ chủ trì hoặc thời hạn: 42/42" in printed
    assert output.read_bytes()[:2] == b"PK"


def test_a_plan_is_exported_and_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "export", "kim-thanh", "-o", str(tmp_path / "kt.xlsx")]) == 0
    assert main(["plan", "import", str(tmp_path / "kt.xlsx"), "-o", str(tmp_path / "plans")]) == 0
    assert main(["plan", "check", str(tmp_path / "plans/kim-thanh")]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(("arguments", "line"), [
    (["plan", "show", "ha-noi"], "nq57xl: không có kế hoạch ha-noi; hiện có: hai-phong, kim-thanh, nam-trieu, "
                                 "nghi-duong, truong-giang"),
    (["plan", "import", "khong-co.xlsx"], "nq57xl: không có tệp hoặc thư mục khong-co.xlsx"),
    (["plan", "export", "hai-phong", "-o", "a.csv"], "nq57xl: tên tệp ghi ra phải kết thúc bằng .xlsx: a.csv"),
    (["plan"], "nq57xl: thiếu tham số: LỆNH (xem nq57xl plan --help)"),
    (["plan", "show"], "nq57xl: thiếu tham số: KẾ_HOẠCH (xem nq57xl plan show --help)"),
    (["generate", "hai-phong", "--all", "--period", "2025-13", "-o", "x"],
     "nq57xl: kỳ báo cáo 2025-13 không hợp lệ; viết 2025-09, 2025-Q3, 2025-H2 hoặc 2025"),
    (["generate", "hai-phong", "--unit", "00000", "--period", "2025-09", "-o", "x"],
     "nq57xl: kế hoạch hai-phong không có đơn vị 00000"),
    (["generate", "hai-phong", "--period", "2025-09", "-o", "x"],
     "nq57xl: cần một trong các tham số: --unit --all (xem nq57xl generate --help)"),
    (["bay"], "nq57xl: tham số LỆNH: không có lựa chọn bay; chọn một trong: plan, generate, validate, "
              "rebuild, unmark, merge, receipt, status, trace, guide, addin, practice, demo (xem nq57xl --help)")])
def test_a_wrong_command_is_one_line_on_stderr_and_code_2(
        arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", line + "\n")


def test_a_fault_of_ours_is_one_line_code_3_and_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                      capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("nq57xl.cli.plan.plan_ids", lambda: 1 / 0)
    assert main(["plan", "list"]) == 3
    err = capsys.readouterr().err
    assert err.startswith("nq57xl: lỗi bên trong chương trình; chi tiết ở ")
    assert "Traceback" not in err
    assert "ZeroDivisionError" in Path(err.strip().split(" ở ")[1]).read_text(encoding="utf-8")
