"""What the buttons say and ask while they work: words that are no finding and no fault, with `{slots}`."""

WORKING = {"check": "NQ57: đang kiểm tra…", "mark": "NQ57: đang đánh dấu…", "clear": "NQ57: đang xóa đánh dấu…",
           "generate": "NQ57: đang tạo sổ…", "read": "NQ57: đang đọc các sổ…", "report": "NQ57: đang lập báo cáo…",
           "receipts": "NQ57: đang lập phiếu tiếp nhận…", "trace": "NQ57: đang truy vết…",
           "compare": "NQ57: đang so sánh…", "rebuild": "NQ57: đang dựng lại biểu…"}
"""In the status bar, by what is going on."""
GENERATED_SO_FAR, READ_SO_FAR = "NQ57: đã tạo {done}/{total} sổ", "NQ57: đã đọc {done}/{total} tệp"
FINDING = "NQ57 · {sheet}!{cell}: {problem}"

CLEAN = "Sổ này không có lỗi, không có cảnh báo: sẵn sàng nộp."
COUNTED = "Sổ này có {errors} lỗi phải sửa, {warnings} cảnh báo nên xem lại."
MAY_MARK = ("{told}\n\nĐánh dấu các ô này và thêm trang {sheet} vào sổ? Nút Xóa đánh dấu trả lại sổ như cũ.")
MAY_CLEAR = "{told}\n\nXóa các dấu và danh sách của lần kiểm tra trước khỏi sổ?"
NOTHING_TO_REPORT = "{unit} không có chỉ tiêu, nhiệm vụ nào phải báo cáo theo kế hoạch {plan}."
GENERATED = "Đã tạo {count} sổ của {period} trong thư mục {folder}."
MAY_REPLACE = ("Thư mục {folder} đã có {count} tệp cùng tên, khác nội dung (ví dụ {name}), có thể đã nhập số liệu. "
               "Ghi đè?")
QUESTIONS = "Có {count} câu hỏi cần quyết định, ghi ở {path}."
REBUILT = ("Đã dựng lại biểu: {moved} nội dung đã chuyển sang, {left} nội dung chưa chuyển (xem trang Đã chuyển).")

MAY_GENERATE_UNIT = ("Tạo sổ {period} cho {unit} (kế hoạch {plan})?\n\nBấm No (Không) để chọn kế hoạch, kỳ hoặc đơn vị "
                     "khác.")
MAY_GENERATE_ALL = ("Tạo sổ {period} cho tất cả {count} đơn vị của kế hoạch {plan}?\n\nBấm No (Không) để chọn kế hoạch "
                    "hoặc kỳ khác.")
MAY_COMPARE = "So sánh kế hoạch {plan} với kế hoạch thành phố?\n\nBấm No (Không) để chọn kế hoạch khác."
WHICH_PLAN, WHICH_COMPARED = "Kế hoạch nào?", "So sánh kế hoạch nào với kế hoạch thành phố?"
ONE_OF = "{question} Có: {answers}."
WHICH_PERIOD = "Kỳ báo cáo nào? Viết 2025-09 (tháng), 2025-Q3 (quý), 2025-H2 (6 tháng) hoặc 2025 (năm)."
WHICH_UNIT = "Đơn vị nào? Ghi mã hoặc tên, ví dụ {code} hoặc {name}."
NOT_UNDERSTOOD = 'Không hiểu "{text}". {question}'

FOLDER_OF_RETURNED = "Thư mục các sổ đơn vị đã nộp"
FOLDER_FOR_ISSUED = "Thư mục để ghi các sổ giao cho đơn vị"
FOLDER_OF_REPORT = "Thư mục tệp đơn vị nộp (để mở đúng ô)"
