"""Messages about several files at once: who is missing, late, doubled or contradicts another (family X)."""

from nq57xl.model.finding import ERROR, INFO, WARNING, Message
from nq57xl.model.messages import catalogue

MESSAGES = catalogue(
    Message("X01", WARNING, "{unit} chưa nộp báo cáo {period}.", "đôn đốc đơn vị nộp; hạn nộp là {due}.",
            "Đơn vị phải báo cáo nhưng không có tệp nào trong các tệp đã đưa vào."),
    Message("X02", INFO, "tệp giống hệt {first}, chỉ tính một lần.", "không cần làm gì; có thể xóa bản thừa.",
            "Hai tệp giống nhau từng byte (cùng mã SHA-256)."),
    Message("X03", WARNING, "{unit} có nhiều tệp {form} cho {period}: dùng {winner}, không dùng tệp này ({basis}).",
            "nếu tệp này mới đúng thì bỏ tệp kia ra rồi tổng hợp lại.",
            "Một đơn vị gửi hai tệp cùng loại cho một kỳ. Tệp nhận sau được dùng, không bao giờ cộng cả hai."),
    Message("X04", WARNING, "{unit} nộp ngày {received}, quá hạn {due} ({days} ngày).",
            "nhắc đơn vị nộp đúng hạn kỳ sau.", "Ngày nhận ở sau ngày đến hạn của kỳ báo cáo."),
    Message("X05", ERROR, "tệp không thuộc đợt tổng hợp này: {reason}.",
            "chuyển tệp sang đúng thư mục, hoặc tổng hợp đúng kế hoạch và kỳ của tệp.",
            "Tệp của kế hoạch khác, kỳ khác hoặc của đơn vị không có trong kế hoạch."),
    Message("X06", WARNING, "{count} số liệu trùng hết với tệp {other}.",
            "hỏi lại đơn vị: có thể đã chép nguyên tệp của đơn vị khác.",
            "Mọi số liệu chỉ tiêu của tệp giống hệt số liệu của một đơn vị khác."),
    Message("X07", WARNING, "{first} báo {first_value}, {second} báo {second_value} cho cùng chỉ tiêu {code}; "
            "dùng số của {first}.",
            "hai cơ quan thống nhất số liệu rồi gửi lại.",
            "Chỉ tiêu do một cơ quan cung cấp cho toàn địa bàn nhưng các cơ quan cùng chủ trì báo số khác nhau."),
    Message("X08", INFO, "không rõ ngày nhận tệp nên không xét nộp đúng hạn hay muộn.",
            "ghi ngày nhận vào {register}.",
            "Không có trong sổ tiếp nhận, trong tệp cũng không lưu ngày. Không tính là nộp muộn."),
    Message("X09", ERROR, "tệp làm chương trình đọc bị dừng đột ngột nên bị từ chối.",
            "mở tệp bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi lại.",
            "Tiến trình đọc tệp này bị dừng (tệp hỏng nặng hoặc quá lớn). Các tệp khác không bị ảnh hưởng."),
    Message("X10", ERROR, "không lấy được nội dung tệp: {reason}.", "{advice}.",
            "Tệp không mở được, bị thay đổi khi đang đọc, hoặc tệp nén hỏng, có mật khẩu, vượt giới hạn."),
    Message("X11", ERROR, "dòng {line} của sổ tiếp nhận không dùng được: {reason}.",
            "sửa dòng đó trong sổ rồi tổng hợp lại; các dòng khác vẫn có hiệu lực.",
            "Sổ tiếp nhận có dòng sai ngày, trùng, hoặc ghi tên một tệp không có."),
    Message("X12", WARNING, "{unit} báo {used} ở biểu của {plan} và {other} ở kế hoạch của đơn vị (mã {own}) cho cùng "
            "chỉ tiêu {code}; dùng số ở biểu của {plan}.", "đơn vị thống nhất hai số rồi gửi lại.",
            "Một đơn vị báo hai số khác nhau cho một chỉ tiêu, ở hai kế hoạch."),
    Message("X13", ERROR, "không đọc được sổ tiếp nhận: {reason}.",
            "lưu sổ bằng Excel thành tệp CSV UTF-8, hàng đầu gồm hai cột file và received.",
            "Sổ tiếp nhận không phải CSV UTF-8 hoặc thiếu cột; ngày nhận lấy theo ngày lưu trong tệp."),
)
