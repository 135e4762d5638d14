"""Messages on the reading of a cell's value (codes V30 and up; the rules on values stand in rules/catalogue.py)."""

from nq57xl.model.finding import ERROR, INFO, WARNING, Message
from nq57xl.model.messages import catalogue

MESSAGES = catalogue(
    Message("V30", INFO, '"{found}" đã được đọc là {after}.', "không phải sửa nếu đọc đúng; nếu sai thì nhập lại.",
            "Giá trị viết khác kiểu nhưng chỉ có một cách hiểu.", "1.200 người"),
    Message("V31", ERROR, '"{found}" có hai cách hiểu: {after}.', "nhập lại thành số, phần thập phân sau dấu phẩy.",
            "Không rõ dấu chấm, dấu phẩy là ngăn hàng nghìn hay phần thập phân.", "1.234"),
    Message("V32", ERROR, '"{found}" không phải là một con số chắc chắn.',
            "nhập một con số theo đúng đơn vị tính; ước tính thì chọn Số ước; tỷ lệ thì nhập Tử số và Mẫu số.",
            "Khoảng, hơn, từ … đến …, phân số, hoặc đơn vị tính khác.", "khoảng 90"),
    Message("V33", ERROR, "Excel đã đổi nội dung nhập thành ngày {found}.",
            "chọn định dạng ô là Văn bản (Text) hoặc Số (Number) rồi nhập lại.",
            "Nhập 6-15 hay 12/5 thì Excel tự đổi thành ngày.", "15/6/2025"),
    Message("V34", ERROR, "ô là công thức nhưng tệp không lưu kết quả.",
            "mở tệp bằng Excel, bấm Lưu rồi gửi lại; hoặc nhập thẳng giá trị.", "Công thức chưa được tính."),
    Message("V35", ERROR, '"{found}" không nói rõ là số 0 hay chưa có số liệu.',
            "nhập 0 nếu đúng là không có; nếu chưa có số liệu thì để trống và chọn Tình trạng số liệu.",
            "Ô trống, dấu gạch, chữ không được hiểu là số 0.", "-"),
    Message("V36", ERROR, '"{found}" không phải là một ngày đủ ngày, tháng, năm (2000 đến 2100).',
            "nhập đủ ngày/tháng/năm, ví dụ 05/9/2025.", "Chỉ có tháng, năm, hoặc ngày ngoài khoảng.", "tháng 9/2025"),
    Message("V37", WARNING, "nội dung dài {found} ký tự; chỉ giữ {after} ký tự đầu.", "viết gọn lại.",
            "Nội dung quá dài."),
    Message("V38", WARNING, '"{found}" không được dùng: chỉ tiêu này không tính từ Tử số, Mẫu số.',
            "nhập số liệu vào cột Kết quả.", "Tử số, Mẫu số chỉ dùng cho chỉ tiêu tỷ lệ."),
    Message("V39", ERROR, "không đọc được nội dung ô ({found}).", "nhập lại ô này.", "Nội dung ô bị hỏng."),
    Message("V40", ERROR, "kết quả {found} chỉ có trong công thức, không có Tử số và Mẫu số.",
            "nhập Tử số và Mẫu số; chỉ biết tỷ lệ thì gõ thẳng con số.",
            "Giá trị lưu của công thức có thể là số cũ nên không được lấy."),
    Message("V41", WARNING, "tệp lưu kết quả {found} nhưng Tử số / Mẫu số cho {after}; lấy số tính lại.",
            "mở tệp bằng Excel, bấm Lưu; giữ nguyên công thức của cột Kết quả.",
            "Giá trị lưu của công thức đã cũ hoặc công thức bị sửa."),
    Message("V42", WARNING, "số {found} lấy từ kết quả lưu của một công thức.", "nhập thẳng con số.",
            "Công thức do đơn vị tự đặt không kiểm tra lại được."),
    Message("V43", ERROR, "tiến độ {found}: là {found}% hay đã nhập theo thang 0 đến 1?", "nhập 85 cho 85%.",
            "Tiến độ nhỏ hơn 1, nhiều khả năng nhập 0,85 thay cho 85.", "0,85"),
)
